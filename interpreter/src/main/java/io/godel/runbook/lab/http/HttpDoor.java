package io.godel.runbook.lab.http;

import java.io.IOException;
import java.net.InetAddress;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** An HTTPS server on the loopback address. */
public final class HttpDoor implements AutoCloseable {
  /** Each watch, log that is followed and program has a thread of its own. */
  private static final int THREADS_MAX = 400;

  private static final long IDLE_MILLIS_MAX = 3_600_000;

  private final Server server;
  private final ServerConnector connector;

  private HttpDoor(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * @param port 0 for any that is free
   */
  public static HttpDoor open(Asked lab, Certificates certificates, int port) throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX);
    threads.setName("lab-http");
    threads.setDaemon(true);
    Server server = new Server(threads);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    // The names of the certificate are those of this machine, whatever the client calls it.
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    ServerConnector connector =
        new ServerConnector(
            server,
            new SslConnectionFactory(tls(certificates), "http/1.1"),
            new HttpConnectionFactory(configuration));
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_MILLIS_MAX);
    server.addConnector(connector);
    server.setHandler(new ApiHandler(lab));
    server.setStopTimeout(0);
    HttpDoor door = new HttpDoor(server, connector);
    try {
      server.start();
      return door;
    } catch (IOException busy) {
      door.close();
      throw busy;
    } catch (Exception failed) {
      door.close();
      throw new IOException("the server of the lab does not start: " + failed.getMessage(), failed);
    }
  }

  private static SslContextFactory.Server tls(Certificates certificates) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(certificates.keys());
    tls.setKeyStorePassword(Certificates.PASSWORD);
    tls.setSniRequired(false);
    return tls;
  }

  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failed) {
      throw new AssertionError("the server of the lab does not stop", failed);
    }
  }
}
