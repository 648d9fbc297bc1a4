package io.godel.runbook.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * A command line that was carried out in this process.
 *
 * @param out the answer
 * @param err progress and complaints
 */
public record Ran(int exitCode, String out, String err) {
  private static final String NO_RUNS =
      Path.of(System.getProperty("java.io.tmpdir"), "runbook-no-runs-" + UUID.randomUUID())
          .toString();

  /** By somebody of whom no runs are remembered. */
  public static Ran runbook(String... args) {
    return with(Map.of("XDG_STATE_HOME", NO_RUNS), args);
  }

  /**
   * @param environment the variables of the process
   */
  public static Ran with(Map<String, String> environment, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(stream(out), stream(err), false, environment);
    int exitCode = RunbookCommand.execute(console, args);
    return new Ran(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  /** Everything that a person sees. */
  public String all() {
    return out + err;
  }
}
