package io.godel.runbook.backend.postgres;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.live.LiveAction;
import io.godel.runbook.value.Value;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The actions of the module {@code pg} that act. */
public final class PostgresActs {
  /** So much earlier than we do, the server gives up waiting for its promotion. */
  private static final Duration MARGIN = Duration.ofSeconds(2);

  /** How long the old primary is given to show that it takes writes. */
  private static final Duration GLANCE = Duration.ofSeconds(2);

  /** Errors that come before anything is told to the server's postmaster. */
  private static final Set<String> NOT_TOLD = Set.of("42501", "42883", "55000");

  private final Sessions sessions;
  private final ServerBindings bindings;

  /**
   * @param bindings which servers may be acted on
   */
  public PostgresActs(Connections connections, ServerBindings bindings) {
    this.sessions = new Sessions(connections);
    this.bindings = bindings;
  }

  /** By qualified name. */
  public Map<String, LiveAction> actions() {
    Map<String, LiveAction> actions = new LinkedHashMap<>();
    actions.put("pg.promote", this::promote);
    actions.put("pg.terminate", this::terminate);
    actions.put("pg.execute", this::execute);
    return actions;
  }

  /** The evidence has to speak of another server: nobody becomes a primary beside itself. */
  private Outcome promote(Call call) throws InterruptedException {
    String candidate = PostgresLooks.server(call, "candidate");
    List<String> fenced =
        ((Value.Evidence) call.argument("fenced"))
            .about().stream().flatMap(PostgresActs::serverName).toList();
    if (!sessions.connections().profile().servers().containsKey(candidate)) {
      return Refused.unknownServer(candidate).outcome();
    }
    if (fenced.contains(candidate)) {
      return notFenced("the evidence speaks of `" + candidate + "` itself, and not of its primary");
    } else if (fenced.isEmpty()) {
      return notFenced("the evidence speaks of no server");
    }
    for (String server : fenced) {
      if (isWritable(server)) {
        return notFenced("`" + server + "` takes writes again, whatever the evidence says");
      }
    }
    return sessions.act(
        candidate,
        call.timeout(),
        bindings,
        PostgresActs::timelineOfReplica,
        (at, timeline) -> promoted(at, timeline, call.timeout()));
  }

  private static Stream<String> serverName(Value subject) {
    return subject instanceof Value.Handle handle && handle.type().equals("pg.Server")
        ? Stream.of(((Value.Str) handle.part("name")).value())
        : Stream.of();
  }

  /** Only a server that says so: whoever is silent was fenced for that. */
  private boolean isWritable(String server) throws InterruptedException {
    try {
      return sessions.look(
          server,
          GLANCE,
          at -> !Boolean.parseBoolean(PostgresLooks.one(at, LookStatements.IN_RECOVERY)));
    } catch (Refused notSeen) {
      return false;
    }
  }

  private static Outcome notFenced(String reason) {
    return Refused.of("not_fenced", reason).outcome();
  }

  private static long timelineOfReplica(Connection at) throws SQLException, Refused {
    if (!Boolean.parseBoolean(PostgresLooks.one(at, LookStatements.IN_RECOVERY))) {
      throw Refused.of(
          "not_in_recovery", "ERROR: 55000: recovery is not in progress on this server");
    }
    return PostgresLooks.timeline(at);
  }

  /** What the server answers proves nothing: a new timeline does (PostgreSQL manual, 9.28.4). */
  private static Outcome promoted(Connection at, long before, Duration timeout) throws Refused {
    long patience = Math.max(1, timeout.minus(MARGIN).toSeconds());
    try {
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
    } catch (SQLException failure) {
      // Once it is told to, it promotes, whatever becomes of the statement that told it.
      if (NOT_TOLD.contains(String.valueOf(failure.getSQLState()))) {
        throw Refused.said(failure);
      }
      return new Outcome.Unknown(Refused.words(failure));
    }
  }

  private Outcome terminate(Call call) throws InterruptedException {
    List<Value.Fields> wanted =
        ((Value.Items) call.argument("sessions"))
            .values().stream().map(Value.Fields.class::cast).toList();
    Ender ender = new Ender(sessions.connections().application(), call.timeout());
    return sessions.act(
        PostgresLooks.server(call, "server"), call.timeout(), bindings, at -> wanted, ender::end);
  }

  private Outcome execute(Call call) throws InterruptedException {
    Value.Statement sql = (Value.Statement) call.argument("sql");
    return sessions.act(
        PostgresLooks.server(call, "server"),
        call.timeout(),
        bindings,
        at -> sql,
        PostgresActs::executed);
  }

  private static Outcome executed(Connection at, Value.Statement sql) throws SQLException {
    try (PreparedStatement statement = at.prepareStatement(StatementText.of(sql))) {
      Bound.set(statement, sql.parameters());
      statement.execute();
      return new Outcome.Done(new Value.Unit());
    }
  }
}
