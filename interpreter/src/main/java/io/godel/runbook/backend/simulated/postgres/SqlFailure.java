package io.godel.runbook.backend.simulated.postgres;

import io.godel.runbook.backend.simulated.Reply;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a statement was not carried out, worded as PostgreSQL words it. */
final class SqlFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** What the embedded engine calls it, and what PostgreSQL does. */
  private static final Map<String, String> STATES =
      Map.ofEntries(
          Map.entry("42S02", "42P01"),
          Map.entry("42S03", "42P01"),
          Map.entry("42S04", "42P01"),
          Map.entry("42S22", "42703"),
          Map.entry("90022", "42883"),
          Map.entry("42000", "42601"),
          Map.entry("42001", "42601"),
          Map.entry("90096", "42501"),
          Map.entry("90040", "42501"),
          Map.entry("22018", "22P02"));

  private record Words(Pattern engine, String postgres) {}

  /** What the embedded engine says, and what PostgreSQL does. */
  private static final List<Words> WORDS =
      List.of(
          words("Table \"(.*?)\" not found.*", "relation \"$1\" does not exist"),
          words("Column \"(.*?)\" not found.*", "column \"$1\" does not exist"),
          words("Function \"(.*?)\" not found.*", "function $1 does not exist"),
          words("Data conversion error converting \"(.*?)\".*", "invalid input syntax: \"$1\""),
          words("Division by zero.*", "division by zero"));

  private final String code;

  private SqlFailure(String code, String reason) {
    super(reason, null, false, false);
    this.code = code;
  }

  private static Words words(String engine, String postgres) {
    return new Words(Pattern.compile(engine), postgres);
  }

  private static String reworded(String message) {
    for (Words words : WORDS) {
      Matcher matcher = words.engine().matcher(message);
      if (matcher.matches()) {
        return matcher.replaceFirst(words.postgres());
      }
    }
    return message;
  }

  /** The statement itself is at fault. */
  static SqlFailure invalid(String state, String reason) {
    return new SqlFailure("invalid", "ERROR: " + state + ": " + reason);
  }

  /** The result is not of the shape that was asked for. */
  static SqlFailure shape(String reason) {
    return new SqlFailure("invalid", reason);
  }

  static SqlFailure corrupted() {
    return new SqlFailure(
        "corrupted", "ERROR: XX001: invalid page in block 7 of relation base/16384/16397");
  }

  static SqlFailure of(SQLException failure) {
    Throwable cause = failure.getCause();
    // An exception of our own functions reaches us wrapped.
    if (cause instanceof SQLException own && !own.getClass().getName().startsWith("org.h2")) {
      return invalid(String.valueOf(own.getSQLState()), own.getMessage());
    }
    String state = String.valueOf(failure.getSQLState());
    String message = failure.getMessage().split("; SQL statement:", 2)[0];
    return invalid(
        STATES.getOrDefault(state, state), reworded(message.lines().findFirst().orElse("")));
  }

  Reply reply() {
    return Reply.refused(code, getMessage());
  }
}
