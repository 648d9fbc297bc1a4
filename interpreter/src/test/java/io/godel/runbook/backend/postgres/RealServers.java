package io.godel.runbook.backend.postgres;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.live.LiveAction;
import io.godel.runbook.backend.live.PasswordSource;
import io.godel.runbook.backend.live.Place;
import io.godel.runbook.lab.process.PostgresProcess;
import io.godel.runbook.lab.process.TestPostgres;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A real primary with a real standby, and the actions of the module {@code pg} on both. */
final class RealServers implements AutoCloseable {
  static final String PASSWORD = "canary-7f3a9";

  /** A role that may connect, and nothing else unless a test grants it. */
  static final String LIMITED = "limited";

  static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");
  static final Value.Handle SET =
      new Value.Handle(
          "k8s.StatefulSet",
          Map.of("name", new Value.Str("postgres"), "in", new Value.Str("godel")));

  final PostgresProcess primary;
  final PostgresProcess replica;

  /** The way to the server {@code wired}, which is the primary. */
  final FaultyWire wire;

  final AtomicBoolean stopped = new AtomicBoolean();
  private volatile int wayToReplica;

  /** The server {@code exchanged} was another one when the run began. */
  private final ServerBindings bindings = new ServerBindings(Map.of("exchanged", "4711"));

  private final Connections connections;
  private final Map<String, LiveAction> actions = new LinkedHashMap<>();

  RealServers(Path folder) throws Exception {
    this(folder, TestPostgres.Version.USUAL);
  }

  RealServers(Path folder, TestPostgres.Version version) throws Exception {
    primary =
        PostgresProcess.create(TestPostgres.binaries(version), folder.resolve("primary"), PASSWORD);
    primary.set(List.of("wal_level = logical"));
    primary.start();
    primary.execute(
        "postgres",
        "CREATE TABLE t (x int)",
        "INSERT INTO t VALUES (1), (2)",
        "CREATE ROLE " + LIMITED + " LOGIN PASSWORD '" + PASSWORD + "'");
    replica = primary.standby(folder.resolve("replica"), "replica");
    replica.awaitAnswer("postgres", "SELECT count(*) FROM t", "2");
    wire = new FaultyWire(primary.port());
    wayToReplica = replica.port();
    connections = connections(Duration.ofSeconds(5));
    actions.putAll(new PostgresLooks(connections, workload -> stopped.get(), clock()).actions());
    actions.putAll(new PostgresActs(connections, bindings).actions());
  }

  private static InstantSource clock() {
    return () -> NOW;
  }

  /** The primary is reached as a pod of its set, the replica directly. */
  private Connections connections(Duration connect) {
    Place pod = new Place.InPod("godel", "postgres-0", primary.port());
    Map<String, PostgresProfile.Server> servers = new LinkedHashMap<>();
    servers.put("primary", server(pod, connect));
    servers.put("replica", server(address(replica), connect));
    servers.put("nowhere", server(new Place.Address("127.0.0.1", 1), connect));
    servers.put("wired", server(new Place.Address("127.0.0.1", wire.port()), connect));
    servers.put("exchanged", server(new Place.Address("127.0.0.1", wire.port()), connect));
    servers.put("limited", user(address(primary), LIMITED, connect));
    servers.put("stranger", user(address(primary), "nobody_here", connect));
    return new Connections(
        new PostgresProfile(servers),
        place -> new InetSocketAddress(InetAddress.getLoopbackAddress(), way(place.port())),
        source -> Optional.of(PASSWORD),
        Map.of(),
        "20261125-0001");
  }

  private static Place address(PostgresProcess process) {
    return new Place.Address("127.0.0.1", process.port());
  }

  private int way(int port) {
    return port == replica.port() ? wayToReplica : port;
  }

  /** From now on the replica is reached that way. */
  void reachReplicaBy(FaultyWire way) {
    wayToReplica = way.port();
  }

  private static PostgresProfile.Server server(Place place, Duration connect) {
    return user(place, PostgresProcess.SUPERUSER, connect);
  }

  private static PostgresProfile.Server user(Place place, String user, Duration connect) {
    return new PostgresProfile.Server(
        place,
        Optional.of("postgres"),
        Optional.of(user),
        Optional.empty(),
        new PasswordSource.Usual(),
        new PostgresProfile.Tls(Optional.empty(), Optional.empty(), Optional.empty()),
        connect,
        Optional.empty());
  }

  static Value.Handle handle(String server) {
    return new Value.Handle("pg.Server", Map.of("name", new Value.Str(server)));
  }

  Outcome call(String action, Object... arguments) throws InterruptedException {
    return call(Duration.ofSeconds(10), action, arguments);
  }

  Outcome call(Duration timeout, String action, Object... arguments) throws InterruptedException {
    Map<String, Value> named = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      named.put((String) arguments[i], (Value) arguments[i + 1]);
    }
    LiveAction live = actions.get(action);
    boolean acts = List.of("pg.promote", "pg.terminate", "pg.execute").contains(action);
    return live.carryOut(new Call("c", action, named, acts, timeout));
  }

  Value done(String action, Object... arguments) throws InterruptedException {
    Outcome outcome = call(action, arguments);
    if (outcome instanceof Outcome.Done done) {
      return done.result();
    }
    throw new AssertionError(action + ": " + outcome);
  }

  static Value.Statement sql(String text, Map<String, String> fields, Value... parameters) {
    return new Value.Statement(
        List.of(text.split("\\$", -1)),
        List.of(parameters),
        Optional.of(new Value.RowShape("Row", fields)));
  }

  GrantCheck grants() {
    return new GrantCheck(connections);
  }

  static Outcome.NotDone notDone(Outcome outcome) {
    if (outcome instanceof Outcome.NotDone refused) {
      return refused;
    }
    throw new AssertionError(outcome.toString());
  }

  /** The session of that application, as the module {@code pg} sees it. */
  Value.Fields session(String application) throws InterruptedException {
    return ((Value.Items) done("pg.sessions", "server", handle("primary")))
        .values().stream()
            .map(Value.Fields.class::cast)
            .filter(each -> each.field("application").equals(new Value.Str(application)))
            .findFirst()
            .orElseThrow();
  }

  @Override
  public void close() {
    connections.close();
    try {
      wire.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    replica.close();
    primary.close();
  }
}
