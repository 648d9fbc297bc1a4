package io.godel.runbook.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Processes that a benchmark starts, each to its end. */
final class Processes {
  /** So long a whole run takes at most. */
  private static final int PATIENCE_MINUTES = 5;

  private static final int MILLIS_PER_SECOND = 1_000;

  private Processes() {}

  /**
   * What a process took, its children included.
   *
   * @param processor on all cores together
   */
  record Took(Duration time, Duration processor) {}

  /** With the time that the processors were busy for it, as the shell tells it. */
  static Took measured(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    List<String> whole =
        new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='%U %S'; time \"$0\" \"$@\""));
    whole.addAll(List.of(command));
    long begin = System.nanoTime();
    String said = said(environment, whole);
    Duration time = Duration.ofNanos(System.nanoTime() - begin);
    String[] seconds = said.strip().lines().reduce("", (before, line) -> line).split(" ", -1);
    double busy = Double.parseDouble(seconds[0]) + Double.parseDouble(seconds[1]);
    return new Took(time, Duration.ofMillis(Math.round(busy * MILLIS_PER_SECOND)));
  }

  /**
   * @return the nanoseconds from its start to its end
   */
  static long timed(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    said(environment, List.of(command));
    return System.nanoTime() - begin;
  }

  /**
   * @throws IOException when it fails; the message has what it said
   */
  private static String said(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.redirectInput(Path.of("/dev/null").toFile());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", command) + ":\n" + said);
    }
    return said;
  }

  /** A Java as the launcher starts it, with a class of the tests as its program. */
  static Process java(Map<String, String> environment, Class<?> program, String... args)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    return builder.start();
  }
}
