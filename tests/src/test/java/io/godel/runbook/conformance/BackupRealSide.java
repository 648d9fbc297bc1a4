package io.godel.runbook.conformance;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.backup.BackupActions;
import io.godel.runbook.backend.backup.BackupProfile;
import io.godel.runbook.backend.backup.Programs;
import io.godel.runbook.backend.kubernetes.PodFolders;
import io.godel.runbook.backend.live.LiveAction;
import io.godel.runbook.backend.live.PasswordSource;
import io.godel.runbook.backend.live.Place;
import io.godel.runbook.backend.postgres.PostgresProfile;
import io.godel.runbook.lab.process.PostgresProcess;
import io.godel.runbook.lab.process.TestPostgres;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files, a real server with a database for each of the world's servers, and the live backend. */
final class BackupRealSide implements BackupSide {
  private static final String PASSWORD = "canary-backup-3d1";
  private static final int TORN = 600;

  private final Path store;
  private final PostgresProcess server;
  private final List<Connection> busy = new ArrayList<>();
  private final Map<String, LiveAction> actions = new LinkedHashMap<>();

  BackupRealSide(Path folder) throws Exception {
    store = Files.createDirectories(folder.resolve("store"));
    Path other = Files.createDirectories(folder.resolve("other"));
    try (InputStream stream = BackupRealSide.class.getResourceAsStream("/backup/godel.dump")) {
      byte[] dump = stream.readAllBytes();
      Files.write(store.resolve("gone.dump"), dump);
      Files.write(store.resolve("good.dump"), dump);
      Files.write(store.resolve("half.dump"), Arrays.copyOf(dump, dump.length - TORN));
    }
    server =
        PostgresProcess.create(
            TestPostgres.binaries(),
            folder.resolve("pg"),
            PASSWORD,
            "empty",
            "used",
            "busy",
            "half");
    server.start();
    server.execute("used", "CREATE TABLE mine (x int)");
    Map<String, PostgresProfile.Server> servers = new LinkedHashMap<>();
    for (String each : List.of("empty", "used", "none", "busy", "half", "postgres")) {
      servers.put(each, server(each, server.port()));
    }
    servers.put("down", server("empty", 1));
    Map<String, BackupProfile.Store> stores = new LinkedHashMap<>();
    stores.put("nightly", store(store, servers.remove("postgres")));
    stores.put("other", store(other, servers.get("empty")));
    BackupActions all =
        new BackupActions(
            new BackupProfile(stores),
            new PostgresProfile(servers),
            new Programs(Optional.empty()),
            new BackupActions.Systems(
                place -> new InetSocketAddress(InetAddress.getLoopbackAddress(), place.port()),
                source -> Optional.of(PASSWORD),
                new PodFolders(Optional.empty()),
                System.getenv(),
                () -> Instant.EPOCH));
    actions.putAll(all.looking());
    actions.putAll(all.acting());
  }

  /** Whether the machine has the program that restores. */
  static boolean isPossible() {
    return new Programs(Optional.empty()).pgRestore(System.getenv()).isPresent();
  }

  private static BackupProfile.Store store(Path folder, PostgresProfile.Server trial) {
    return new BackupProfile.Store(
        folder.toString(), Optional.empty(), "*.dump", ZoneOffset.UTC, Optional.of(trial), false);
  }

  private static PostgresProfile.Server server(String database, int port) {
    return new PostgresProfile.Server(
        new Place.Address("127.0.0.1", port),
        Optional.of(database),
        Optional.of(PostgresProcess.SUPERUSER),
        Optional.empty(),
        new PasswordSource.Usual(),
        new PostgresProfile.Tls(Optional.empty(), Optional.empty(), Optional.empty()),
        Duration.ofSeconds(5),
        Optional.empty());
  }

  @Override
  public Outcome call(Call call) throws Exception {
    return actions.get(call.action()).carryOut(call);
  }

  @Override
  public void loseFile() throws Exception {
    Files.delete(store.resolve("gone.dump"));
  }

  /** A session by which a restore is known. */
  @Override
  public void beginRestore(Call call) throws Exception {
    Connection session = server.connect("busy");
    session.setClientInfo("ApplicationName", "runbook/restore");
    busy.add(session);
  }

  @Override
  public void close() throws Exception {
    for (Connection session : busy) {
      session.close();
    }
    server.close();
  }
}
