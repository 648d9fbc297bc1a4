package io.godel.runbook.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.docs.Page;
import io.godel.runbook.plan.Bounds;
import io.godel.runbook.project.Project;
import io.godel.runbook.syntax.SourceReader;
import io.godel.runbook.syntax.grammar.RunbookLexer;
import io.godel.runbook.value.ValueText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of the language's reference agree with the checker. */
final class LanguageTablesTest {
  private static final Page PAGE = Page.of("language.md");

  @TempDir Path folder;

  @Test
  void whatMayStandWhereIsWhatTheCheckerAllows() {
    List<String> header = PAGE.header("statement", "the assessment");
    Map<String, List<String>> rows = new LinkedHashMap<>();
    PAGE.table("statement", "the assessment").forEach(row -> rows.put(row.get(0), row));
    for (Place place : Place.values()) {
      int column = header.indexOf(place.shown());
      assertTrue(column > 0, "there is no column for " + place.shown());
      for (String statement : statements()) {
        boolean written =
            rows.containsKey(statement) && rows.get(statement).get(column).equals("yes");
        assertEquals(place.allows(statement), written, "`" + statement + "` in " + place.shown());
      }
    }
  }

  /** Every word that could begin a statement, so that none is missing in the table. */
  private static Set<String> statements() {
    Set<String> statements = new LinkedHashSet<>(List.of("on failure", "block"));
    IntStream.rangeClosed(1, RunbookLexer.VOCABULARY.getMaxTokenType())
        .mapToObj(RunbookLexer.VOCABULARY::getLiteralName)
        .filter(literal -> literal != null && literal.matches("'[a-z]+'"))
        .forEach(literal -> statements.add(literal.substring(1, literal.length() - 1)));
    return statements;
  }

  /** Each pair of types with each operator: those that check are those of the table. */
  @Test
  void theArithmeticIsTheOneOfTheTable() throws IOException {
    Set<String> written = new TreeSet<>();
    Set<String> types = new TreeSet<>(List.of("String", "Bool", "Date"));
    List<List<String>> rows = PAGE.table("operators", "left");
    for (List<String> row : rows) {
      types.add(row.get(1));
      types.add(row.get(2));
      for (String operator : row.get(0).split(" ")) {
        written.add(signature(row.get(1), operator, row.get(2), row.get(3)));
      }
    }
    Set<String> results = new TreeSet<>();
    rows.forEach(row -> results.add(row.get(3)));
    Set<String> accepted = new TreeSet<>();
    for (String left : types) {
      for (String right : types) {
        for (String operator : List.of("+", "-", "*", "/")) {
          for (String result : results) {
            accepted.add(signature(left, operator, right, result));
          }
        }
      }
    }
    accepted = accepted(List.copyOf(accepted));
    assertEquals(written, accepted);
  }

  private static String signature(String left, String operator, String right, String result) {
    return left + " " + operator + " " + right + " = " + result;
  }

  /** Those of which an action that computes just this has no error. */
  private Set<String> accepted(List<String> signatures) throws IOException {
    List<String> lines = new ArrayList<>(List.of("module arithmetic {"));
    for (String signature : signatures) {
      String[] words = signature.split(" ");
      lines.add(
          "action computed%d(a: %s, b: %s) -> %s = a %s b"
              .formatted(lines.size(), words[0], words[2], words[4], words[1]));
    }
    lines.add("}");
    Path file = folder.resolve("arithmetic" + Project.SUFFIX);
    Files.write(file, lines);
    Set<String> accepted = new TreeSet<>(signatures);
    new Project()
        .check(file)
        .diagnostics()
        .forEach(wrong -> accepted.remove(signatures.get(wrong.span().line() - 2)));
    // Where a Decimal is wanted an Int counts as one; that is no rule of the operators.
    accepted.removeIf(
        it -> it.endsWith(" = Decimal") && accepted.contains(it.replace(" = Decimal", " = Int")));
    return accepted;
  }

  @Test
  void theWordsOfDrillsAndPeopleAreThoseOfTheChecker() {
    List<String> words = new ArrayList<>(DrillChecker.STEP_STATES);
    words.addAll(DrillChecker.OUTCOMES);
    DrillChecker.COUNTS.forEach(count -> words.add("expect " + count + " N"));
    for (String word : words) {
      assertTrue(PAGE.text().contains("`" + word + "`"), word);
    }
    String kinds = Answers.KINDS.stream().map(Type::shown).collect(Collectors.joining(", "));
    assertTrue(PAGE.text().contains(kinds), kinds);
  }

  @Test
  void everyTypeIsInTheTable() {
    List<String> rows = PAGE.table("type", "literals").stream().map(row -> row.get(0)).toList();
    for (Type.Primitive type : Type.Primitive.values()) {
      boolean written = type != Type.Primitive.UNKNOWN && type != Type.Primitive.NOTHING;
      assertEquals(written, rows.contains(type.shown()), type.shown());
    }
  }

  @Test
  void theLimitsAreThoseOfTheProgram() {
    List<String> limits = PAGE.table("what", "limit").stream().map(row -> row.get(1)).toList();
    assertEquals(
        List.of(
            (SourceReader.SIZE_MAX >> 20) + " MiB",
            Integer.toString(Bounds.ELEMENTS_MAX),
            text(Bounds.LOOKING) + ", or its slowest look if that is longer",
            text(Bounds.DECIDING),
            text(Bounds.DOUBT),
            text(Action.STANDARD_TIMEOUT)),
        limits);
  }

  private static String text(Duration duration) {
    return ValueText.duration(duration);
  }
}
