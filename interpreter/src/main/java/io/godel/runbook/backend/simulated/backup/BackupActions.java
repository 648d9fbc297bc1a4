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
  private static final Comparator<StoreSpec.Backup> OLDEST_FIRST =
      Comparator.comparing(StoreSpec.Backup::taken).thenComparing(StoreSpec.Backup::name);

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
    return store.backups().stream().sorted(OLDEST_FIRST).map(BackupActions::fields).toList();
  }

  private static Value fields(StoreSpec.Backup backup) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("name", new Value.Str(backup.name()));
    fields.put("taken", new Value.Moment(backup.taken()));
    fields.put("size", new Value.Size(backup.size()));
    return new Value.Fields("backup.Backup", fields);
  }

  private Reply verify(Call call) {
    return store(call)
        .map(
            store ->
                unlisted(store, call)
                    .or(() -> listed(store, call).flatMap(BackupActions::unusable))
                    .orElseGet(() -> proven(call, store, listed(store, call).orElseThrow())))
        .orElseGet(() -> noStore(call));
  }

  private Reply proven(Call call, StoreSpec store, StoreSpec.Backup backup) {
    Map<String, Value> facts = new LinkedHashMap<>();
    facts.put("backup", new Value.Str(backup.name()));
    facts.put("read", new Value.Size(backup.size()));
    facts.put("age", new Value.Time(Duration.between(backup.taken(), model.now())));
    Value verified =
        new Value.Evidence("backup.Verified", List.of(call.argument("store")), model.now(), facts);
    // It is read once to be restored on the trial server, and its rows once more there.
    Duration reading = BackupModel.reading(store, backup);
    return Reply.done(verified).after(BackupModel.TRIAL_START.plus(reading.multipliedBy(2)));
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
        (store, server) -> {
          Optional<StoreSpec.Backup> backup = listed(store, call);
          if (backup.filter(it -> model.holds(store, it, server)).isPresent()) {
            return Reply.done();
          }
          return refusal(store, backup, server)
              .or(() -> unlisted(store, call))
              .or(() -> backup.flatMap(BackupActions::unusable))
              .orElseGet(
                  () -> Reply.done().after(model.restore(store, backup.orElseThrow(), server)));
        });
  }

  private Optional<Reply> refusal(
      StoreSpec store, Optional<StoreSpec.Backup> backup, String server) {
    if (model.postgres().inRecovery(server)) {
      return Optional.of(
          Reply.refused("read_only", "ERROR: 25006: `" + server + "` is in recovery"));
    }
    if (model.postgres().isCorrupted(server)) {
      return Optional.of(
          Reply.refused("corrupted", "ERROR: XX001: invalid page in block 7 of relation"));
    }
    boolean free =
        backup.isPresent()
            ? model.mayFill(store, backup.get(), server)
            : model.isEmpty(store, server);
    return free
        ? Optional.empty()
        : Optional.of(
            Reply.refused("not_empty", "database `" + store.database() + "` is not empty"));
  }

  private Reply restored(Call call) {
    return into(
        call,
        (store, server) ->
            model.isBeingFilled(server)
                ? Reply.refusedForNow("conflict", "a restore is still under way")
                : Reply.done(
                    new Value.Bool(
                        listed(store, call)
                            .filter(backup -> model.holds(store, backup, server))
                            .isPresent())));
  }

  /** A store, and a server that takes connections and has a database for what is in the store. */
  private Reply into(Call call, BiFunction<StoreSpec, String, Reply> action) {
    Optional<StoreSpec> store = store(call);
    if (store.isEmpty()) {
      return noStore(call);
    }
    String server = name(call.argument("into"));
    return model
        .postgres()
        .refusal((Value.Handle) call.argument("into"), call)
        .or(() -> noDatabase(store.get(), server))
        .orElseGet(() -> action.apply(store.get(), server));
  }

  private Optional<Reply> noDatabase(StoreSpec store, String server) {
    return model.postgres().database(server, store.database()).isPresent()
        ? Optional.empty()
        : Optional.of(
            Reply.refused(
                "not_found", "FATAL: 3D000: database \"" + store.database() + "\" does not exist"));
  }

  private Optional<StoreSpec> store(Call call) {
    return model.store(name(call.argument("store")));
  }

  private static Optional<StoreSpec.Backup> named(StoreSpec store, Call call) {
    Value wanted = ((Value.Fields) call.argument("backup")).field("name");
    return store.backups().stream()
        .filter(backup -> wanted.equals(new Value.Str(backup.name())))
        .findFirst();
  }

  /** The backup as the store lists it now, where it is the same that was listed before. */
  private static Optional<StoreSpec.Backup> listed(StoreSpec store, Call call) {
    return named(store, call).filter(backup -> fields(backup).equals(call.argument("backup")));
  }

  private static Optional<Reply> unlisted(StoreSpec store, Call call) {
    Optional<StoreSpec.Backup> named = named(store, call);
    if (named.isEmpty()) {
      return Optional.of(Reply.refused("not_found", "there is no such backup in the store"));
    }
    return listed(store, call).isPresent()
        ? Optional.empty()
        : Optional.of(
            Reply.refused(
                "conflict",
                "`" + named.get().name() + "` is another file now than the one that was listed"));
  }

  private static Reply noStore(Call call) {
    return Reply.refused("not_found", "there is no store `" + name(call.argument("store")) + "`");
  }

  private static String name(Value handle) {
    return ((Value.Str) ((Value.Handle) handle).part("name")).value();
  }
}
