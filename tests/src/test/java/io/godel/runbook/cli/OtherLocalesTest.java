package io.godel.runbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.run.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program says the same on machines that write numbers with other signs. */
final class OtherLocalesTest {
  private static final Path FOLDER = Path.of("tests/src/test/resources/explore");

  /** German points between thousands, and the digits of Egypt and of Nepal. */
  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "ar-EG-u-nu-arab", "ne-NP-u-nu-deva"})
  void anAnswerIsTheSame(String locale) throws IOException {
    String runbook = FOLDER.resolve("story.runbook").toString();
    List<String> lines = new ArrayList<>();
    List<String> args = List.of(locale, "explore", runbook, "--faults", "1");
    try (Child child = Child.start(InLocale.class, args)) {
      for (String line = child.line(); line != null; line = child.line()) {
        lines.add(line);
      }
    }
    assertEquals(Files.readString(FOLDER.resolve("story.expected")).lines().toList(), lines);
  }
}
