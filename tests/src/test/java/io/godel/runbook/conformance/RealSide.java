package io.godel.runbook.conformance;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.live.LiveAction;
import io.godel.runbook.backend.live.PasswordSource;
import io.godel.runbook.backend.live.Place;
import io.godel.runbook.backend.postgres.Connections;
import io.godel.runbook.backend.postgres.PostgresActs;
import io.godel.runbook.backend.postgres.PostgresLooks;
import io.godel.runbook.backend.postgres.PostgresProfile;
import io.godel.runbook.backend.postgres.ServerBindings;
import io.godel.runbook.lab.process.PostgresProcess;
import io.godel.runbook.lab.process.TestPostgres;
import io.godel.runbook.value.Value;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The pair as real servers, and the live backend. */
final class RealSide implements PostgresSide {
  private static final String PASSWORD = "canary-c0f1d";

  private final AtomicBoolean stopped = new AtomicBoolean();
  private final PostgresProcess primary;
  private final PostgresProcess replica;
  private final Connection batch;
  private final Connections connections;
  private final Map<String, LiveAction> actions = new LinkedHashMap<>();

  RealSide(Path folder) throws Exception {
    primary = PostgresProcess.create(TestPostgres.binaries(), folder.resolve("primary"), PASSWORD);
    primary.set(List.of("wal_level = logical"));
    primary.start();
    primary.execute(
        "postgres",
        "SELECT pg_create_physical_replication_slot('archive')",
        "SELECT pg_create_logical_replication_slot('changes', 'pgoutput')");
    replica = primary.standby(folder.resolve("replica"), "replica");
    replica.awaitAnswer("postgres", "SELECT count(*) FROM pg_stat_wal_receiver", "1");
    batch = primary.connect();
    batch.setClientInfo("ApplicationName", BATCH);
    Map<String, PostgresProfile.Server> servers = new LinkedHashMap<>();
    servers.put("primary", server("postgres-0", primary));
    servers.put("replica", server("postgres-replica-0", replica));
    connections =
        new Connections(
            new PostgresProfile(servers),
            place -> new InetSocketAddress(InetAddress.getLoopbackAddress(), place.port()),
            source -> Optional.of(PASSWORD),
            Map.of(),
            "conformance");
    actions.putAll(
        new PostgresLooks(
                connections,
                workload -> stopped.get() && workload.equals(SET),
                () -> Instant.parse("2026-11-23T03:00:00Z"))
            .actions());
    actions.putAll(new PostgresActs(connections, new ServerBindings(Map.of())).actions());
  }

  private static PostgresProfile.Server server(String pod, PostgresProcess process) {
    return new PostgresProfile.Server(
        new Place.InPod("godel", pod, process.port()),
        Optional.of("postgres"),
        Optional.of(PostgresProcess.SUPERUSER),
        Optional.empty(),
        new PasswordSource.Env("PASSWORD"),
        new PostgresProfile.Tls(Optional.of("disable"), Optional.empty(), Optional.empty()),
        Duration.ofSeconds(2),
        Optional.empty());
  }

  @Override
  public Outcome call(String action, Object... arguments) throws Exception {
    Map<String, Value> values = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      values.put((String) arguments[i], (Value) arguments[i + 1]);
    }
    boolean acts = PostgresConformanceTest.ACTING.contains(action);
    Duration timeout = Duration.ofSeconds(action.equals("pg.promote") ? 30 : 5);
    return actions.get(action).carryOut(new Call("1", action, values, acts, timeout));
  }

  @Override
  public void silencePrimary() throws Exception {
    primary.pause();
  }

  @Override
  public void wakePrimary() throws Exception {
    primary.resume();
  }

  @Override
  public void stopPrimary() throws Exception {
    primary.kill();
    stopped.set(true);
    replica.awaitAnswer("postgres", "SELECT count(*) FROM pg_stat_wal_receiver", "0");
  }

  @Override
  public void close() throws Exception {
    connections.close();
    batch.close();
    replica.close();
    primary.close();
  }
}
