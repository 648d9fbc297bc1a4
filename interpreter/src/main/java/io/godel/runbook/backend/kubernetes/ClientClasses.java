package io.godel.runbook.backend.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * Loads the classes of a client and of TLS before it is known what is to be connected to. They take
 * several times as long as a call. Nothing is connected to and no file of the user is read.
 */
public final class ClientClasses {
  private static final String NOWHERE =
      """
      apiVersion: v1
      kind: Config
      current-context: nowhere
      clusters:
      - name: nowhere
        cluster: {server: "https://127.0.0.1:1"}
      users:
      - name: nobody
        user: {token: none}
      contexts:
      - name: nowhere
        context: {cluster: nowhere, user: nobody}
      """;

  private ClientClasses() {}

  /** Begins to load them, on threads that keep no process alive. */
  public static void load() {
    start("client classes", ClientClasses::loadClient);
    start("TLS classes", ClientClasses::loadTls);
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    // What fails here fails again where it is needed, and is told there.
    thread.setUncaughtExceptionHandler((failed, why) -> {});
    thread.start();
  }

  private static void loadClient() {
    KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(NOWHERE))
            .withHttpClientFactory(new JdkHttpClientFactory())
            .build();
    client.close();
  }

  /** Writes the first message of a handshake, to nobody. */
  private static void loadTls() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, null, null);
      SSLEngine engine = context.createSSLEngine("127.0.0.1", 1);
      engine.setUseClientMode(true);
      ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      engine.beginHandshake();
      while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
        engine.wrap(ByteBuffer.allocate(0), out);
      }
    } catch (GeneralSecurityException | SSLException unusable) {
      // The connection itself meets the same, and tells it.
      return;
    }
  }
}
