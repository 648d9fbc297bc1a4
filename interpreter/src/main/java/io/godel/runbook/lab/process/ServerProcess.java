package io.godel.runbook.lab.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A real server of this machine on loopback, whose data are in a folder of its own. */
public interface ServerProcess extends AutoCloseable {
  int port();

  /** A port of loopback that nobody has at this moment. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  Path data();

  boolean isRunning();

  /**
   * Starts it and waits until it takes connections; nothing is done where it runs.
   *
   * @throws IOException when it does not; the message has the end of its log
   */
  void start() throws IOException, InterruptedException;

  /** Kills it and all that belongs to it, as a machine that goes away does. */
  void kill() throws InterruptedException;

  /** Whether somebody gets a connection at this moment. */
  boolean answersNow();

  /** Throws all its data away: it begins on an empty volume. It does not run. */
  void empty() throws IOException, InterruptedException;

  /** Where a program is that stands beside it; empty when there is none of that name. */
  Optional<Path> program(String name);

  /** What those programs are started with. */
  Map<String, String> environment();

  /** Kills it where it runs; its data stay. */
  @Override
  default void close() {
    try {
      kill();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("stopped while a server was ended", stopped));
    }
  }
}
