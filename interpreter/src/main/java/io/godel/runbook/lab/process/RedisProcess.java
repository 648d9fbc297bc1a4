package io.godel.runbook.lab.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** A real Redis server on loopback, which can be killed and paused. */
public final class RedisProcess implements ServerProcess {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(25);
  private static final String LOOPBACK = "127.0.0.1";

  private final Path program;
  private final Path data;
  private final Path log;
  private final Path settings;
  private final String password;
  private final int port;
  private volatile Optional<Process> process = Optional.empty();

  private RedisProcess(Path program, Path data, String password, int port) {
    this.program = program;
    this.data = data;
    this.log = data.resolveSibling(data.getFileName() + ".log");
    this.settings = data.resolveSibling(data.getFileName() + ".conf");
    this.password = password;
    this.port = port;
  }

  /**
   * Makes a server with no keys; it does not run yet.
   *
   * @param program the server's
   * @param data a folder that is not there yet
   * @param more lines of its settings
   */
  public static RedisProcess create(Path program, Path data, String password, String... more)
      throws IOException {
    RedisProcess server =
        new RedisProcess(
            program.toAbsolutePath(), data.toAbsolutePath(), password, ServerProcess.freePort());
    Files.createDirectories(server.data);
    server.configure(List.of(more));
    return server;
  }

  /** The password stands in a file: a process list has none. */
  private void configure(List<String> more) throws IOException {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "bind " + LOOPBACK,
                "port " + port,
                "dir " + data,
                "save \"\"",
                "requirepass " + password,
                "enable-debug-command local"));
    lines.addAll(more);
    Files.write(settings, lines);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Path data() {
    return data;
  }

  @Override
  public boolean isRunning() {
    return process.map(Process::isAlive).orElse(false);
  }

  @Override
  public void start() throws IOException, InterruptedException {
    if (!launch()) {
      return;
    }
    for (long look = 0; look < PATIENCE.dividedBy(PAUSE); look++) {
      if (answersNow()) {
        return;
      }
      if (!isRunning()) {
        throw new IOException("the server has ended: " + Files.readString(log));
      }
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    }
    throw new IOException("the server does not answer: " + Files.readString(log));
  }

  /** Whether it had not been started already, by the lab for its pod or by somebody else. */
  private synchronized boolean launch() throws IOException {
    if (isRunning()) {
      return false;
    }
    process =
        Optional.of(
            new ProcessBuilder(program.toString(), settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    return true;
  }

  /** A connection of its only user, which the caller closes. */
  public Jedis connect() {
    return new Jedis(
        new HostAndPort(LOOPBACK, port),
        DefaultJedisClientConfig.builder().password(password).build());
  }

  /** Also while it still reads its keys. */
  @Override
  public boolean answersNow() {
    try (Jedis connection = connect()) {
      return !connection.info("server").isEmpty();
    } catch (JedisException refused) {
      return false;
    }
  }

  @Override
  public synchronized void kill() throws InterruptedException {
    if (process.isPresent()) {
      process.get().destroyForcibly().waitFor();
    }
    process = Optional.empty();
  }

  /** It runs on, and answers nobody, until {@link #resume}. */
  public void pause() throws IOException, InterruptedException {
    signal("-STOP");
  }

  public void resume() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, Long.toString(process.orElseThrow().pid()))
        .start()
        .waitFor();
  }

  @Override
  public void empty() throws IOException {
    Folders.delete(data);
    Files.createDirectories(data);
  }

  @Override
  public Optional<Path> program(String name) {
    return Optional.of(program.resolveSibling(name)).filter(Files::isExecutable);
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("REDISCLI_AUTH", password);
  }
}
