package io.godel.runbook.runbooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a real runbook a misspelt keyword costs one message, wherever it stands. */
final class OneMistakeTest {
  private static final int PLACES_MIN = 100;

  private static final Pattern SENTENCE =
      Pattern.compile(
          "^ *(param|assess|scenario|step|guard|approve|verify|undo|await|warn|recovered|test)\\b",
          Pattern.MULTILINE);

  @ParameterizedTest
  @ValueSource(strings = {"database-failover", "redis-outage", "agent-storm"})
  void aMisspeltKeywordIsOneMessage(String name) throws IOException {
    String right = Files.readString(Path.of("runbooks", name + ".runbook"));
    List<MatchResult> places = SENTENCE.matcher(right).results().toList();
    assertTrue(places.size() >= PLACES_MIN, "only " + places.size() + " places");
    for (MatchResult place : places) {
      SourceFile wrong = new SourceFile(name, doubled(right, place.end(1)));
      List<Diagnostic> said = Parser.parse(wrong).diagnostics();
      String where = "line " + wrong.line(place.start(1)) + ": " + said;
      assertEquals(
          List.of(Code.MISSPELT_KEYWORD), said.stream().map(Diagnostic::code).toList(), where);
    }
  }

  /** With the last letter of a word twice. */
  private static String doubled(String text, int end) {
    return text.substring(0, end) + text.charAt(end - 1) + text.substring(end);
  }
}
