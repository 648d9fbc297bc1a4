package io.godel.runbook.lab.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs programs of this machine. */
final class Programs {
  private Programs() {}

  /**
   * Servers that refuse to be root run as nobody in particular: in a user namespace without a
   * mapping (user_namespaces(7)).
   */
  static List<String> unprivileged(List<String> command) {
    List<String> whole = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      whole.addAll(List.of("unshare", "-U"));
    }
    whole.addAll(command);
    return whole;
  }

  /**
   * Runs to its end.
   *
   * @return what it printed
   * @throws IOException when it cannot be started, or ends with another exit code than 0
   */
  static String run(List<String> command, Map<String, String> environment, Path log)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(unprivileged(command));
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int code;
    try {
      code = process.waitFor();
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      throw stopped;
    }
    String said = Files.readString(log);
    if (code != 0) {
      throw new IOException("%s ended with %d: %s".formatted(command.get(0), code, said.strip()));
    }
    return said;
  }
}
