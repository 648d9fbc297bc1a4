package io.godel.runbook.lab.process;

import io.godel.runbook.lab.Guests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs of this machine. */
final class Programs {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** In bytes, of each stream. */
  private static final int OUTPUT_MAX = 16 << 20;

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
   * Runs a program as it is run in a pod, to its end.
   *
   * @throws IOException when it cannot be started, or has not ended after {@link #PATIENCE}
   */
  static Guests.Ran inPod(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("runbook-exec", ".out");
    Path err = Files.createTempFile("runbook-exec", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(unprivileged(command))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      try {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          throw new IOException(
              command.get(0) + " has not ended after " + PATIENCE.toSeconds() + " s");
        }
      } finally {
        process.destroyForcibly();
      }
      return new Guests.Ran(process.exitValue(), text(out), text(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static String text(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return new String(stream.readNBytes(OUTPUT_MAX), StandardCharsets.UTF_8);
    }
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
