package io.godel.runbook.diagnostic;

import java.util.Arrays;
import java.util.Optional;

/**
 * The catalogue of everything that the front end can say, each with a stable code.
 *
 * <p>The families: E00 files, E01 syntax, E02 names, E03 types, E04 effects and places, E05
 * evidence, E06 secrets, E07 SQL, E08 the shape of a runbook, E09 worlds. A code is never given a
 * new meaning.
 */
public enum Code implements Coded {
  UNEXPECTED("E0101", "the text does not follow the grammar here"),
  LITERAL_OUT_OF_RANGE("E0102", "a number, date or amount does not exist or does not fit"),
  UNCLOSED_STRING("E0103", "a string has no end on its line"),
  UNCLOSED("E0104", "something that was opened is not closed"),
  MISSPELT_KEYWORD("E0105", "a keyword is misspelt"),
  FOREIGN_OPERATOR("E0106", "a sign of another language stands where ours has a word"),
  ASSIGNMENT_FOR_EQUALITY("E0107", "`=` stands where `==` is meant"),
  UNIT_MISSING("E0108", "a number stands where an amount with a unit is needed"),
  UNKNOWN_UNIT("E0109", "a number is followed by a unit that does not exist"),
  BAD_ESCAPE("E0110", "a backslash stands before a character that needs none"),
  CLAUSE_MISSING("E0111", "a statement lacks a part that it must have"),
  TOO_DEEP("E0112", "the text is nested deeper than what is read"),
  KEYWORD_AS_NAME("E0113", "a word of the language is used as a name"),
  UNOPENED("E0114", "something is closed that was not opened"),

  // Names

  UNKNOWN_NAME("E0201", "nothing is called so here"),
  UNKNOWN_TYPE("E0202", "there is no type of that name"),
  UNKNOWN_CONSTANT("E0203", "the enum has no such constant"),
  UNKNOWN_MEMBER("E0204", "the type has no field and no action of that name"),
  UNKNOWN_ACTION("E0205", "there is no action of that name"),
  UNKNOWN_MODULE("E0206", "there is no module of that name"),
  NAME_TWICE("E0207", "two things have the same name"),
  UNKNOWN_SCENARIO("E0208", "the runbook has no scenario of that name"),
  UNKNOWN_STEP("E0209", "the runbook has no step of that name"),
  UNKNOWN_RUNBOOK("E0210", "there is no runbook of that name beside this one"),
  CYCLE("E0211", "things that need each other in a circle have no beginning"),

  // Types

  WRONG_TYPE("E0301", "a value has another type than its place needs"),
  TYPE_ARGUMENTS("E0302", "a generic type has the wrong number of arguments"),
  NOT_INDEXED("E0303", "only lists and maps have elements"),
  NOT_A_COLLECTION("E0304", "only a collection can be gone through"),
  BAD_REGEX("E0305", "a regular expression cannot be read"),
  BAD_URL("E0306", "an address is no URL"),
  PATTERN_NOT_MATCHED("E0307", "a text is not of the form that its type asks for"),
  NO_COMMON_TYPE("E0308", "values that have to be of one type are not"),
  ARGUMENT_MISSING("E0309", "a call lacks an argument that has no default"),
  POSITION_AFTER_NAME("E0310", "an argument without a name stands behind one with a name"),
  TOO_MANY_ARGUMENTS("E0311", "a call has more arguments than the action takes"),
  ARGUMENT_TWICE("E0313", "an argument is given twice"),
  UNKNOWN_ARGUMENT("E0314", "the action has no such argument"),
  OPERATOR_TYPES("E0315", "an operator does not go with these types"),
  NEVER_NONE("E0316", "what is never none is treated as if it could be"),
  MATCH_NEEDS_ENUM("E0317", "only an enum can be matched"),
  MATCH_TWICE("E0318", "a case is handled twice"),
  MATCH_INCOMPLETE("E0319", "not every case is handled"),
  NO_RESULT("E0320", "an action that gives nothing back is used as a value"),
  PARAM_REFUSED("E0321", "a default does not satisfy the parameter's own condition"),
  NOT_A_CALL("E0322", "`do` stands before something that does not act"),

  // Effects and places

  ACTS_IN_READING_PLACE("E0401", "an acting call stands where only looking is allowed"),
  ACTS_OUTSIDE_STEP("E0402", "an acting call stands outside of a step"),
  NEEDS_DO("E0403", "an acting call has to be announced with `do`"),
  NOT_VERIFIED("E0404", "an acting step does not verify what it did"),
  NO_UNDO("E0405", "an acting step does not say how it is taken back"),
  NOT_APPROVED("E0406", "something is destroyed without a person's yes"),
  IRREVERSIBLE_WITH_UNDO("E0407", "a step that cannot be taken back claims an undo"),
  UNDO_NOT_VERIFIED("E0408", "an undo does not verify what it did"),
  NOT_RETRIABLE("E0409", "an action that must not be done twice is retried"),
  SQL_NOT_READ_ONLY("E0410", "a statement that acts stands where only looking is allowed"),
  STATEMENT_MISPLACED("E0411", "a statement stands where it means nothing"),
  UNBOUNDED("E0412", "a bound has to be known before the run"),
  UNIT_UNKNOWN("E0413", "nothing in the step affects things of that unit"),
  LIMIT_EXCEEDED("E0414", "a step is seen to go beyond its own limit"),
  LOOKS_AT_NOTHING("E0415", "what is asked again and again can never change its answer"),
  BOUND_SENSELESS("E0416", "a bound is nothing, or the wrong way round"),

  // Evidence

  EVIDENCE_MISSING("E0501", "an action needs an evidence that nothing here gives"),
  EVIDENCE_DEAD("E0502", "an evidence was killed by a later effect"),
  EVIDENCE_FORGED("E0503", "an evidence is made where nothing was checked"),
  EVIDENCE_NOT_YIELDED("E0504", "only an evidence is handed on with `yield`"),

  // Secrets

  SECRET_IN_TEXT("E0601", "a secret is put into a text"),
  SECRET_COMPARED("E0602", "a secret is compared"),
  SECRET_SHOWN("E0603", "a secret would be shown"),

  // SQL

  SQL_UNREADABLE("E0701", "a statement of SQL cannot be read"),
  SQL_ROW_NOT_A_RECORD("E0702", "rows are read into something that is no record"),
  SQL_STAR("E0703", "the columns behind a star cannot be checked"),
  SQL_COLUMNS("E0704", "the columns do not agree with the record"),

  // The shape of a runbook

  RUNBOOK_SHAPE("E0801", "a runbook lacks a part or has one too often"),
  SCENARIO_UNREACHABLE("E0802", "nothing that is seen can ever choose a scenario"),
  DRILL_WRONG("E0803", "a drill expects what cannot be"),
  METADATA_WRONG("E0804", "a line of metadata makes no sense"),
  NATIVE_DECLARATION("E0805", "a native action does not declare what it has to"),

  // Files

  FILE_UNREADABLE("E0001", "a file cannot be read"),
  FILE_TOO_LARGE("E0002", "a file is larger than what is read"),
  FILE_NOT_TEXT("E0003", "a file is no text in UTF-8"),
  FILE_EMPTY("E0004", "a file holds no runbook and no module"),

  // Worlds

  WORLD_SYNTAX("E0901", "a world file is no YAML, or not of the kind that is read"),
  WORLD_UNKNOWN_KEY("E0902", "a world file has a key that means nothing there"),
  WORLD_WRONG_VALUE("E0903", "a world file has a value of another kind than its key needs"),
  WORLD_MISSING_KEY("E0904", "a world file lacks a key that it needs"),
  WORLD_LIMIT("E0905", "a world file is larger than what is read");

  private final String id;
  private final String summary;

  Code(String id, String summary) {
    this.id = id;
    this.summary = summary;
  }

  /** The code that people quote so, in capitals or not. */
  public static Optional<Code> find(String id) {
    return Arrays.stream(values()).filter(code -> code.id.equalsIgnoreCase(id)).findFirst();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String summary() {
    return summary;
  }
}
