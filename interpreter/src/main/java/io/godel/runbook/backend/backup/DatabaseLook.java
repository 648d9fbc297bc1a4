package io.godel.runbook.backend.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at what a database holds, and at the mark that a restore leaves on it. */
final class DatabaseLook {
  /** Relations that are neither the system's own nor an extension's. */
  private static final String RELATIONS =
      """
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
        AND n.nspname NOT LIKE 'pg\\_toast%' AND n.nspname NOT LIKE 'pg\\_temp%'
        AND NOT EXISTS (SELECT FROM pg_depend d
          WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
      """;

  private static final Pattern MARK = Pattern.compile("\\[runbook: (restoring|restored) (.*?)]");

  private DatabaseLook() {}

  /** How many tables there are, and how many rows in all of them. */
  record Contents(long tables, long rows) {}

  static Contents contents(Connection at) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = at.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT format('%I.%I', n.nspname, c.relname) "
                    + RELATIONS
                    + " AND c.relkind = 'r'")) {
      while (row.next()) {
        tables.add(row.getString(1));
      }
    }
    long rows = 0;
    for (String table : tables) {
      rows += Long.parseLong(one(at, "SELECT count(*) FROM " + table));
    }
    return new Contents(tables.size(), rows);
  }

  static boolean isEmpty(Connection at) throws SQLException {
    return one(at, "SELECT count(*) " + RELATIONS).equals("0");
  }

  /** Whether a restore that nobody waits for any more goes on in it all the same. */
  static boolean isBeingFilled(Connection at) throws SQLException {
    String sessions =
        "SELECT count(*) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND application_name = '%s'";
    return !one(at, sessions.formatted(Restoring.APPLICATION)).equals("0");
  }

  static boolean inRecovery(Connection at) throws SQLException {
    return one(at, "SELECT pg_is_in_recovery()").equals("t");
  }

  private static String one(Connection at, String query) throws SQLException {
    try (Statement statement = at.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  /**
   * The mark of a restore.
   *
   * @param begun whether it was written before the restore, and no word followed that it ended
   * @param source which backup it is
   */
  record Mark(boolean begun, String source) {}

  /** The mark stands in the comment of the database, after what was there before. */
  static Optional<Mark> mark(Connection at) throws SQLException {
    Matcher found = MARK.matcher(comment(at));
    return found.find()
        ? Optional.of(new Mark(found.group(1).equals("restoring"), found.group(2)))
        : Optional.empty();
  }

  private static String comment(Connection at) throws SQLException {
    return one(
        at,
        "SELECT coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database"
            + " WHERE datname = current_database()");
  }

  static void mark(Connection at, Mark mark) throws SQLException {
    String words = mark.begun() ? "restoring" : "restored";
    comment(at, "[runbook: %s %s]".formatted(words, mark.source()));
  }

  /** Takes the mark away: nothing was restored. */
  static void unmark(Connection at) throws SQLException {
    comment(at, "");
  }

  private static void comment(Connection at, String mark) throws SQLException {
    String text = (MARK.matcher(comment(at)).replaceAll("").strip() + " " + mark).strip();
    // A comment takes no parameter: the server itself quotes the text.
    String statement;
    try (var quoted =
        at.prepareStatement(
            "SELECT format('COMMENT ON DATABASE %I IS %L', current_database(), ?)")) {
      quoted.setString(1, text.isEmpty() ? null : text);
      try (ResultSet row = quoted.executeQuery()) {
        row.next();
        statement = row.getString(1);
      }
    }
    try (Statement run = at.createStatement()) {
      run.execute(statement);
    }
  }
}
