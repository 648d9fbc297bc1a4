package io.godel.runbook.backend.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Sockets that go to another address than the driver knows: it knows the name in the server's
 * certificate, and the way there may begin at a port of this machine. The driver makes it by its
 * name.
 */
public final class Detour extends SocketFactory {
  private final InetSocketAddress there;

  /**
   * @param there host and port, with a colon between them
   */
  public Detour(String there) {
    int colon = there.lastIndexOf(':');
    this.there =
        new InetSocketAddress(
            there.substring(0, colon), Integer.parseInt(there.substring(colon + 1)));
  }

  static String written(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  /** A socket that is connected there, wherever it is to be connected to. */
  private static final class Diverted extends Socket {
    private final InetSocketAddress there;

    Diverted(InetSocketAddress there) {
      this.there = there;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      super.connect(there, timeout);
    }
  }

  @Override
  public Socket createSocket() {
    return new Diverted(there);
  }

  private Socket connected() throws IOException {
    return new Socket(there.getAddress(), there.getPort());
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected();
  }
}
