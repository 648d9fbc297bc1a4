package io.godel.runbook.backend.simulated.backup;

import io.godel.runbook.backend.simulated.VirtualTime;
import io.godel.runbook.backend.simulated.postgres.Database;
import io.godel.runbook.backend.simulated.postgres.PostgresModel;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stores of a world, and what becomes of a server that a backup is put into. */
public final class BackupModel {
  /** A trial server has to start before anything can be restored on it. */
  static final Duration TRIAL_START = Duration.ofSeconds(30);

  private static final String PARTIAL = "a part of ";

  /**
   * A restore as it was begun.
   *
   * @param starts of the server, which ends it when it starts again
   */
  private record Filling(int starts, Instant until) {}

  private final Map<String, StoreSpec> stores = new LinkedHashMap<>();
  private final Map<String, Filling> fillings = new LinkedHashMap<>();
  private final PostgresModel postgres;
  private final VirtualTime time;

  public BackupModel(List<StoreSpec> stores, PostgresModel postgres, VirtualTime time) {
    stores.forEach(store -> this.stores.put(store.name(), store));
    this.postgres = postgres;
    this.time = time;
  }

  Instant now() {
    return time.now();
  }

  PostgresModel postgres() {
    return postgres;
  }

  Optional<StoreSpec> store(String name) {
    return Optional.ofNullable(stores.get(name));
  }

  static Duration reading(StoreSpec store, StoreSpec.Backup backup) {
    return Duration.ofMillis(backup.size() / Math.max(1, store.rate() / 1000));
  }

  /** What a database that holds the backup says of itself. */
  private static String source(StoreSpec store, StoreSpec.Backup backup) {
    return store.name() + "/" + backup.name();
  }

  boolean isEmpty(StoreSpec store, String server) {
    return postgres.database(server, store.database()).map(Database::isEmpty).orElse(true);
  }

  /** Whether nothing would be overwritten but what an earlier attempt left. */
  boolean mayFill(StoreSpec store, StoreSpec.Backup backup, String server) {
    String partly = PARTIAL + source(store, backup);
    return isEmpty(store, server)
        || postgres
            .database(server, store.database())
            .flatMap(Database::source)
            .filter(partly::equals)
            .isPresent();
  }

  boolean holds(StoreSpec store, StoreSpec.Backup backup, String server) {
    return postgres
        .database(server, store.database())
        .flatMap(Database::source)
        .filter(source(store, backup)::equals)
        .isPresent();
  }

  /** Whether a restore goes on in it, whoever still waits for it. */
  boolean isBeingFilled(String server) {
    Filling filling = fillings.get(server);
    return filling != null
        && filling.until().isAfter(time.now())
        && filling.starts() == postgres.starts(server);
  }

  /**
   * @return how long it takes; a server that goes down meanwhile keeps a part
   */
  Duration restore(StoreSpec store, StoreSpec.Backup backup, String server) {
    String source = source(store, backup);
    postgres.fill(server, new Database(store.database(), 1, Optional.of(PARTIAL + source)));
    Duration taken = reading(store, backup);
    int starts = postgres.starts(server);
    fillings.put(server, new Filling(starts, time.now().plus(taken)));
    time.after(
        taken,
        () -> {
          if (postgres.isUp(server) && postgres.starts(server) == starts) {
            postgres.fill(
                server, new Database(store.database(), backup.size(), Optional.of(source)));
          }
        });
    return taken;
  }
}
