package io.godel.runbook.backend.redis;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A real Redis server on loopback, the one that the tests bring along. */
final class RedisProcess implements AutoCloseable {
  static final String PASSWORD = "canary-redis-51c8";

  private static final String PROGRAM = "/redis-server-7.0.15-linux-amd64";
  private static final int LOOKS_MAX = 200;
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(25);

  private final Path folder;
  private final int port;
  private final List<String> settings;
  private Process process;

  private RedisProcess(Path folder, int port, List<String> settings) {
    this.folder = folder;
    this.port = port;
    this.settings = settings;
  }

  /** Starts a server that keeps its files in the folder. */
  static RedisProcess start(Path folder, String... settings) throws IOException {
    Files.createDirectories(folder);
    RedisProcess server = new RedisProcess(folder, freePort(), List.of(settings));
    server.start();
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The password stands in a file: a process list has none. */
  void start() throws IOException {
    Path program = program(folder);
    List<String> lines =
        new ArrayList<>(
            List.of(
                "bind 127.0.0.1",
                "port " + port,
                "dir " + folder,
                "save \"\"",
                "requirepass " + PASSWORD,
                "enable-debug-command local"));
    lines.addAll(settings);
    Path file = folder.resolve("redis.conf");
    Files.write(file, lines);
    process =
        new ProcessBuilder(program.toString(), file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("redis.log").toFile())
            .start();
    awaitListening();
  }

  private static Path program(Path folder) throws IOException {
    Path program = folder.resolve("redis-server");
    if (!Files.exists(program)) {
      try (InputStream packed = RedisProcess.class.getResourceAsStream(PROGRAM)) {
        Files.copy(packed, program);
      }
      if (!program.toFile().setExecutable(true)) {
        throw new IOException("the server cannot be made a program");
      }
    }
    return program;
  }

  private void awaitListening() throws IOException {
    for (int look = 0; look < LOOKS_MAX; look++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException notYet) {
        LockSupport.parkNanos(PAUSE);
      }
    }
    throw new IOException(Files.readString(folder.resolve("redis.log")));
  }

  int port() {
    return port;
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** It runs on, and answers nobody, until {@link #wake}. */
  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void wake() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
