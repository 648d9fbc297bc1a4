package io.godel.runbook.backend.simulated.postgres;

import io.godel.runbook.backend.simulated.Reply;
import java.sql.SQLException;
import java.util.Map;

/** Why a statement was not carried out, worded as PostgreSQL words it. */
final class SqlFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** What the embedded engine calls it, and what PostgreSQL does. */
  private static final Map<String, String> STATES =
      Map.of(
          "42S02", "42P01", "42S03", "42P01", "42S04", "42P01", "42S22", "42703", "90022", "42883",
          "42000", "42601", "42001", "42601", "90096", "42501", "90040", "42501", "57014", "57014");

  private final String code;

  private SqlFailure(String code, String reason) {
    super(reason, null, false, false);
    this.code = code;
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
    return invalid(STATES.getOrDefault(state, state), message.lines().findFirst().orElse(""));
  }

  Reply reply() {
    return Reply.refused(code, getMessage());
  }
}
