package io.godel.runbook.live;

import com.sun.net.httpserver.HttpServer;
import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.cli.Ran;
import io.godel.runbook.lab.Lab;
import io.godel.runbook.lab.process.PostgresProcess;
import io.godel.runbook.lab.process.Promotion;
import io.godel.runbook.lab.process.RealServers;
import io.godel.runbook.lab.process.RedisProcess;
import io.godel.runbook.lab.process.Replay;
import io.godel.runbook.lab.process.TestPostgres;
import io.godel.runbook.lab.process.TestRedis;
import io.godel.runbook.project.Project;
import io.godel.runbook.simulation.World;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * The platform as a live target: a lab over HTTPS, a real primary and a real replica behind their
 * pods, and a monitoring that has seen the primary's log.
 */
final class LivePlatform implements AutoCloseable {
  /** A service account that may do what roles say, and nothing else. */
  static final String RUNNER = "system:serviceaccount:godel:runbook";

  static final String PASSWORD = "canary-51f0c";
  static final String QUEUE = "godel:queue:pending";
  private static final Path FAILOVER = Path.of("runbooks/database-failover.runbook");

  final World world;
  final Lab lab;
  final PostgresProcess primary;
  final PostgresProcess replica;
  final RedisProcess redis;
  final Path folder;
  private final AtomicReference<RealServers> servers = new AtomicReference<>();
  private final HttpServer monitoring;
  private volatile String lastPosition = "0";

  LivePlatform(Path folder, String worldName, double speed) throws Exception {
    this.folder = folder;
    primary =
        PostgresProcess.create(
            TestPostgres.binaries(), folder.resolve("primary"), PASSWORD, "godel");
    primary.start();
    primary.execute("godel", "CREATE TABLE orders (id int)", "INSERT INTO orders VALUES (1), (2)");
    replica = primary.standby(folder.resolve("replica"), "replica");
    replica.awaitAnswer("godel", "SELECT count(*) FROM orders", "2");
    redis =
        TestRedis.start(folder.resolve("redis"), PASSWORD, "appendonly yes", "appendfsync always");
    world = Project.world(FAILOVER, worldName).tree().orElseThrow().make(0);
    lab =
        Lab.open(
            world,
            new Lab.Options(0, speed, List.of(RUNNER)),
            Instant.now(),
            (made, view) -> {
              servers.set(
                  new RealServers(
                      made,
                      view,
                      List.of(
                          new RealServers.Server(
                              "postgres-0", "postgres", 5432, primary, RealServers.Sync.NONE),
                          new RealServers.Server(
                              "postgres-replica-0",
                              "postgres-replica",
                              5432,
                              replica,
                              new Promotion("replica", "primary", replica)),
                          new RealServers.Server(
                              "redis-0", "redis", 6379, redis, new Replay(redis, QUEUE)))));
              return servers.get();
            });
    servers.get().follow(lab);
    monitoring = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    monitoring.createContext(
        "/api/v1/query",
        exchange -> {
          byte[] body =
              "{\"status\":\"success\",\"data\":{\"result\":[{\"value\":[0,\"%s\"]}]}}"
                  .formatted(lastPosition)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    monitoring.start();
    Files.writeString(folder.resolve("kubeconfig"), lab.kubeconfig("lab", Lab.ADMIN));
    Files.writeString(profile(), profileText("lab"));
  }

  /** From now on the commands come as that user. */
  void actAs(String user) throws IOException {
    Files.writeString(folder.resolve("kubeconfig"), lab.kubeconfig("lab", user));
  }

  Path profile() {
    return folder.resolve("lab.yaml");
  }

  String profileText(String context) {
    return """
        description: The lab of this test
        kubernetes:
          context: %s
          kubeconfig: %s
          namespace: godel
        postgres:
          primary:
            pod: postgres-0
            database: godel
            user: postgres
            password: {env: GODEL_PASSWORD}
            tls: {mode: disable}
            last_position: http://127.0.0.1:%d/api/v1/query?query=wal
          replica:
            pod: postgres-replica-0
            database: godel
            user: postgres
            password: {env: GODEL_PASSWORD}
            tls: {mode: disable}
        redis:
          redis:
            pod: redis-0
            password: {env: GODEL_PASSWORD}
        http:
          connect_to: {api.godel.local: "%s"}
        people:
          dba: [admin]
        """
        .formatted(
            context,
            folder.resolve("kubeconfig"),
            monitoring.getAddress().getPort(),
            lab.publicAddress());
  }

  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("GODEL_PASSWORD", PASSWORD);
    environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
    environment.put("HOME", folder.toString());
    environment.put("PATH", System.getenv("PATH"));
    return environment;
  }

  /**
   * The monitoring sees the primary once more; then its control file is lost, so that its pod ends
   * after each start.
   */
  void losePrimary() throws Exception {
    lastPosition =
        primary.ask("postgres", "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint");
    lab.touch(
        () -> {
          world.cluster().crashLoop("godel", "postgres");
          return null;
        });
    primary.kill();
    Files.delete(primary.data().resolve("global").resolve("pg_control"));
  }

  /** The primary's process ends and cannot start, and there is no replica to take over. */
  void loseBoth() throws Exception {
    lab.touch(
        () -> {
          world.cluster().crashLoop("godel", "postgres-replica");
          return null;
        });
    Files.move(control(), aside());
    primary.kill();
    replica.kill();
  }

  /** The primary can start again. */
  void giveBack() throws IOException {
    Files.move(aside(), control());
  }

  private Path control() {
    return primary.data().resolve("global").resolve("pg_control");
  }

  private Path aside() {
    return primary.data().resolve("pg_control.aside");
  }

  /** Whether a journal of this platform speaks of that. */
  boolean isJournalled(String what) {
    try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".jsonl")).toList()) {
        if (Files.readString(file).contains(what)) {
          return true;
        }
      }
      return false;
    } catch (IOException | UncheckedIOException notYet) {
      return false;
    }
  }

  /** A setting of the application as it is now. */
  String configured(String key) throws Exception {
    Map<String, Value> data = new LinkedHashMap<>();
    data.put("config", handle("ConfigMap", "godel-config"));
    Value.Table table = (Value.Table) asked("k8s.data", data);
    return ((Value.Str) table.entries().get(new Value.Str(key))).value();
  }

  /** Changes a setting of the application, as somebody else would. */
  void configure(String key, String value) throws Exception {
    Map<String, Value> patch = new LinkedHashMap<>();
    patch.put("config", handle("ConfigMap", "godel-config"));
    patch.put("data", new Value.Table(Map.of(new Value.Str(key), new Value.Str(value))));
    asked("k8s.patch", patch);
  }

  /**
   * Whether a pod has crashed so often that it waits for a minute and more until it starts again.
   */
  boolean waitsForLong(String pod) throws Exception {
    Map<String, Value> named = new LinkedHashMap<>();
    named.put("pod", handle("Pod", pod));
    return !(asked("k8s.waiting_reason", named) instanceof Value.None)
        && ((Value.Int) asked("k8s.restarts", named)).value() >= 4;
  }

  /** How many replicas a set is to have. */
  long replicas(String set) throws Exception {
    return wanted(handle("StatefulSet", set));
  }

  long apiReplicas() throws Exception {
    return wanted(handle("Deployment", "godel-api"));
  }

  private long wanted(Value handle) throws Exception {
    Map<String, Value> workload = new LinkedHashMap<>();
    workload.put("workload", handle);
    return ((Value.Int) asked("k8s.replicas", workload)).value();
  }

  private static Value handle(String type, String name) {
    Map<String, Value> identity = new LinkedHashMap<>();
    identity.put("name", new Value.Str(name));
    identity.put("in", new Value.Str("godel"));
    return new Value.Handle("k8s." + type, identity);
  }

  private Value asked(String action, Map<String, Value> arguments) throws Exception {
    Call call = new Call("t", action, arguments, false, Duration.ofSeconds(5));
    return lab.touch(
        () -> ((Outcome.Done) world.actions().get(action).carryOut(call).outcome()).result());
  }

  Ran runbook(String... args) {
    return Ran.with(environment(), args);
  }

  Ran run(String... more) {
    return run(FAILOVER, more);
  }

  Ran run(Path runbook, String... more) {
    List<String> args = new ArrayList<>(List.of("run", runbook.toString()));
    args.addAll(List.of("--target", profile().toString()));
    args.addAll(List.of(more));
    return runbook(args.toArray(String[]::new));
  }

  @Override
  public void close() {
    servers.get().close();
    lab.close();
    monitoring.stop(0);
  }
}
