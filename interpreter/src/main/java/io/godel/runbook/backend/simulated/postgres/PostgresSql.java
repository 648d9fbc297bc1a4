package io.godel.runbook.backend.simulated.postgres;

import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.value.Value;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.JSQLParserException;

/**
 * Answers SQL about a server by an embedded engine whose tables are filled from the model.
 *
 * <p>Each statement has an engine of its own, in memory and without rights to anything outside, so
 * that the text of a runbook can do nothing but ask.
 */
final class PostgresSql {
  private static final String ENGINE =
      "jdbc:h2:mem:;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
          + ";TIME ZONE=UTC";
  private static final int SECONDS_MAX = 10;
  private static final Set<String> ACTING = Set.of("pg_terminate_backend", "pg_promote");

  private final PostgresModel model;

  PostgresSql(PostgresModel model) {
    this.model = model;
  }

  /** A wish that a function of the statement noted down. */
  private record Wish(String what, int pid) {}

  /** Asks in a read-only transaction; the rows become records. */
  Reply query(PostgresServer server, Value.Statement sql) {
    try {
      RewrittenSql statement = readable(server, sql);
      if (!statement.query() || statement.functions().stream().anyMatch(ACTING::contains)) {
        throw SqlFailure.invalid("25006", "this cannot run in a read-only transaction");
      }
      Value.RowShape shape =
          sql.row().orElseThrow(() -> new AssertionError("a query without a row type"));
      return Reply.done(run(server, statement, sql.parameters(), shape, new ArrayList<>()));
    } catch (SqlFailure failure) {
      return failure.reply();
    }
  }

  /** Runs one statement and does to the server what its functions ask for. */
  Reply execute(PostgresServer server, Value.Statement sql) {
    List<Wish> wishes = new ArrayList<>();
    try {
      RewrittenSql statement = readable(server, sql);
      if (!statement.query() && server.inRecovery()) {
        throw SqlFailure.invalid("25006", "this cannot run in a read-only transaction");
      }
      run(server, statement, sql.parameters(), new Value.RowShape("", java.util.Map.of()), wishes);
    } catch (SqlFailure failure) {
      return failure.reply();
    }
    return carryOut(server, wishes);
  }

  private static RewrittenSql readable(PostgresServer server, Value.Statement sql)
      throws SqlFailure {
    RewrittenSql statement;
    try {
      statement = RewrittenSql.of(sql);
    } catch (JSQLParserException unreadable) {
      throw SqlFailure.invalid("42601", "syntax error");
    }
    for (String table : statement.tables()) {
      if (table.startsWith("model_")) {
        throw SqlFailure.invalid("42P01", "relation \"" + table + "\" does not exist");
      }
    }
    if (server.corrupted() && !StatisticsTables.IN_MEMORY.containsAll(statement.tables())) {
      throw SqlFailure.corrupted();
    }
    return statement;
  }

  private Value.Items run(
      PostgresServer server,
      RewrittenSql sql,
      List<Value> parameters,
      Value.RowShape shape,
      List<Wish> wishes)
      throws SqlFailure {
    try (Connection connection = engine(server);
        PreparedStatement statement = connection.prepareStatement(sql.text())) {
      statement.setMaxRows(RowReader.ROWS_MAX + 1);
      statement.setQueryTimeout(SECONDS_MAX);
      for (int i = 0; i < parameters.size(); i++) {
        statement.setObject(i + 1, plain(parameters.get(i)));
      }
      Value.Items rows = rows(statement, shape);
      wishes.addAll(wishes(connection));
      return rows;
    } catch (SQLException failure) {
      throw SqlFailure.of(failure);
    }
  }

  /** That it can be made and filled does not depend on anybody's statement. */
  private Connection engine(PostgresServer server) {
    try {
      Connection connection = DriverManager.getConnection(ENGINE, "sa", "");
      StatisticsTables.fill(model, server, connection);
      giveUpRights(connection);
      return connection;
    } catch (SQLException failure) {
      throw new AssertionError("the embedded engine does not start", failure);
    }
  }

  private static Value.Items rows(PreparedStatement statement, Value.RowShape shape)
      throws SQLException, SqlFailure {
    if (!statement.execute()) {
      return new Value.Items(List.of());
    }
    try (ResultSet rows = statement.getResultSet()) {
      return RowReader.read(rows, shape);
    }
  }

  /** Without them the engine neither reads files nor loads classes nor opens connections. */
  private static void giveUpRights(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("GRANT SELECT ON SCHEMA public TO sa");
      statement.execute("GRANT INSERT ON model_wish TO sa");
      statement.execute("ALTER USER sa ADMIN FALSE");
    }
  }

  private static List<Wish> wishes(Connection connection) throws SQLException {
    List<Wish> wishes = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT what, pid FROM model_wish ORDER BY number")) {
      while (rows.next()) {
        wishes.add(new Wish(rows.getString(1), rows.getInt(2)));
      }
    }
    return wishes;
  }

  private Reply carryOut(PostgresServer server, List<Wish> wishes) {
    for (Wish wish : wishes) {
      if (wish.what().equals("promote")) {
        model.promote(server);
      } else if (wish.pid() == server.sessions().own().pid()) {
        return new Reply(
            new io.godel.runbook.backend.Outcome.Unknown(
                "FATAL: 57P01: terminating connection due to administrator command"),
            Reply.USUAL);
      } else {
        server.sessions().end(wish.pid());
      }
    }
    return Reply.done();
  }

  private static Object plain(Value value) {
    if (value instanceof Value.Str text) {
      return text.value();
    } else if (value instanceof Value.Int whole) {
      return whole.value();
    } else if (value instanceof Value.Bool bool) {
      return bool.value();
    } else if (value instanceof Value.Decimal decimal) {
      return decimal.value();
    } else if (value instanceof Value.Percent percent) {
      return percent.value();
    } else if (value instanceof Value.Size size) {
      return size.bytes();
    } else if (value instanceof Value.Time time) {
      return time.value();
    } else if (value instanceof Value.Moment moment) {
      return moment.value().atOffset(ZoneOffset.UTC);
    } else if (value instanceof Value.Day day) {
      return day.value();
    } else if (value instanceof Value.Handle handle && handle.identity().containsKey("position")) {
      return plain(handle.part("position"));
    } else if (value instanceof Value.Secret secret) {
      return plain(secret.hidden());
    } else if (value instanceof Value.Constant constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    } else if (value instanceof Value.Items items) {
      return items.values().stream().map(PostgresSql::plain).toArray();
    } else if (value instanceof Value.None) {
      return null;
    }
    throw new AssertionError("no parameter of a statement: " + value);
  }
}
