package io.godel.runbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What libraries log is no answer of ours. */
final class UnheardTest {
  private static String output(Class<?> main, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void nothingOfItReachesAUser() throws Exception {
    assertEquals("said nothing\n", output(ChattyLibrary.class));
  }

  @Test
  void whoWantsToHearItNamesAFile() throws Exception {
    Path usual = Path.of(System.getProperty("java.home"), "conf", "logging.properties");
    String output = output(ChattyLibrary.class, "-Djava.util.logging.config.file=" + usual);
    assertEquals(1, output.lines().filter(it -> it.contains("the worst has happened")).count());
    assertEquals(1, output.lines().filter(it -> it.contains("and to Java too")).count());
  }
}
