package io.godel.runbook.conformance;

import io.godel.runbook.backend.kubernetes.Await;
import io.godel.runbook.backend.simulated.kubernetes.ApiView;
import io.godel.runbook.lab.Guests;
import io.godel.runbook.lab.Lab;
import io.godel.runbook.lab.process.PostgresProcess;
import io.godel.runbook.lab.process.Promotion;
import io.godel.runbook.lab.process.RealServers;
import io.godel.runbook.lab.process.TestPostgres;
import io.godel.runbook.simulation.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A real primary and a real replica behind the pods of one lab after the other. A look waits until
 * they are as their pods are: real servers take real time to start, to end and to find each other.
 */
final class PlanServers implements AutoCloseable {
  /** The user of the session that is there from the beginning. */
  static final String BATCH = "batch";

  static final String PASSWORD = "canary-7a31e";

  private static final String NAMESPACE = "godel";
  private static final String DATABASE = "postgres";
  private static final String RECEIVERS = "SELECT count(*) FROM pg_stat_wal_receiver";

  private final Path folder;
  private final PostgresProcess primary;
  private PostgresProcess replica;
  private int replicas;
  private RealServers servers;
  private ApiView view;
  private Connection batch;
  private String started = "";

  PlanServers() throws Exception {
    folder = Files.createTempDirectory("servers");
    primary =
        PostgresProcess.create(
            TestPostgres.binaries(), folder.resolve("primary"), PASSWORD, "godel");
    primary.set(List.of("wal_retrieve_retry_interval = '50ms'", "fsync = off"));
    primary.start();
    makeReplica();
  }

  private void makeReplica() throws Exception {
    replica = primary.standby(folder.resolve("replica-" + ++replicas), "replica");
  }

  /** What runs in the pods of a lab that is about to be opened. */
  Guests guests(World world, ApiView made) {
    view = made;
    servers =
        new RealServers(
            world,
            made,
            List.of(
                new RealServers.Server(
                    "postgres-0", "postgres", 5432, primary, RealServers.Sync.NONE),
                new RealServers.Server(
                    "postgres-replica-0",
                    "postgres-replica",
                    5432,
                    replica,
                    new Promotion("replica", "primary", replica))));
    return servers;
  }

  /** Both are as they were at first, whatever a plan has done to them. */
  void makeReady() throws Exception {
    primary.start();
    replica.start();
    if (isPromoted()) {
      replica.kill();
      makeReplica();
    }
  }

  private boolean isPromoted() {
    try {
      return replica.ask(DATABASE, "SELECT pg_is_in_recovery()::text").equals("false");
    } catch (SQLException down) {
      return false;
    }
  }

  void follow(Lab lab) {
    servers.follow(lab);
  }

  /** Waits until the servers are as their pods are in the lab at this moment. */
  void settle(Lab lab, World world) throws Exception {
    boolean hasPrimary = lab.touch(() -> view.answers(NAMESPACE, "postgres-0"));
    boolean hasReplica = lab.touch(() -> view.answers(NAMESPACE, "postgres-replica-0"));
    Await.until("the primary is as its pod", () -> primary.answersNow() == hasPrimary);
    Await.until("the replica is as its pod", () -> replica.answersNow() == hasReplica);
    if (hasReplica && isPromoted()) {
      new Promotion("replica", "primary", replica).look(lab, world);
    } else if (hasReplica) {
      replica.awaitAnswer(DATABASE, RECEIVERS, hasPrimary ? "1" : "0");
    }
    if (hasPrimary) {
      connect();
    }
  }

  /** The session is there anew after each start of the server, and not after it was ended. */
  private void connect() throws Exception {
    String start = primary.ask(DATABASE, "SELECT pg_postmaster_start_time()::text");
    if (!Objects.equals(start, started)) {
      started = start;
      batch = primary.connect();
      batch.setClientInfo("ApplicationName", BATCH);
    }
  }

  /** A lab is closed; the servers stay for the next one. */
  void leave() throws SQLException {
    if (batch != null) {
      batch.close();
      started = "";
    }
    servers.close();
  }

  String profile() {
    return """
    postgres:
      primary: &server
        pod: postgres-0
        database: postgres
        user: postgres
        password: {env: PASSWORD}
        tls: {mode: disable}
      replica:
        pod: postgres-replica-0
        database: postgres
        user: postgres
        password: {env: PASSWORD}
        tls: {mode: disable}
    """
        .replace(" &server", "");
  }

  @Override
  public void close() throws IOException {
    replica.close();
    primary.close();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
