package io.godel.runbook.backend.simulated.postgres;

import io.godel.runbook.value.Value;
import io.godel.runbook.value.WalPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the model knows, as records of the module {@code pg}. */
final class PostgresRecords {
  private PostgresRecords() {}

  static Value replication(PostgresModel model, PostgresServer server) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("in_recovery", new Value.Bool(server.inRecovery()));
    fields.put("streaming", new Value.Bool(model.streaming(server)));
    fields.put("timeline", new Value.Int(server.timeline()));
    boolean replica = server.inRecovery();
    fields.put("received", replica ? lsn("pg.ReceivedLsn", server.position()) : new Value.None());
    fields.put("replayed", replica ? lsn("pg.ReplayedLsn", server.replayed()) : new Value.None());
    return new Value.Fields("pg.Replication", fields);
  }

  /** None while nothing streams. */
  static Value walReceiver(PostgresModel model, PostgresServer replica) {
    if (!model.streaming(replica)) {
      return new Value.None();
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("status", new Value.Str("streaming"));
    fields.put("sender", new Value.Str(replica.upstream().orElseThrow()));
    fields.put("timeline", new Value.Int(replica.timeline()));
    fields.put("received", lsn("pg.ReceivedLsn", replica.position()));
    return new Value.Fields("pg.WalReceiver", fields);
  }

  private static Value lsn(String type, long position) {
    String text = new WalPosition(position).toString();
    return new Value.Handle(type, Map.of("position", new Value.Str(text)));
  }

  static Value standbys(PostgresModel model, PostgresServer server) {
    List<Value> standbys = new ArrayList<>();
    for (PostgresServer standby : model.standbys(server)) {
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("application", new Value.Str(standby.name()));
      fields.put("state", new Value.Str("streaming"));
      fields.put("sync_state", new Value.Str("async"));
      fields.put("lag", new Value.Size(server.position() - standby.replayed()));
      standbys.add(new Value.Fields("pg.Standby", fields));
    }
    return new Value.Items(standbys);
  }

  /** Those of clients; the session that asks is not among them. */
  static Value sessions(PostgresServer server, Instant now) {
    List<Value> sessions = new ArrayList<>();
    server.sessions().clients().forEach(session -> sessions.add(session(session, now)));
    return new Value.Items(sessions);
  }

  private static Value session(Session session, Instant now) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("pid", new Value.Int(session.pid()));
    fields.put("started", new Value.Moment(session.started()));
    fields.put("user", new Value.Str(session.user()));
    fields.put("application", new Value.Str(session.application()));
    fields.put("state", new Value.Str(session.state()));
    fields.put("state_age", new Value.Time(Duration.between(session.stateChange(), now)));
    fields.put(
        "transaction_age",
        session
            .transactionStart()
            .<Value>map(start -> new Value.Time(Duration.between(start, now)))
            .orElseGet(Value.None::new));
    fields.put("query", new Value.Str(session.query()));
    return new Value.Fields("pg.Session", fields);
  }

  /** The client's session that the record is of, if it is still the same one. */
  static Optional<Session> find(PostgresServer server, Value record) {
    Value.Fields fields = (Value.Fields) record;
    return server.sessions().clients().stream()
        .filter(session -> fields.field("pid").equals(new Value.Int(session.pid())))
        .filter(session -> fields.field("started").equals(new Value.Moment(session.started())))
        .findFirst();
  }
}
