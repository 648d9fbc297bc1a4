package io.godel.runbook.backend.postgres;

import io.godel.runbook.backend.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.Set;

/**
 * Why a server could not be asked, or did not do what it was asked: a refusal that is certain.
 *
 * <p>The states are those of the PostgreSQL manual's appendix A.
 */
final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  private static final Set<String> NO_RIGHT = Set.of("28000", "28P01", "42501");
  private static final Set<String> NOT_THERE = Set.of("3D000", "42704", "42P01", "42883", "42703");
  private static final Set<String> FOR_NOW = Set.of("55P03", "40001", "40P01", "57014");
  private static final String TOO_MANY = "53300";
  private static final String STARTING = "57P03";

  private final String code;
  private final boolean retriable;
  private final boolean down;

  private Refused(String code, String reason, boolean retriable, boolean down) {
    super(reason, null, false, false);
    this.code = code;
    this.retriable = retriable;
    this.down = down;
  }

  static Refused of(String code, String reason) {
    return new Refused(code, reason, false, false);
  }

  /** Nobody knows whether the server runs. */
  static Refused noAnswer(String name, String reason) {
    String words = "no answer from `" + name + "`: " + reason;
    return new Refused("unreachable", words, true, false);
  }

  /** Nothing listens there: whoever connects is refused at once. */
  static Refused down() {
    return new Refused("unreachable", "connection refused", false, true);
  }

  /** What came of opening the way to a server. */
  static Refused noWay(String name, IOException failure) {
    return failure instanceof ConnectException ? down() : noAnswer(name, reason(failure));
  }

  /** What came of connecting. */
  static Refused notConnected(String name, SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException refused && isRefusal(refused)) {
        return down();
      }
    }
    if (state.equals(STARTING)) {
      return new Refused("unreachable", words(failure), true, false);
    }
    if (state.equals(TOO_MANY)) {
      return new Refused("refused", words(failure), true, false);
    }
    return state.startsWith("08") ? noAnswer(name, words(failure)) : said(failure);
  }

  /** The JDK tells both in one class; only a refusal shows that nothing listens. */
  private static boolean isRefusal(ConnectException failure) {
    return String.valueOf(failure.getMessage()).contains("refused");
  }

  /** What the server said to a statement. */
  static Refused said(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    String code =
        NO_RIGHT.contains(state)
            ? "forbidden"
            : NOT_THERE.contains(state) ? "not_found" : "invalid";
    if (state.equals("XX001") || state.equals("XX002")) {
      code = "corrupted";
    } else if (state.equals("55000")) {
      code = "not_in_recovery";
    } else if (FOR_NOW.contains(state)) {
      code = "conflict";
    }
    return new Refused(code, words(failure), FOR_NOW.contains(state), false);
  }

  /** The first line of what the server said, with its state as psql shows it when asked to. */
  static String words(SQLException failure) {
    String first = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    String state = failure.getSQLState();
    int after = first.indexOf(": ");
    return state == null || after < 0 || state.startsWith("08")
        ? first
        : first.substring(0, after) + ": " + state + first.substring(after);
  }

  private static String reason(IOException failure) {
    return String.valueOf(failure.getMessage());
  }

  boolean isDown() {
    return down;
  }

  /** Whether the server runs, and takes nobody yet. */
  boolean isStarting() {
    return getMessage().contains(STARTING);
  }

  Outcome.NotDone outcome() {
    return new Outcome.NotDone(code, getMessage(), retriable);
  }
}
