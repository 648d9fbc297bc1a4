package io.godel.runbook.backend.postgres;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.live.LiveAction;
import io.godel.runbook.value.Value;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The actions of the module {@code pg} that act. */
public final class PostgresActs {
  /** So much earlier than we do, the server gives up waiting for its promotion. */
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private static final int LOOKS_FOR_ENDED = 40;
  private static final long PAUSE_MILLIS = 50;

  private final Sessions sessions;

  public PostgresActs(Connections connections) {
    this.sessions = new Sessions(connections);
  }

  /** By qualified name. */
  public Map<String, LiveAction> actions() {
    Map<String, LiveAction> actions = new LinkedHashMap<>();
    actions.put("pg.promote", this::promote);
    actions.put(
        "pg.terminate", call -> at(call, "server", connection -> terminate(connection, call)));
    actions.put("pg.execute", call -> at(call, "server", connection -> execute(connection, call)));
    return actions;
  }

  private Outcome at(Call call, String parameter, Sessions.Work<Outcome> work) {
    return sessions.act(PostgresLooks.server(call, parameter), call.timeout(), work);
  }

  /** The evidence has to speak of another server: nobody becomes a primary beside itself. */
  private Outcome promote(Call call) {
    String candidate = PostgresLooks.server(call, "candidate");
    Value.Evidence fenced = (Value.Evidence) call.argument("fenced");
    if (fenced.about().contains(call.argument("candidate"))) {
      String reason = "the evidence speaks of `" + candidate + "` itself, and not of its primary";
      return Refused.of("not_fenced", reason).outcome();
    }
    return at(call, "candidate", connection -> promoted(connection, call));
  }

  /** What the server answers proves nothing: a new timeline does (PostgreSQL manual, 9.28.4). */
  private static Outcome promoted(Connection at, Call call) throws SQLException, Refused {
    if (!Boolean.parseBoolean(PostgresLooks.one(at, "SELECT pg_is_in_recovery()::text"))) {
      throw Refused.of(
          "not_in_recovery", "ERROR: 55000: recovery is not in progress on this server");
    }
    long before = PostgresLooks.timeline(at);
    long patience = Math.max(1, call.timeout().minus(MARGIN).toSeconds());
    String promoted =
        PostgresLooks.one(at, "SELECT pg_promote(true, %d)::text".formatted(patience));
    if (!Boolean.parseBoolean(promoted)) {
      return new Outcome.Unknown("the server did not promote in time");
    }
    long after = PostgresLooks.timeline(at);
    return after > before
        ? new Outcome.Done(new Value.Unit())
        : new Outcome.Unknown(
            "the server says that it is promoted, and is on timeline %d as before"
                .formatted(after));
  }

  /** Counts those that are gone when it ends, and were ended by it. */
  private Outcome terminate(Connection at, Call call) throws SQLException {
    List<Value.Fields> signalled = new ArrayList<>();
    for (Value session : ((Value.Items) call.argument("sessions")).values()) {
      Value.Fields fields = (Value.Fields) session;
      try (PreparedStatement statement = at.prepareStatement(LookStatements.TERMINATE)) {
        PostgresLooks.identify(statement, fields);
        statement.setString(3, sessions.connections().application());
        try (ResultSet row = statement.executeQuery()) {
          if (row.next() && row.getBoolean(1)) {
            signalled.add(fields);
          }
        }
      }
    }
    long ended = 0;
    for (Value.Fields session : signalled) {
      ended += isGone(at, session) ? 1 : 0;
    }
    return new Outcome.Done(new Value.Int(ended));
  }

  /** A session takes a moment to see that it was ended. */
  private static boolean isGone(Connection at, Value.Fields session) throws SQLException {
    for (int look = 0; look < LOOKS_FOR_ENDED; look++) {
      try (PreparedStatement statement = at.prepareStatement(LookStatements.CONNECTED)) {
        PostgresLooks.identify(statement, session);
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          if (!row.getBoolean(1)) {
            return true;
          }
        }
      }
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (InterruptedException nobodyWaits) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  private static Outcome execute(Connection at, Call call) throws SQLException {
    Value.Statement sql = (Value.Statement) call.argument("sql");
    try (PreparedStatement statement = at.prepareStatement(Bound.text(sql))) {
      Bound.set(statement, sql.parameters());
      statement.execute();
      return new Outcome.Done(new Value.Unit());
    }
  }
}
