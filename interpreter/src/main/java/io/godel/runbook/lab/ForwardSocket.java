package io.godel.runbook.lab;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * A TCP connection to a pod's port over a WebSocket: channel 0 has the bytes, 1 what went wrong.
 */
public final class ForwardSocket implements Session.Listener.AutoDemanding {
  private static final byte DATA = 0;
  private static final byte ERROR = 1;
  private static final int CONNECT_MILLIS = 2_000;
  private static final int CHUNK = 8_192;
  private static final int NORMAL = 1000;

  private final int port;
  private final InetSocketAddress address;
  private final Socket socket = new Socket();

  /**
   * @param port as the client calls it
   * @param address where it really is; null where nothing listens
   */
  ForwardSocket(int port, InetSocketAddress address) {
    this.port = port;
    this.address = address;
  }

  @Override
  public void onWebSocketOpen(Session session) {
    // Each stream begins with the port that it is of.
    byte[] number = {(byte) port, (byte) (port >>> Byte.SIZE)};
    send(session, DATA, number, number.length);
    send(session, ERROR, number, number.length);
    try {
      if (address == null) {
        throw new IOException("connection refused");
      }
      // Statements and their answers are small: none of them waits for more to be sent with it.
      socket.setTcpNoDelay(true);
      socket.connect(address, CONNECT_MILLIS);
    } catch (IOException refused) {
      byte[] words = String.valueOf(refused.getMessage()).getBytes(StandardCharsets.UTF_8);
      send(session, ERROR, words, words.length);
      session.close(NORMAL, "", Callback.NOOP);
      return;
    }
    Thread reader = new Thread(() -> carryBack(session), "forward");
    reader.setDaemon(true);
    reader.start();
  }

  private void carryBack(Session session) {
    byte[] bytes = new byte[CHUNK];
    try (InputStream in = socket.getInputStream()) {
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        send(session, DATA, bytes, read);
      }
    } catch (IOException gone) {
      // The other side is gone; so will be this one.
    } finally {
      session.close(NORMAL, "", Callback.NOOP);
    }
  }

  @Override
  public void onWebSocketBinary(ByteBuffer message, Callback callback) {
    try {
      byte channel = message.get();
      byte[] bytes = new byte[message.remaining()];
      message.get(bytes);
      if (channel == DATA && socket.isConnected()) {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
      }
      callback.succeed();
    } catch (IOException gone) {
      callback.fail(gone);
    }
  }

  @Override
  public void onWebSocketClose(int code, String reason, Callback callback) {
    try {
      socket.close();
      callback.succeed();
    } catch (IOException gone) {
      callback.fail(gone);
    }
  }

  private static synchronized void send(Session session, byte channel, byte[] bytes, int length) {
    ByteBuffer message = ByteBuffer.allocate(length + 1);
    message.put(channel).put(bytes, 0, length).flip();
    Callback.Completable.with(done -> session.sendBinary(message, done)).join();
  }
}
