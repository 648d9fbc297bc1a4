package io.godel.runbook.backend.backup;

import io.godel.runbook.backend.Outcome;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.Set;

/** Why something was certainly not done. */
final class BackupRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private static final Set<String> NO_RIGHT = Set.of("28000", "28P01", "42501");

  private final String code;
  private final boolean retriable;

  private BackupRefused(String code, String reason, boolean retriable) {
    super(reason, null, false, false);
    this.code = code;
    this.retriable = retriable;
  }

  static BackupRefused of(String code, String reason) {
    return new BackupRefused(code, reason, false);
  }

  static BackupRefused forNow(String code, String reason) {
    return new BackupRefused(code, reason, true);
  }

  /** What came of asking a server. */
  static BackupRefused said(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    String words = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException refused
          && String.valueOf(refused.getMessage()).contains("refused")) {
        return of("unreachable", "connection refused");
      }
    }
    if (state.startsWith("08") || state.startsWith("57P0")) {
      return forNow("unreachable", words);
    }
    return switch (state) {
      case "XX001", "XX002" -> of("corrupted", words);
      case "3D000" -> of("not_found", words);
      case "25006" -> of("read_only", words);
      default -> of(NO_RIGHT.contains(state) ? "forbidden" : "invalid", words);
    };
  }

  Outcome.NotDone outcome() {
    return new Outcome.NotDone(code, getMessage(), retriable);
  }
}
