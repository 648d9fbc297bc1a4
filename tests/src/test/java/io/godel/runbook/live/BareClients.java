package io.godel.runbook.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;

/** The calls of live runs by the client libraries alone, on connections that are kept open. */
final class BareClients implements AutoCloseable {
  private static final String APPS = "/apis/apps/v1/namespaces/godel/deployments/postgres-exporter";
  private static final String CONFIG = "/api/v1/namespaces/godel/configmaps/godel-config";
  private static final String MERGE = "application/merge-patch+json";
  private static final String STRATEGIC = "application/strategic-merge-patch+json";

  private final KubernetesClient client;
  private final String base;
  private final Connection primary;
  private final Connection replica;
  private final ObjectMapper mapper = new ObjectMapper();

  BareClients(Path kubeconfig, int primaryPort, int replicaPort, String password)
      throws IOException, SQLException {
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(Files.readString(kubeconfig)))
            .withHttpClientFactory(new JdkHttpClientFactory())
            .build();
    String master = client.getConfiguration().getMasterUrl();
    base = master.endsWith("/") ? master.substring(0, master.length() - 1) : master;
    primary = connect(primaryPort, password);
    replica = connect(replicaPort, password);
  }

  private static Connection connect(int port, String password) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/godel", "postgres", password);
  }

  private void get(String path) throws IOException {
    send(client.getHttpClient().newHttpRequestBuilder().uri(URI.create(base + path)));
  }

  private void patch(String path, String type, String body) throws IOException {
    send(
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(URI.create(base + path))
            .method("PATCH", type, body));
  }

  private void send(HttpRequest.Builder request) throws IOException {
    received(client.getHttpClient().sendAsync(request.build(), String.class));
  }

  private void received(CompletableFuture<HttpResponse<String>> answer) throws IOException {
    HttpResponse<String> response = answer.join();
    if (!response.isSuccessful()) {
      throw new IOException(response.code() + " " + response.body());
    }
    mapper.readTree(response.body());
  }

  void scale(int replicas) throws IOException {
    patch(APPS + "/scale", MERGE, "{\"spec\":{\"replicas\":%d}}".formatted(replicas));
  }

  void patchData(int value) throws IOException {
    patch(CONFIG, MERGE, "{\"data\":{\"QUEUE_BATCH_SIZE\":\"%d\"}}".formatted(value));
  }

  void restart(String at) throws IOException {
    patch(
        APPS,
        STRATEGIC,
        """
        {"spec":{"template":{"metadata":{"annotations":
        {"kubectl.kubernetes.io/restartedAt":"%s"}}}}}\
        """
            .formatted(at));
  }

  void insert(int id) throws SQLException {
    try (PreparedStatement statement = primary.prepareStatement("INSERT INTO orders VALUES (?)")) {
      statement.setInt(1, id);
      statement.execute();
    }
  }

  void replicas() throws IOException {
    get(APPS);
  }

  void data() throws IOException {
    get(CONFIG);
  }

  void inRecovery() throws SQLException {
    ask(replica, "SELECT pg_is_in_recovery()");
  }

  void count(int id) throws SQLException {
    ask(primary, "SELECT count(*) AS n FROM orders WHERE id = " + id);
  }

  /**
   * What a run asks before each change in the cluster: whether it is the cluster that it knows, and
   * beside that what there is, so that nothing newer is overwritten.
   */
  private void beforeChange(String path) throws IOException {
    CompletableFuture<HttpResponse<String>> cluster = asked("/api/v1/namespaces/kube-system");
    CompletableFuture<HttpResponse<String>> object = asked(path);
    received(cluster);
    received(object);
  }

  private CompletableFuture<HttpResponse<String>> asked(String path) {
    HttpRequest request =
        client.getHttpClient().newHttpRequestBuilder().uri(URI.create(base + path)).build();
    return client.getHttpClient().sendAsync(request, String.class);
  }

  void beforeScale() throws IOException {
    beforeChange(APPS + "/scale");
  }

  void beforePatch() throws IOException {
    beforeChange(CONFIG);
  }

  void beforeRestart() throws IOException {
    beforeChange(APPS);
  }

  /** What a run says to a server before an act. */
  void beforeAct() throws SQLException {
    try (Statement statement = primary.createStatement()) {
      statement.execute(
          """
          SELECT system_identifier::text FROM pg_catalog.pg_control_system();
          SET statement_timeout = 29500\
          """);
    }
  }

  /** And when the act has its answer already. */
  void afterAct() throws SQLException {
    try (Statement statement = primary.createStatement()) {
      statement.execute("DISCARD ALL");
    }
  }

  /** What a run says to a server before a look. */
  void beforeLook(boolean onReplica) throws SQLException {
    Connection at = onReplica ? replica : primary;
    at.setAutoCommit(false);
    at.setReadOnly(true);
    try (Statement statement = at.createStatement()) {
      statement.execute(
          """
          SET LOCAL statement_timeout = 29500;
          SET LOCAL lock_timeout = 2000;
          SET LOCAL idle_in_transaction_session_timeout = 29500\
          """);
    }
  }

  /** And when the look has its answer already. */
  void afterLook(boolean onReplica) throws SQLException {
    Connection at = onReplica ? replica : primary;
    at.rollback();
    at.setReadOnly(false);
    at.setAutoCommit(true);
  }

  /** A call that is made. */
  interface SqlWork {
    void run() throws IOException, SQLException;
  }

  private static void ask(Connection at, String sql) throws SQLException {
    try (PreparedStatement statement = at.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
    }
  }

  @Override
  public void close() throws SQLException {
    primary.close();
    replica.close();
    client.close();
  }
}
