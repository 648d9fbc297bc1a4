package io.godel.runbook.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process that a test starts and ends. */
public final class Child implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final BufferedReader out;

  private Child(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /** What goes wrong in it is seen in the output of the test. */
  public static Child start(Class<?> main, List<String> args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(args);
    ProcessBuilder builder = new ProcessBuilder(command);
    return new Child(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** The next line that it prints; null at its end. */
  public String line() throws IOException {
    return out.readLine();
  }

  public long pid() {
    return process.pid();
  }

  /** No code of the process runs after that; what it has printed can still be read. */
  public void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  /** Gives it a line to read. */
  public void say(String line) throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).append(line).append('\n').flush();
  }

  /**
   * @param name as {@code INT}
   */
  public void signal(String name) throws IOException {
    List<String> kill = List.of("kill", "-" + name, Long.toString(process.pid()));
    assertEquals(0, new ProcessBuilder(kill).inheritIO().start().onExit().join().exitValue());
  }

  /** Its input is at its end. */
  public void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /** Waits for its end, but not for ever: whoever started the tests may have signals ignored. */
  public int exitCode() {
    return process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join().exitValue();
  }

  @Override
  public void close() {
    kill();
  }
}
