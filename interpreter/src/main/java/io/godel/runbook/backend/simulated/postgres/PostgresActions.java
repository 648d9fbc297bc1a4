package io.godel.runbook.backend.simulated.postgres;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.backend.simulated.SimulatedAction;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The acting and reading actions of the module {@code pg}, on the model. */
public final class PostgresActions {
  private final PostgresModel model;
  private final PostgresSql sql;

  private PostgresActions(PostgresModel model) {
    this.model = model;
    this.sql = new PostgresSql(model);
  }

  /** By qualified name. */
  public static Map<String, SimulatedAction> actions(PostgresModel model) {
    PostgresActions on = new PostgresActions(model);
    Map<String, SimulatedAction> actions = new LinkedHashMap<>();
    actions.put("pg.answers", call -> on.yesOrNo(call, server -> true));
    actions.put("pg.writable", call -> on.yesOrNo(call, server -> !server.inRecovery()));
    on.readings(
        (name, read) ->
            actions.put(name, call -> on.with(call, "server", each -> read.of(each, call))));
    actions.put("pg.replay_lag", call -> on.with(call, "replica", PostgresActions::replayLag));
    actions.put(
        "pg.wal_receiver",
        call ->
            on.with(
                call, "replica", each -> Reply.done(PostgresRecords.walReceiver(on.model, each))));
    actions.put("pg.loss_bound", on::lossBound);
    Fencing fencing = new Fencing(model);
    actions.put("pg.fence", fencing::byProof);
    actions.put("pg.fenced_by_word", fencing::byWord);
    actions.put("pg.promote", call -> on.with(call, "candidate", each -> on.promote(each, call)));
    return Collections.unmodifiableMap(actions);
  }

  @FunctionalInterface
  private interface OnServer {
    Reply of(PostgresServer server, Call call);
  }

  private void readings(BiConsumer<String, OnServer> add) {
    add.accept("pg.in_recovery", (server, call) -> bool(server.inRecovery()));
    add.accept("pg.timeline", (server, call) -> Reply.done(new Value.Int(server.timeline())));
    add.accept(
        "pg.system_identifier",
        (server, call) -> Reply.done(new Value.Str(server.systemIdentifier())));
    add.accept(
        "pg.replication", (server, call) -> Reply.done(PostgresRecords.replication(model, server)));
    add.accept(
        "pg.standbys", (server, call) -> Reply.done(PostgresRecords.standbys(model, server)));
    add.accept("pg.slots", (server, call) -> Reply.done(server.slots().records(server.replayed())));
    add.accept(
        "pg.sessions", (server, call) -> Reply.done(PostgresRecords.sessions(server, model.now())));
    add.accept("pg.connected", PostgresActions::connected);
    add.accept("pg.setting", PostgresActions::setting);
    add.accept("pg.query", (server, call) -> sql.query(server, statement(call)));
    add.accept("pg.execute", (server, call) -> sql.execute(server, statement(call)));
    add.accept("pg.terminate", PostgresActions::terminate);
  }

  /** Whatever looks at a server or acts on it has to get a connection first. */
  private Reply with(Call call, String parameter, Function<PostgresServer, Reply> answer) {
    Contact contact = Contact.with(model, call.argument(parameter));
    return contact.refusal(call).orElseGet(() -> answer.apply(contact.server().orElseThrow()));
  }

  /** A refused connection counts as no; everything else that goes wrong is not known. */
  private Reply yesOrNo(Call call, Function<PostgresServer, Boolean> answer) {
    Contact contact = Contact.with(model, call.argument("server"));
    if (contact.isDown()) {
      return bool(false);
    }
    return contact
        .refusal(call)
        .orElseGet(() -> bool(answer.apply(contact.server().orElseThrow())));
  }

  private static Reply bool(boolean value) {
    return Reply.done(new Value.Bool(value));
  }

  private static Value.Statement statement(Call call) {
    return (Value.Statement) call.argument("sql");
  }

  private static Reply replayLag(PostgresServer replica) {
    return onReplica(replica, replica.position() - replica.replayed());
  }

  private static Reply onReplica(PostgresServer replica, long bytes) {
    return replica.inRecovery()
        ? Reply.done(new Value.Size(bytes))
        : Reply.refused("not_in_recovery", "`" + replica.name() + "` is a primary");
  }

  /** The primary need not answer: what it was last seen at is known from before. */
  private Reply lossBound(Call call) {
    Contact primary = Contact.with(model, call.argument("primary"));
    if (primary.server().isEmpty()) {
      return primary.refusal(call).orElseThrow();
    }
    long seen = primary.server().get().seen();
    return with(
        call,
        "candidate",
        candidate -> onReplica(candidate, Math.max(0, seen - candidate.position())));
  }

  private static Reply setting(PostgresServer server, Call call) {
    String name = ((Value.Str) call.argument("name")).value();
    return Optional.ofNullable(server.settings().get(name))
        .map(value -> Reply.done(new Value.Str(value)))
        .orElseGet(
            () ->
                Reply.refused(
                    "not_found",
                    "ERROR: 42704: unrecognized configuration parameter \"" + name + "\""));
  }

  private static Reply connected(PostgresServer server, Call call) {
    return bool(PostgresRecords.find(server, call.argument("session")).isPresent());
  }

  private Reply promote(PostgresServer candidate, Call call) {
    if (!candidate.inRecovery()) {
      return Reply.refused(
          "not_in_recovery", "ERROR: 55000: recovery is not in progress on this server");
    }
    if (candidate.promoting()) {
      return Reply.refused("conflict", "`" + candidate.name() + "` is being promoted already");
    }
    Value.Evidence fenced = (Value.Evidence) call.argument("fenced");
    String followed = candidate.upstream().orElseThrow();
    if (fenced.about().stream().noneMatch(subject -> Fencing.isServer(subject, followed))) {
      return Reply.refused(
          "not_fenced",
          "`%s` follows `%s`, and the evidence does not speak of that"
              .formatted(candidate.name(), followed));
    }
    Optional<Duration> taken = model.promote(candidate);
    return taken
        .filter(duration -> duration.compareTo(call.timeout()) <= 0)
        .map(duration -> Reply.done().after(duration.plus(Reply.USUAL)))
        .orElseGet(() -> Reply.silence("the server did not promote in time", call.timeout()));
  }

  private static Reply terminate(PostgresServer server, Call call) {
    long ended = 0;
    for (Value session : ((Value.Items) call.argument("sessions")).values()) {
      Optional<Session> found = PostgresRecords.find(server, session);
      ended += found.isPresent() && server.sessions().end(found.get().pid()) ? 1 : 0;
    }
    return Reply.done(new Value.Int(ended));
  }
}
