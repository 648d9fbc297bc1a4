package io.godel.runbook.backend.simulated.backup;

import io.godel.runbook.backend.simulated.postgres.ServerSpec;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.yaml.Section;
import io.godel.runbook.yaml.YamlTree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the part {@code backups} of a world file: stores by name. */
public final class BackupWorld {
  private static final List<String> STORE_KEYS = List.of("database", "rate", "holds");
  private static final List<String> BACKUP_KEYS = List.of("name", "age", "size", "state");
  private static final Duration AGE = Duration.ofHours(6);
  private static final Duration AGE_STALE = Duration.ofDays(9);

  private BackupWorld() {}

  /**
   * @param start when the simulation begins: the age of a backup is told from then
   * @param diagnostics where everything that is wrong is added
   */
  public static List<StoreSpec> read(YamlTree tree, Instant start, List<Diagnostic> diagnostics) {
    List<StoreSpec> stores = new ArrayList<>();
    Section.named(tree, diagnostics)
        .forEach(
            (name, store) ->
                stores.add(store(name, Section.of(store, STORE_KEYS, diagnostics), start)));
    return stores;
  }

  private static StoreSpec store(String name, Section section, Instant start) {
    return new StoreSpec(
        name,
        section.string("database", ServerSpec.DATABASE),
        section.bytes("rate").orElse(StoreSpec.RATE),
        section.sections("holds", BACKUP_KEYS).stream().map(each -> backup(each, start)).toList());
  }

  private static StoreSpec.Backup backup(Section section, Instant start) {
    StoreSpec.State state = section.choice("state", states()).orElse(StoreSpec.State.GOOD);
    Duration age = state == StoreSpec.State.STALE ? AGE_STALE : AGE;
    return new StoreSpec.Backup(
        section.required("name"),
        start.minus(section.duration("age").orElse(age)),
        section.bytes("size").orElse(ServerSpec.DATABASE_SIZE),
        state);
  }

  private static Map<String, StoreSpec.State> states() {
    Map<String, StoreSpec.State> states = new LinkedHashMap<>();
    states.put("good", StoreSpec.State.GOOD);
    states.put("stale", StoreSpec.State.STALE);
    states.put("missing", StoreSpec.State.MISSING);
    states.put("unreadable", StoreSpec.State.UNREADABLE);
    return states;
  }
}
