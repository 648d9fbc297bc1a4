package io.godel.runbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each command that a page shows is run, and its output is what the page shows. */
final class PagesTest {
  private static final boolean REWRITE = Boolean.getBoolean("golden.rewrite");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#|mailto:)([^)#]+)");
  private static final String TEST_COMMAND = "mvn -B verify";

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "CONTRIBUTING.md"})
  void commandsPrintWhatThePageShows(String name) throws IOException {
    Path file = Path.of(name);
    String page = Files.readString(file);
    List<ConsoleBlocks.Command> commands = ConsoleBlocks.in(page);
    assertFalse(commands.isEmpty(), name + " shows no command");
    if (REWRITE) {
      Files.writeString(file, ConsoleBlocks.rewritten(page));
      return;
    }
    commands.stream()
        .filter(ConsoleBlocks::isOurs)
        .forEach(
            it ->
                assertEquals(
                    it.output(), ConsoleBlocks.shown(it, ConsoleBlocks.run(it)), it.line()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "runbooks/README.md"})
  void linksLeadSomewhere(String name) throws IOException {
    Path file = Path.of(name);
    Matcher links = LINK.matcher(Files.readString(file));
    while (links.find()) {
      Path parent = file.getParent() == null ? Path.of("") : file.getParent();
      assertTrue(Files.exists(parent.resolve(links.group(1))), name + " links " + links.group(1));
    }
  }

  @Test
  void continuousIntegrationRunsTheTestCommandOfTheReadme() throws IOException {
    assertTrue(Files.readString(Path.of("README.md")).contains("$ " + TEST_COMMAND + "\n"));
    assertTrue(Files.readString(Path.of(".ci/run")).endsWith(TEST_COMMAND + "\n"));
  }
}
