package io.godel.runbook.backend.redis;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A connection secured by TLS, in which the server shows who it is. */
final class TlsSocket {
  private TlsSocket() {}

  /**
   * @param host that the certificate has to bear where the profile says no other name
   */
  static Socket over(Socket plain, RedisProfile.Tls tls, String host, int port)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trusted(tls).getTrustManagers(), null);
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(plain, tls.name().orElse(host), port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static TrustManagerFactory trusted(RedisProfile.Tls tls)
      throws IOException, GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    if (tls.roots().isEmpty()) {
      factory.init((KeyStore) null);
      return factory;
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream file = Files.newInputStream(Path.of(tls.roots().get()))) {
      int number = 0;
      for (Certificate root : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
        store.setCertificateEntry("root" + number++, root);
      }
    }
    factory.init(store);
    return factory;
  }
}
