package io.godel.runbook.backend.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.live.LiveAction;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A server that says what it is told to, and takes down what it was asked. */
final class Wire implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");

  private final HttpServer server;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Answer> answers = new LinkedHashMap<>();
  private final KubernetesConnection connection;
  private final Map<String, LiveAction> actions = new LinkedHashMap<>();
  private final Map<String, LiveAction> acting = new LinkedHashMap<>();
  private Duration patience = Duration.ofSeconds(1);

  /** How a request is answered. */
  interface Answer {
    void to(HttpExchange exchange, CountDownLatch closing) throws IOException;
  }

  Wire(Path folder, Access access) throws IOException {
    this(folder, access, Optional.empty());
  }

  /**
   * @param identity of the cluster that acting calls are bound to
   */
  Wire(Path folder, Access access, Optional<String> identity) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "wire");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", this::take);
    server.start();
    Path kubeconfig = folder.resolve("kubeconfig");
    Files.writeString(
        kubeconfig,
        """
        apiVersion: v1
        kind: Config
        current-context: wire
        clusters:
        - name: wire
          cluster: {server: "http://127.0.0.1:%d"}
        users:
        - name: me
          user: {token: t}
        contexts:
        - name: wire
          context: {cluster: wire, user: me}
        """
            .formatted(server.getAddress().getPort()));
    connection =
        KubernetesConnection.open(
            new KubernetesProfile(
                Optional.of("wire"), Optional.of(kubeconfig.toString()), "godel", Optional.empty()),
            access);
    actions.putAll(new KubernetesLooks(connection, () -> NOW).actions());
    actions.putAll(new FromPods(connection, () -> NOW).actions());
    acting.putAll(
        new KubernetesActs(connection, identity, () -> NOW, (call, diff) -> {}).actions());
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    asked.add(body.isEmpty() ? line : line + " " + type + " " + body);
    Answer answer = answers.getOrDefault(line, answers.get(exchange.getRequestMethod()));
    if (answer == null) {
      status(404, "not found").to(exchange, closing);
    } else {
      answer.to(exchange, closing);
    }
  }

  static Answer json(int status, String body) {
    return (exchange, closing) -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    };
  }

  static Answer status(int status, String reason) {
    return json(
        status,
        ("{\"kind\":\"Status\",\"code\":%d,\"reason\":\"%s\",\"message\":\"it said %s\","
                + "\"details\":{\"name\":\"it\"}}")
            .formatted(status, reason, reason));
  }

  /** Nothing is ever answered. */
  static Answer silence() {
    return (exchange, closing) -> {
      try {
        closing.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** The connection breaks in the middle of the answer. */
  static Answer cut() {
    return (exchange, closing) -> {
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      exchange.close();
    };
  }

  /**
   * @param asked a method, or a method and a path where that one has an answer of its own
   */
  Wire answer(String asked, Answer answer) {
    answers.put(asked, answer);
    return this;
  }

  KubernetesConnection connection() {
    return connection;
  }

  /** What can act, by qualified name. */
  Set<String> acting() {
    return acting.keySet();
  }

  /** From now on calls have so much time. */
  Wire within(Duration time) {
    patience = time;
    return this;
  }

  List<String> asked() {
    return List.copyOf(asked);
  }

  static Value.Handle handle(String type, String name) {
    Map<String, Value> identity = new LinkedHashMap<>();
    identity.put("name", new Value.Str(name));
    identity.put("in", new Value.Str("godel"));
    return new Value.Handle("k8s." + type, identity);
  }

  Outcome call(String action, Object... arguments) throws InterruptedException {
    Map<String, Value> named = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      named.put((String) arguments[i], (Value) arguments[i + 1]);
    }
    boolean acts = acting.containsKey(action);
    LiveAction live = acts ? acting.get(action) : actions.get(action);
    return live.carryOut(new Call("c", action, named, acts, patience));
  }

  @Override
  public void close() {
    closing.countDown();
    connection.close();
    server.stop(0);
  }
}
