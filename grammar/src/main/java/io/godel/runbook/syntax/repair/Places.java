package io.godel.runbook.syntax.repair;

import io.godel.runbook.syntax.grammar.RunbookLexer;
import io.godel.runbook.syntax.grammar.RunbookParser;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.misc.IntervalSet;

/** The places of a text that hold sentences, and what belongs where. */
final class Places {
  /**
   * @param where as in "cannot stand …"
   * @param wanted one of what it holds
   * @param contents all of what it holds, as a sentence
   */
  private record Place(String where, String wanted, String contents) {}

  private static final Map<Integer, Place> PLACES =
      Map.of(
          RunbookParser.RULE_file,
          new Place(
              "at the top of a file",
              "`runbook` or `module`",
              "a file holds `use` lines first, then runbooks, modules, records and enums"),
          RunbookParser.RULE_runbook,
          new Place(
              "directly in a runbook",
              "a part of a runbook",
              "a runbook holds metadata, `param`, `let`, `invariant`, `assess`, `scenario`,"
                  + " `recovered`, `afterwards`, `test`, `record`, `enum` and `action`"),
          RunbookParser.RULE_module,
          new Place(
              "in a module",
              "a declaration",
              "a module holds `record`, `enum`, `type`, `evidence`, `native action` and `action`"),
          RunbookParser.RULE_block,
          new Place(
              "among statements",
              "a statement",
              "statements begin with a keyword, such as `let`, `guard`, `do`, `verify`, `if` or"
                  + " `for`"),
          RunbookParser.RULE_testDecl,
          new Place(
              "in a test",
              "a line of a test",
              "a test holds `given`, `fault`, `deny`, `silence` and `expect`"),
          RunbookParser.RULE_afterwards,
          new Place("in `afterwards`", "`task`", "it holds lines such as `task \"…\"`"),
          RunbookParser.RULE_manualBody,
          new Place(
              "in a manual task",
              "`evidence`",
              "it holds questions such as `evidence name: Type \"…\"`"),
          RunbookParser.RULE_nativeDecl,
          new Place(
              "in the declaration of a native action",
              "a clause",
              "the clauses are `idempotent`, `irreversible`, `decided by`, `needs`, `touches`,"
                  + " `about`, `affects` and `timeout`"),
          RunbookParser.RULE_step,
          new Place(
              "in the head of a step",
              "`{`",
              "before its block a step has `retry`, `timeout` and `limit`"));

  private static final Set<Integer> STATEMENTS =
      Set.of(
          RunbookLexer.STEP,
          RunbookLexer.GUARD,
          RunbookLexer.WARN,
          RunbookLexer.APPROVE,
          RunbookLexer.DO,
          RunbookLexer.VERIFY,
          RunbookLexer.AWAIT,
          RunbookLexer.YIELD,
          RunbookLexer.UNDO,
          RunbookLexer.ON,
          RunbookLexer.ESCALATE,
          RunbookLexer.PARALLEL,
          RunbookLexer.FOR,
          RunbookLexer.IF,
          RunbookLexer.CALL,
          RunbookLexer.MANUAL,
          RunbookLexer.ABORT);

  private static final Set<Integer> PARTS =
      Set.of(
          RunbookLexer.OWNER,
          RunbookLexer.REVIEWED,
          RunbookLexer.SEVERITY,
          RunbookLexer.ALERT,
          RunbookLexer.SYMPTOM,
          RunbookLexer.CONTACT,
          RunbookLexer.RELATED,
          RunbookLexer.TAGS,
          RunbookLexer.EXAMPLE,
          RunbookLexer.PARAM,
          RunbookLexer.LET,
          RunbookLexer.INVARIANT,
          RunbookLexer.ASSESS,
          RunbookLexer.SCENARIO,
          RunbookLexer.RECOVERED,
          RunbookLexer.AFTERWARDS,
          RunbookLexer.TEST);

  private static final Set<Integer> DECLARATIONS =
      Set.of(RunbookLexer.TYPE, RunbookLexer.EVIDENCE, RunbookLexer.NATIVE);

  private static final Set<Integer> DRILL =
      Set.of(
          RunbookLexer.EXPECT,
          RunbookLexer.GIVEN,
          RunbookLexer.FAULT,
          RunbookLexer.DENY,
          RunbookLexer.SILENCE);

  private static final int LISTED_MAX = 3;

  private Places() {}

  static Optional<String> of(int rule) {
    return Optional.ofNullable(PLACES.get(rule)).map(Place::where);
  }

  static String contents(int rule) {
    return PLACES.get(rule).contents();
  }

  /** Where the sentence that begins with the keyword belongs. */
  static Optional<String> homeOf(int keyword) {
    String word = Vocabulary.written(keyword);
    if (STATEMENTS.contains(keyword)) {
      return Optional.of("`%s` belongs into a scenario, or into a step of one".formatted(word));
    }
    if (PARTS.contains(keyword)) {
      return Optional.of("`%s` belongs directly into a runbook".formatted(word));
    }
    if (DECLARATIONS.contains(keyword)) {
      return Optional.of("`%s` belongs into a module".formatted(word));
    }
    return DRILL.contains(keyword)
        ? Optional.of("`%s` belongs into a test".formatted(word))
        : Optional.empty();
  }

  /** What the grammar wants, in words rather than as a list of signs. */
  static String wanted(int rule, IntervalSet expected, boolean value) {
    Place place = PLACES.get(rule);
    if (place != null && expected.size() > LISTED_MAX) {
      return place.wanted();
    }
    if (value) {
      return "an expression";
    }
    return switch (rule) {
      case RunbookParser.RULE_typeRef, RunbookParser.RULE_dotted -> "a type";
      case RunbookParser.RULE_effect -> "an effect: `pure`, `reads`, `mutates` or `destroys`";
      case RunbookParser.RULE_refusal -> "`skip`, `abort` or `use` and a scenario";
      case RunbookParser.RULE_testItem ->
          expected.size() > LISTED_MAX ? "a scenario, an outcome or a condition" : signs(expected);
      default -> signs(expected);
    };
  }

  private static String signs(IntervalSet expected) {
    if (expected.contains(RunbookLexer.IDENT)) {
      return "a name";
    }
    if (expected.contains(RunbookLexer.QUOTE)) {
      return "a text between quotes";
    }
    if (expected.contains(RunbookLexer.DURATION)) {
      return "a duration such as `30s`";
    }
    if (expected.contains(RunbookLexer.DATE)) {
      return "a date such as `2026-11-23`";
    }
    if (expected.contains(RunbookLexer.INT)) {
      return "a whole number";
    }
    String listed =
        expected.toList().stream()
            .map(Vocabulary::written)
            .filter(sign -> !sign.isEmpty())
            .limit(LISTED_MAX)
            .map(sign -> "`" + sign + "`")
            .collect(Collectors.joining(" or "));
    return listed.isEmpty() ? "something else" : listed;
  }
}
