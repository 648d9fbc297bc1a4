package io.godel.runbook.backend.backup;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.live.LiveAction;
import io.godel.runbook.backend.live.Passwords;
import io.godel.runbook.backend.live.Places;
import io.godel.runbook.backend.postgres.Login;
import io.godel.runbook.backend.postgres.PostgresProfile;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The actions of the module {@code backup}, on dumps and servers as they are. */
public final class BackupActions {
  private static final String APPLICATION = "runbook/look";

  private final BackupProfile profile;
  private final PostgresProfile servers;
  private final Programs programs;
  private final Systems systems;

  /**
   * What the actions reach the world by.
   *
   * @param environment where the program and libpq's variables are looked for
   */
  public record Systems(
      Places places,
      Passwords passwords,
      PodFiles pods,
      Map<String, String> environment,
      InstantSource clock) {
    public Systems {
      environment = Map.copyOf(environment);
    }
  }

  public BackupActions(
      BackupProfile profile, PostgresProfile servers, Programs programs, Systems systems) {
    this.profile = profile;
    this.servers = servers;
    this.programs = programs;
    this.systems = systems;
  }

  /** Those that look, by qualified name. Verifying writes nowhere but on the trial server. */
  public Map<String, LiveAction> looking() {
    Map<String, LiveAction> actions = new LinkedHashMap<>();
    actions.put("backup.list", call -> outcome(() -> list(call)));
    actions.put("backup.verify", call -> outcome(() -> verify(call)));
    actions.put("backup.restored", call -> outcome(() -> restored(call)));
    return actions;
  }

  /** Those that act, by qualified name. */
  public Map<String, LiveAction> acting() {
    return Map.of("backup.restore", call -> outcome(() -> restore(call)));
  }

  /** What is done for a call. */
  private interface Work {
    Outcome carryOut() throws BackupRefused, InterruptedException;
  }

  private static Outcome outcome(Work work) throws InterruptedException {
    try {
      return work.carryOut();
    } catch (BackupRefused refused) {
      return refused.outcome();
    }
  }

  private BackupProfile.Store store(Call call) throws BackupRefused {
    String name = name(call, "store");
    BackupProfile.Store store = profile.stores().get(name);
    if (store == null) {
      throw BackupRefused.of("not_found", "there is no store `" + name + "`");
    }
    return store;
  }

  private static String name(Call call, String parameter) {
    return ((Value.Str) ((Value.Handle) call.argument(parameter)).part("name")).value();
  }

  private static DumpFile backup(Call call) {
    return DumpFile.of((Value.Fields) call.argument("backup"));
  }

  private Outcome list(Call call) throws BackupRefused, InterruptedException {
    List<Value> backups = new ArrayList<>();
    new DumpStore(store(call), systems.pods()).list().forEach(each -> backups.add(each.value()));
    return new Outcome.Done(new Value.Items(backups));
  }

  private Path program() throws BackupRefused {
    return programs
        .pgRestore(systems.environment())
        .orElseThrow(
            () ->
                BackupRefused.of(
                    "no_program",
                    "there is no pg_restore here: install PostgreSQL's client programs, or say"
                        + " where it is by `programs: {pg_restore: …}` in the target profile"));
  }

  private Login reached(PostgresProfile.Server server) throws BackupRefused {
    InetSocketAddress address;
    try {
      address = systems.places().open(server.place());
    } catch (ConnectException refused) {
      throw BackupRefused.of("unreachable", String.valueOf(refused.getMessage()));
    } catch (IOException noWay) {
      throw BackupRefused.forNow("unreachable", String.valueOf(noWay.getMessage()));
    }
    try {
      return Login.of(
          server,
          address,
          systems.passwords().read(server.password()),
          systems.environment(),
          server.connect());
    } catch (IOException missing) {
      throw BackupRefused.of("forbidden", "the login: " + missing.getMessage());
    }
  }

  private Outcome verify(Call call) throws BackupRefused, InterruptedException {
    BackupProfile.Store store = store(call);
    DumpFile backup = backup(call);
    Path program = program();
    PostgresProfile.Server trial =
        store
            .trial()
            .orElseThrow(
                () ->
                    BackupRefused.of(
                        "no_trial",
                        "the store has no trial server: name one by `trial: …` in the target"
                            + " profile; a listing proves nothing"));
    try (Scratch scratch = Scratch.make()) {
      Path dump = new DumpStore(store, systems.pods()).fetch(backup, scratch.folder());
      Restoring restoring = new Restoring(program, systems.environment(), scratch.folder());
      Trial.Proof proof =
          new Trial(reached(trial), restoring).prove(dump, scratch.name(), call.timeout());
      return new Outcome.Done(evidence(call, backup, proof));
    }
  }

  private Value evidence(Call call, DumpFile backup, Trial.Proof proof) {
    Instant now = systems.clock().instant();
    Map<String, Value> facts = new LinkedHashMap<>();
    facts.put("backup", new Value.Str(backup.name()));
    facts.put("read", new Value.Size(proof.read()));
    facts.put("age", new Value.Time(Duration.between(backup.taken(), now)));
    facts.put("checksum", new Value.Str("sha256:" + proof.checksum()));
    facts.put("tables", new Value.Int(proof.contents().tables()));
    facts.put("rows", new Value.Int(proof.contents().rows()));
    return new Value.Evidence("backup.Verified", List.of(call.argument("store")), now, facts);
  }

  private PostgresProfile.Server into(Call call) throws BackupRefused {
    String name = name(call, "into");
    return Optional.ofNullable(servers.servers().get(name))
        .orElseThrow(
            () ->
                BackupRefused.of(
                    "not_found", "there is no server `" + name + "` in the target profile"));
  }

  /** Which backup it is: another file of the same name is another one. */
  private static String source(Call call, DumpFile backup) {
    return "%s/%s of %s, %d bytes"
        .formatted(name(call, "store"), backup.name(), backup.taken(), backup.size());
  }

  private Outcome restored(Call call) throws BackupRefused {
    store(call);
    try (Connection at = reached(into(call)).connect(APPLICATION)) {
      if (DatabaseLook.isBeingFilled(at)) {
        throw BackupRefused.forNow("conflict", "a restore is still under way");
      }
      return new Outcome.Done(new Value.Bool(holds(at, source(call, backup(call)))));
    } catch (SQLException failure) {
      throw BackupRefused.said(failure);
    }
  }

  /**
   * The mark is written before the restore, into a database that was empty then, and the restore is
   * one transaction: where there is something now, it is all there.
   */
  private static boolean holds(Connection at, String source) throws SQLException {
    Optional<DatabaseLook.Mark> mark =
        DatabaseLook.mark(at).filter(it -> it.source().equals(source));
    return mark.isPresent() && (!mark.get().begun() || !DatabaseLook.isEmpty(at));
  }

  private Outcome restore(Call call) throws BackupRefused, InterruptedException {
    BackupProfile.Store store = store(call);
    DumpFile backup = backup(call);
    Login into = reached(into(call));
    try (Connection at = into.connect(APPLICATION)) {
      if (holds(at, source(call, backup))) {
        return new Outcome.Done(new Value.Unit());
      }
      demandEmpty(at, into);
    } catch (SQLException failure) {
      throw BackupRefused.said(failure);
    }
    Path program = program();
    try (Scratch scratch = Scratch.make()) {
      Path dump = new DumpStore(store, systems.pods()).fetch(backup, scratch.folder());
      Restoring restoring = new Restoring(program, systems.environment(), scratch.folder());
      restoring.contents(dump, call.timeout());
      mark(into, new DatabaseLook.Mark(true, source(call, backup)));
      return ended(restoring.restore(dump, into, store.owner(), call.timeout()), call, into);
    }
  }

  private static void demandEmpty(Connection at, Login into) throws SQLException, BackupRefused {
    if (DatabaseLook.inRecovery(at)) {
      throw BackupRefused.of("read_only", "ERROR: 25006: the server is in recovery");
    }
    if (!DatabaseLook.isEmpty(at)) {
      throw BackupRefused.of("not_empty", "database `" + into.database() + "` is not empty");
    }
  }

  private static Outcome ended(Restoring.Ended ended, Call call, Login into) throws BackupRefused {
    if (Restoring.isLost(ended)) {
      return new Outcome.Unknown(ended.reason());
    }
    if (ended.code() != 0) {
      unmark(into);
      throw Restoring.refusal(ended);
    }
    try (Connection at = into.connect(APPLICATION)) {
      DatabaseLook.mark(at, new DatabaseLook.Mark(false, source(call, backup(call))));
      return new Outcome.Done(new Value.Unit());
    } catch (SQLException failure) {
      // The restore is done; the probe will see that by the mark from before.
      return new Outcome.Unknown(BackupRefused.said(failure).getMessage());
    }
  }

  /** A mark that is left would call a database restored that somebody else fills. */
  private static void unmark(Login into) throws BackupRefused {
    try (Connection at = into.connect(APPLICATION)) {
      DatabaseLook.unmark(at);
    } catch (SQLException failure) {
      throw BackupRefused.said(failure);
    }
  }

  private static void mark(Login into, DatabaseLook.Mark mark) throws BackupRefused {
    try (Connection at = into.connect(APPLICATION)) {
      DatabaseLook.mark(at, mark);
    } catch (SQLException failure) {
      throw BackupRefused.said(failure);
    }
  }
}
