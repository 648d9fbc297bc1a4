package io.godel.runbook.backend.simulated.backup;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.backend.simulated.SimulatedAction;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The actions of the module {@code backup}, on the model. */
public final class BackupActions {
  private final BackupModel model;

  private BackupActions(BackupModel model) {
    this.model = model;
  }

  /** By qualified name. */
  public static Map<String, SimulatedAction> actions(BackupModel model) {
    BackupActions on = new BackupActions(model);
    Map<String, SimulatedAction> actions = new LinkedHashMap<>();
    actions.put("backup.list", on::list);
    actions.put("backup.verify", on::verify);
    actions.put("backup.restore", on::restore);
    actions.put("backup.restored", on::restored);
    return Collections.unmodifiableMap(actions);
  }

  private Reply list(Call call) {
    return model
        .store(name(call.argument("store")))
        .map(store -> Reply.done(new Value.Items(records(store))))
        .orElseGet(() -> noStore(call));
  }

  private static List<Value> records(StoreSpec store) {
    return store.backups().stream()
        .sorted(Comparator.comparing(StoreSpec.Backup::taken))
        .map(BackupActions::fields)
        .toList();
  }

  private static Value fields(StoreSpec.Backup backup) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("name", new Value.Str(backup.name()));
    fields.put("taken", new Value.Moment(backup.taken()));
    fields.put("size", new Value.Size(backup.size()));
    return new Value.Fields("backup.Backup", fields);
  }

  private Reply verify(Call call) {
    return with(
        call,
        (store, backup) -> {
          Duration reading = BackupModel.reading(store, backup);
          if (unusable(backup).isPresent()) {
            return unusable(backup).get();
          }
          Map<String, Value> facts = new LinkedHashMap<>();
          facts.put("backup", new Value.Str(backup.name()));
          facts.put("read", new Value.Size(backup.size()));
          facts.put("age", new Value.Time(Duration.between(backup.taken(), model.now())));
          Value verified =
              new Value.Evidence(
                  "backup.Verified", List.of(call.argument("store")), model.now(), facts);
          // It is read once to be restored on the trial server, and its rows once more there.
          return Reply.done(verified).after(BackupModel.TRIAL_START.plus(reading.multipliedBy(2)));
        });
  }

  private static Optional<Reply> unusable(StoreSpec.Backup backup) {
    return switch (backup.state()) {
      case GOOD, STALE -> Optional.empty();
      case MISSING ->
          Optional.of(
              Reply.refused(
                  "not_found",
                  "pg_restore: error: could not open input file \"" + backup.name() + "\""));
      case UNREADABLE ->
          Optional.of(
              Reply.refused(
                  "unreadable", "pg_restore: error: could not read from input file: end of file"));
    };
  }

  private Reply restore(Call call) {
    return into(
        call,
        (store, backup) -> {
          String server = name(call.argument("into"));
          if (model.holds(store, backup, server)) {
            return Reply.done();
          }
          return refusal(store, backup, server)
              .orElseGet(() -> Reply.done().after(model.restore(store, backup, server)));
        });
  }

  private Optional<Reply> refusal(StoreSpec store, StoreSpec.Backup backup, String server) {
    if (model.postgres().inRecovery(server)) {
      return Optional.of(
          Reply.refused("read_only", "ERROR: 25006: `" + server + "` is in recovery"));
    }
    if (model.postgres().isCorrupted(server)) {
      return Optional.of(
          Reply.refused("corrupted", "ERROR: XX001: invalid page in block 7 of relation"));
    }
    if (!model.mayFill(store, backup, server)) {
      return Optional.of(
          Reply.refused("not_empty", "database `" + store.database() + "` is not empty"));
    }
    return unusable(backup);
  }

  private Reply restored(Call call) {
    return into(
        call,
        (store, backup) ->
            Reply.done(new Value.Bool(model.holds(store, backup, name(call.argument("into"))))));
  }

  private Reply into(Call call, BiFunction<StoreSpec, StoreSpec.Backup, Reply> action) {
    return model
        .postgres()
        .refusal((Value.Handle) call.argument("into"), call)
        .orElseGet(() -> with(call, action));
  }

  private Reply with(Call call, BiFunction<StoreSpec, StoreSpec.Backup, Reply> action) {
    Optional<StoreSpec> store = model.store(name(call.argument("store")));
    if (store.isEmpty()) {
      return noStore(call);
    }
    Value wanted = ((Value.Fields) call.argument("backup")).field("name");
    return store.get().backups().stream()
        .filter(backup -> wanted.equals(new Value.Str(backup.name())))
        .findFirst()
        .map(backup -> action.apply(store.get(), backup))
        .orElseGet(() -> Reply.refused("not_found", "there is no such backup in the store"));
  }

  private static Reply noStore(Call call) {
    return Reply.refused("not_found", "there is no store `" + name(call.argument("store")) + "`");
  }

  private static String name(Value handle) {
    return ((Value.Str) ((Value.Handle) handle).part("name")).value();
  }
}
