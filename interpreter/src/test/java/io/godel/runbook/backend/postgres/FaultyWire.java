package io.godel.runbook.backend.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** The way to a server, which fails when a client says a certain word. */
public final class FaultyWire implements AutoCloseable {
  /** What happens at the word. */
  public enum Fault {
    /** The server never hears it. */
    CUT_BEFORE,
    /** The server hears it, and its answer is lost. */
    CUT_AFTER,
    /** The server never hears it, and the connection stays. */
    HANG
  }

  private record Trigger(String word, Fault fault, CountDownLatch heard) {}

  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int server;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private volatile Optional<Trigger> trigger = Optional.empty();

  public FaultyWire(int server) throws IOException {
    this.server = server;
    start(this::accept);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /**
   * @return ends when the word was heard
   */
  public CountDownLatch at(String word, Fault fault) {
    CountDownLatch heard = new CountDownLatch(1);
    trigger = Optional.of(new Trigger(word, fault, heard));
    return heard;
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // One side has hung up, or the test is over.
                return;
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (!listening.isClosed()) {
      Socket client = listening.accept();
      Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
      sockets.add(client);
      sockets.add(behind);
      Line line = new Line(client, behind);
      start(line::forth);
      start(line::back);
    }
  }

  /** One connection. */
  private final class Line {
    private final Socket client;
    private final Socket behind;
    private volatile boolean answersAreLost;

    Line(Socket client, Socket behind) {
      this.client = client;
      this.behind = behind;
    }

    void forth() throws IOException {
      InputStream in = client.getInputStream();
      OutputStream out = behind.getOutputStream();
      byte[] buffer = new byte[16_384];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        String said = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
        Optional<Trigger> heard = trigger.filter(it -> said.contains(it.word()));
        if (heard.isPresent()) {
          answersAreLost = true;
          heard.get().heard().countDown();
          switch (heard.get().fault()) {
            case CUT_BEFORE -> cut();
            case HANG -> {
              return;
            }
            case CUT_AFTER -> {
              out.write(buffer, 0, n);
              out.flush();
            }
          }
        } else {
          out.write(buffer, 0, n);
          out.flush();
        }
      }
      behind.close();
    }

    void back() throws IOException {
      InputStream in = behind.getInputStream();
      OutputStream out = client.getOutputStream();
      byte[] buffer = new byte[16_384];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (answersAreLost) {
          cut();
          return;
        }
        out.write(buffer, 0, n);
        out.flush();
      }
      client.close();
    }

    private void cut() throws IOException {
      client.close();
      behind.close();
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
