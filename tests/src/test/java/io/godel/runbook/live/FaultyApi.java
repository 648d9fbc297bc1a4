package io.godel.runbook.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.godel.runbook.lab.Lab;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** The way to the API server of a lab, on which requests meet with a fault. */
final class FaultyApi implements AutoCloseable {
  private static final List<String> HEADERS = List.of("Authorization", "Content-Type", "Accept");

  private final HttpServer door;
  private final HttpClient client;
  private final Lab lab;
  private final CountDownLatch closing = new CountDownLatch(1);
  private Optional<Fault> fault = Optional.empty();

  /** What becomes of a request. */
  enum Kind {
    /** The server refuses it with that status. */
    STATUS,
    /** The server does it, and answers with that status. */
    STATUS_AFTER,
    /** Nobody answers. */
    SILENCE,
    /** The server does it, and the connection breaks in the middle of the answer. */
    CUT
  }

  /**
   * @param method of the requests that it is for
   * @param path a part of theirs
   * @param times so many of them meet with it
   */
  record Fault(Kind kind, int status, String method, String path, int times) {
    boolean isFor(HttpExchange exchange) {
      return times > 0
          && exchange.getRequestMethod().equals(method)
          && exchange.getRequestURI().getPath().contains(path);
    }

    Fault once() {
      return new Fault(kind, status, method, path, times - 1);
    }
  }

  FaultyApi(Lab lab) throws IOException, GeneralSecurityException {
    this.lab = lab;
    this.client = HttpClient.newBuilder().sslContext(trustful()).build();
    this.door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    door.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "faulty-api");
              thread.setDaemon(true);
              return thread;
            }));
    door.createContext("/", this::take);
    door.start();
  }

  synchronized void next(Fault next) {
    fault = Optional.of(next);
  }

  private synchronized Optional<Fault> met(HttpExchange exchange) {
    Optional<Fault> met = fault.filter(it -> it.isFor(exchange));
    met.ifPresent(it -> fault = Optional.of(it.once()));
    return met;
  }

  /** The lab's, but by this way. */
  String kubeconfig() {
    return lab.kubeconfig("lab", Lab.ADMIN)
        .replace(lab.address(), "http://127.0.0.1:" + door.getAddress().getPort())
        .replaceAll("(?m)^ *certificate-authority-data:.*\n", "");
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Optional<Fault> met = met(exchange);
    Kind kind = met.map(Fault::kind).orElse(null);
    try {
      if (kind == Kind.SILENCE) {
        closing.await();
      } else if (kind == Kind.STATUS) {
        answer(exchange, met.get().status(), said(met.get().status()));
      } else {
        HttpResponse<byte[]> answer = forward(exchange, body);
        if (kind == Kind.STATUS_AFTER) {
          answer(exchange, met.get().status(), said(met.get().status()));
        } else if (kind == Kind.CUT) {
          exchange.sendResponseHeaders(answer.statusCode(), answer.body().length + 1000L);
          exchange.getResponseBody().write(answer.body(), 0, answer.body().length / 2);
          exchange.getResponseBody().flush();
        } else {
          answer(exchange, answer.statusCode(), answer.body());
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(lab.address() + exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    for (String header : HEADERS) {
      List<String> values = exchange.getRequestHeaders().getOrDefault(header, List.of());
      values.forEach(value -> request.header(header, value));
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static byte[] said(int status) {
    return """
        {"kind":"Status","apiVersion":"v1","status":"Failure","code":%d,"message":"for a test"}
        """
        .formatted(status)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (status == 429) {
      exchange.getResponseHeaders().set("Retry-After", "1");
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /** It is the lab of this test, whoever signed its certificate. */
  private static SSLContext trustful() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Everybody()}, null);
    return context;
  }

  private static final class Everybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket by) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket by) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine by) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine by) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Override
  public void close() {
    closing.countDown();
    door.stop(0);
  }
}
