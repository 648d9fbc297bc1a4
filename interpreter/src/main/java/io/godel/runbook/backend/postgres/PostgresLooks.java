package io.godel.runbook.backend.postgres;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.live.LiveAction;
import io.godel.runbook.backend.live.WorkloadFacts;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.WalPosition;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The actions of the module {@code pg} that look. Everything is asked in transactions that cannot
 * write.
 */
public final class PostgresLooks {
  private final Sessions sessions;
  private final Positions positions = new Positions();
  private final Monitor monitor = new Monitor();
  private final Fencing fencing;

  /**
   * @param clock for the age of evidences
   */
  public PostgresLooks(Connections connections, WorkloadFacts workloads, InstantSource clock) {
    this.sessions = new Sessions(connections);
    this.fencing = new Fencing(this, connections.profile(), workloads, clock);
  }

  /** By qualified name. */
  public Map<String, LiveAction> actions() {
    Map<String, LiveAction> actions = new LinkedHashMap<>();
    actions.put("pg.answers", call -> yesOrNo(call, role -> true));
    actions.put("pg.writable", call -> yesOrNo(call, role -> !role.inRecovery()));
    put(actions, "pg.in_recovery", "server", (at, call) -> bool(role(at, name(call)).inRecovery()));
    put(actions, "pg.timeline", "server", (at, call) -> new Value.Int(timeline(at)));
    put(
        actions,
        "pg.system_identifier",
        "server",
        (at, call) -> new Value.Str(one(at, LookStatements.SYSTEM_IDENTIFIER)));
    put(actions, "pg.replication", "server", (at, call) -> replication(at));
    put(actions, "pg.standbys", "server", (at, call) -> standbys(at, name(call)));
    put(actions, "pg.slots", "server", (at, call) -> SlotLook.slots(at));
    put(actions, "pg.wal_receiver", "replica", (at, call) -> walReceiver(at));
    put(actions, "pg.replay_lag", "replica", this::replayLag);
    put(actions, "pg.sessions", "server", (at, call) -> clients(at));
    put(actions, "pg.connected", "server", (at, call) -> connected(at, call));
    put(actions, "pg.setting", "server", (at, call) -> setting(at, call));
    put(actions, "pg.query", "server", (at, call) -> query(at, call));
    actions.put("pg.loss_bound", this::lossBound);
    actions.put("pg.fence", fencing::byProof);
    actions.put("pg.fenced_by_word", fencing::byWord);
    return actions;
  }

  /** What is asked of one server. */
  private interface Look {
    Value at(Connection connection, Call call) throws SQLException, Refused;
  }

  private void put(Map<String, LiveAction> actions, String action, String parameter, Look look) {
    actions.put(
        action,
        call -> {
          String server = server(call, parameter);
          try {
            return new Outcome.Done(sessions.look(server, call.timeout(), at -> look.at(at, call)));
          } catch (Refused refused) {
            return refused.outcome();
          }
        });
  }

  static String server(Call call, String parameter) {
    return ((Value.Str) ((Value.Handle) call.argument(parameter)).part("name")).value();
  }

  private static String name(Call call) {
    return server(call, "server");
  }

  private static Value bool(boolean value) {
    return new Value.Bool(value);
  }

  /** Whether a server is a replica. */
  record Role(boolean inRecovery) {}

  /** Every look at a primary also sees where its log ends. */
  private Role role(Connection at, String server) throws SQLException {
    try (PreparedStatement statement = at.prepareStatement(LookStatements.ROLE);
        ResultSet row = statement.executeQuery()) {
      row.next();
      WalPosition.read(String.valueOf(row.getString(2)))
          .ifPresent(position -> positions.saw(server, position));
      return new Role(row.getBoolean(1));
    }
  }

  Role role(String server, Duration patience) throws Refused, InterruptedException {
    return sessions.look(server, patience, at -> role(at, server));
  }

  /** A refused connection counts as no; everything else that goes wrong is not known. */
  private Outcome yesOrNo(Call call, Predicate<Role> answer) throws InterruptedException {
    try {
      return new Outcome.Done(bool(answer.test(role(name(call), call.timeout()))));
    } catch (Refused refused) {
      return refused.isDown() ? new Outcome.Done(bool(false)) : refused.outcome();
    }
  }

  static String one(Connection at, String query) throws SQLException {
    try (PreparedStatement statement = at.prepareStatement(query);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }

  static long timeline(Connection at) throws SQLException {
    return Long.parseLong(one(at, LookStatements.TIMELINE));
  }

  private static Value replication(Connection at) throws SQLException {
    Map<String, Value> fields = new LinkedHashMap<>();
    try (PreparedStatement statement = at.prepareStatement(LookStatements.REPLICATION);
        ResultSet row = statement.executeQuery()) {
      row.next();
      boolean replica = row.getBoolean(1);
      fields.put("in_recovery", bool(replica));
      fields.put("streaming", bool(row.getBoolean(2)));
      fields.put("timeline", new Value.Int(timeline(at)));
      fields.put(
          "received", replica ? Rows.lsn("pg.ReceivedLsn", row.getString(3)) : new Value.None());
      fields.put(
          "replayed", replica ? Rows.lsn("pg.ReplayedLsn", row.getString(4)) : new Value.None());
    }
    return new Value.Fields("pg.Replication", fields);
  }

  /** A replica has none of its own to speak of here: only a primary knows how far they are. */
  private Value standbys(Connection at, String server) throws SQLException {
    List<Value> standbys = new ArrayList<>();
    if (role(at, server).inRecovery()) {
      return new Value.Items(standbys);
    }
    try (PreparedStatement statement = at.prepareStatement(LookStatements.STANDBYS);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("application", new Value.Str(row.getString(1)));
        fields.put("state", new Value.Str(row.getString(2)));
        fields.put("sync_state", new Value.Str(row.getString(3)));
        fields.put("lag", new Value.Size(Math.max(0, row.getLong(4))));
        standbys.add(new Value.Fields("pg.Standby", fields));
      }
    }
    return new Value.Items(standbys);
  }

  private static Value walReceiver(Connection at) throws SQLException {
    try (PreparedStatement statement = at.prepareStatement(LookStatements.WAL_RECEIVER);
        ResultSet row = statement.executeQuery()) {
      if (!row.next() || row.getString(4) == null) {
        return new Value.None();
      }
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("status", new Value.Str(row.getString(1)));
      fields.put("sender", new Value.Str(String.valueOf(row.getString(2))));
      fields.put("timeline", new Value.Int(row.getLong(3)));
      fields.put("received", Rows.lsn("pg.ReceivedLsn", row.getString(4)));
      return new Value.Fields("pg.WalReceiver", fields);
    }
  }

  private Value replayLag(Connection at, Call call) throws SQLException, Refused {
    String server = server(call, "replica");
    if (!role(at, server).inRecovery()) {
      throw Refused.of("not_in_recovery", "`" + server + "` is a primary");
    }
    Value.Fields replication = (Value.Fields) replication(at);
    WalPosition received = WalPosition.of((Value.Handle) replication.field("received"));
    WalPosition replayed = WalPosition.of((Value.Handle) replication.field("replayed"));
    return new Value.Size(received.since(replayed));
  }

  private Value clients(Connection at) throws SQLException {
    List<Value> clients = new ArrayList<>();
    try (PreparedStatement statement = at.prepareStatement(LookStatements.SESSIONS)) {
      statement.setString(1, sessions.connections().application());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          clients.add(client(row));
        }
      }
    }
    return new Value.Items(clients);
  }

  private static Value client(ResultSet row) throws SQLException {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("pid", new Value.Int(row.getLong(1)));
    fields.put("started", new Value.Moment(Rows.instant(row.getTimestamp(2))));
    fields.put("user", new Value.Str(row.getString(3)));
    fields.put("application", new Value.Str(row.getString(4)));
    fields.put("state", new Value.Str(row.getString(5)));
    fields.put("state_age", new Value.Time(Rows.seconds(row.getBigDecimal(6))));
    BigDecimal transaction = row.getBigDecimal(7);
    fields.put(
        "transaction_age",
        transaction == null ? new Value.None() : new Value.Time(Rows.seconds(transaction)));
    fields.put("query", new Value.Str(row.getString(8)));
    return new Value.Fields("pg.Session", fields);
  }

  private static Value connected(Connection at, Call call) throws SQLException {
    Value.Fields session = (Value.Fields) call.argument("session");
    try (PreparedStatement statement = at.prepareStatement(LookStatements.CONNECTED)) {
      identify(statement, session);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return bool(row.getBoolean(1));
      }
    }
  }

  /** Binds what tells a session from any other, ever: its pid and its start. */
  static void identify(PreparedStatement statement, Value.Fields session) throws SQLException {
    statement.setLong(1, ((Value.Int) session.field("pid")).value());
    statement.setObject(
        2, ((Value.Moment) session.field("started")).value().atOffset(ZoneOffset.UTC));
  }

  private static Value setting(Connection at, Call call) throws SQLException, Refused {
    String name = ((Value.Str) call.argument("name")).value();
    try (PreparedStatement statement = at.prepareStatement(LookStatements.SETTING)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        String value = row.getString(1);
        if (value == null) {
          throw Refused.of(
              "not_found", "ERROR: 42704: unrecognized configuration parameter \"" + name + "\"");
        }
        return new Value.Str(value);
      }
    }
  }

  private static Value query(Connection at, Call call) throws SQLException, Refused {
    Value.Statement sql = (Value.Statement) call.argument("sql");
    try (PreparedStatement statement = at.prepareStatement(StatementText.of(sql))) {
      Bound.set(statement, sql.parameters());
      statement.setMaxRows(Rows.ROWS_MAX + 1);
      try (ResultSet rows = statement.executeQuery()) {
        return Rows.read(rows, sql.row().orElseThrow());
      }
    }
  }

  /**
   * The last position at which the primary was seen, by this run, the candidate itself, or the
   * monitoring, less what the candidate has. Where nobody has seen one there is no bound, which is
   * not the same as no loss.
   */
  private Outcome lossBound(Call call) throws InterruptedException {
    String candidate = server(call, "candidate");
    String primary = server(call, "primary");
    try {
      seePrimary(primary, call.timeout().dividedBy(2));
      return sessions.look(
          candidate, call.timeout(), at -> new Outcome.Done(missing(at, candidate, primary)));
    } catch (Refused refused) {
      return refused.outcome();
    }
  }

  /** It need not answer: what it was last seen at is known from before. */
  private void seePrimary(String primary, Duration patience) throws Refused, InterruptedException {
    try {
      role(primary, patience);
    } catch (Refused noAnswer) {
      PostgresProfile.Server server = sessions.connections().profile().servers().get(primary);
      if (server == null) {
        throw noAnswer;
      }
      server
          .monitor()
          .flatMap(monitor::lastPosition)
          .ifPresent(position -> positions.saw(primary, position));
    }
  }

  private Value missing(Connection at, String candidate, String primary)
      throws SQLException, Refused {
    Value.Fields replication = (Value.Fields) replication(at);
    if (!(replication.field("received") instanceof Value.Handle received)) {
      throw Refused.of("not_in_recovery", "`" + candidate + "` is a primary");
    }
    try (PreparedStatement statement = at.prepareStatement(LookStatements.WAL_RECEIVER);
        ResultSet row = statement.executeQuery()) {
      if (row.next() && row.getString(5) != null) {
        WalPosition.read(row.getString(5)).ifPresent(end -> positions.saw(primary, end));
      }
    }
    WalPosition last =
        positions
            .of(primary)
            .orElseThrow(
                () ->
                    Refused.of(
                        "not_known",
                        "nobody has seen where the log of `%s` ended before it was lost"
                            .formatted(primary)));
    return new Value.Size(last.since(WalPosition.of(received)));
  }
}
