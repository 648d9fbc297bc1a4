package io.godel.runbook.backend.simulated.postgres;

import io.godel.runbook.value.WalPosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;

/**
 * PostgreSQL's functions for the embedded engine, which calls them by name.
 *
 * <p>They know nothing but the tables of their connection: what a server is like is read from
 * {@code model_fact}, and what is to be done to it is noted in {@code model_wish}.
 */
public final class SqlFunctions {
  private SqlFunctions() {}

  public static OffsetDateTime now(Connection connection) throws SQLException {
    return OffsetDateTime.parse(fact(connection, "now"));
  }

  public static OffsetDateTime started(Connection connection) throws SQLException {
    return OffsetDateTime.parse(fact(connection, "started"));
  }

  public static boolean inRecovery(Connection connection) throws SQLException {
    return Boolean.parseBoolean(fact(connection, "in_recovery"));
  }

  public static String received(Connection connection) throws SQLException {
    return fact(connection, "received");
  }

  public static String replayed(Connection connection) throws SQLException {
    return fact(connection, "replayed");
  }

  public static OffsetDateTime replayedAt(Connection connection) throws SQLException {
    String at = fact(connection, "replayed_at");
    return at == null ? null : OffsetDateTime.parse(at);
  }

  public static String position(Connection connection) throws SQLException {
    if (inRecovery(connection)) {
      throw new SQLException("recovery is in progress", "55000");
    }
    return fact(connection, "position");
  }

  public static int ownPid(Connection connection) throws SQLException {
    return Integer.parseInt(fact(connection, "own_pid"));
  }

  public static String database(Connection connection) throws SQLException {
    return fact(connection, "database");
  }

  public static String version(Connection connection) throws SQLException {
    return "PostgreSQL " + setting(connection, "server_version");
  }

  public static String setting(Connection connection, String name) throws SQLException {
    String found = text(connection, "SELECT setting FROM pg_settings WHERE name = ?", name);
    if (found == null) {
      throw new SQLException("unrecognized configuration parameter \"" + name + "\"", "42704");
    }
    return found;
  }

  public static Long difference(String later, String earlier) {
    return later == null || earlier == null ? null : bytes(later) - bytes(earlier);
  }

  private static long bytes(String position) {
    return WalPosition.read(position)
        .orElseThrow(() -> new IllegalArgumentException("no position in a log: " + position))
        .bytes();
  }

  /** False for a session that is not there, as PostgreSQL has it, with a warning. */
  public static boolean terminate(Connection connection, int pid) throws SQLException {
    String found =
        text(connection, "SELECT pid FROM pg_stat_activity WHERE pid = ?", Integer.toString(pid));
    return found != null && wish(connection, "terminate", pid);
  }

  public static boolean promote(Connection connection) throws SQLException {
    if (!inRecovery(connection)) {
      throw new SQLException("recovery is not in progress", "55000");
    }
    return wish(connection, "promote", 0);
  }

  private static boolean wish(Connection connection, String what, int pid) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO model_wish (what, pid) VALUES (?, ?)")) {
      insert.setString(1, what);
      insert.setInt(2, pid);
      return insert.executeUpdate() == 1;
    }
  }

  private static String fact(Connection connection, String name) throws SQLException {
    return text(connection, "SELECT content FROM model_fact WHERE name = ?", name);
  }

  private static String text(Connection connection, String query, String parameter)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setString(1, parameter);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  /** Makes them known to the engine, under the names that PostgreSQL has for them. */
  static void declare(Statement statement) throws SQLException {
    String[][] aliases = {
      {"model_now", "now"},
      {"model_pg_postmaster_start_time", "started"},
      {"model_version", "version"},
      {"model_current_database", "database"},
      {"pg_is_in_recovery", "inRecovery"},
      {"pg_last_wal_receive_lsn", "received"},
      {"pg_last_wal_replay_lsn", "replayed"},
      {"pg_last_xact_replay_timestamp", "replayedAt"},
      {"pg_current_wal_lsn", "position"},
      {"pg_current_wal_insert_lsn", "position"},
      {"pg_current_wal_flush_lsn", "position"},
      {"pg_wal_lsn_diff", "difference"},
      {"pg_backend_pid", "ownPid"},
      {"current_setting", "setting"},
      {"pg_terminate_backend", "terminate"},
      {"pg_promote", "promote"},
    };
    for (String[] alias : aliases) {
      statement.execute(
          "CREATE ALIAS "
              + alias[0]
              + " FOR '"
              + SqlFunctions.class.getName()
              + "."
              + alias[1]
              + "'");
    }
  }
}
