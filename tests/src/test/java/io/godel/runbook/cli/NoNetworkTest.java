package io.godel.runbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing but live commands opens a connection. */
// pain 7
final class NoNetworkTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check runbooks",
        "lint runbooks",
        "plan runbooks/database-failover.runbook",
        "simulate runbooks/database-failover.runbook",
        "simulate runbooks/database-failover.runbook --world pool-exhausted",
        "test runbooks/database-failover.runbook",
        "fmt --check runbooks",
        "explore runbooks/database-failover.runbook --world blip --faults 1",
        "explain E0404",
      })
  void offline(String line) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.nio.channels.spi.SelectorProvider=" + NoNetwork.class.getName());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(NoNetwork.class.getName());
    command.addAll(List.of(line.split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertFalse(output.contains(NoNetwork.DENIED), output);
  }

  /** The test above can fail. */
  @Test
  void theDenialWorks() {
    NoNetwork denying = new NoNetwork();
    AssertionError denied = assertThrows(AssertionError.class, denying::openSocketChannel);
    assertTrue(denied.getMessage().contains(NoNetwork.DENIED));
  }
}
