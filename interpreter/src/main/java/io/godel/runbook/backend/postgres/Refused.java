package io.godel.runbook.backend.postgres;

import io.godel.runbook.backend.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * Why a server could not be asked, or did not do what it was asked: a refusal that is certain.
 *
 * <p>The states are those of the PostgreSQL manual's appendix A.
 */
final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  /** The driver's own word (08004) for a server that wants a password, or offers no TLS. */
  private static final Set<String> NO_RIGHT = Set.of("28000", "28P01", "42501", "08004");

  private static final String NO_DATABASE = "3D000";
  private static final Set<String> FOR_NOW = Set.of("55P03", "40001", "40P01", "57014");
  private static final Set<String> CORRUPTED = Set.of("XX001", "XX002");

  /** The server has ended the session, since a transaction took too long. */
  private static final Set<String> TOO_LONG = Set.of("25P03", "25P04");

  private static final String UNKNOWN_COMPLETION = "40003";

  /** The driver's word for a connection that failed; only a wrong name has no cause besides. */
  private static final String FAILED = "08006";

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

  static Refused unknownServer(String name) {
    return of("not_found", "there is no server `" + name + "` in the target profile");
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
    return failure instanceof ConnectException refused && isRefusal(refused)
        ? down()
        : noAnswer(name, String.valueOf(failure.getMessage()));
  }

  /** What came of connecting. */
  static Refused notConnected(String name, SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException refused && isRefusal(refused)) {
        return down();
      }
      // One that was cut off in the middle says nothing about trust.
      if (cause instanceof SSLException untrusted
          && !(untrusted.getCause() instanceof IOException)) {
        return of("forbidden", "TLS: " + untrusted.getMessage());
      }
    }
    if (state.equals(FAILED) && failure.getCause() == null) {
      return of("forbidden", "TLS: the server's certificate is for another name");
    }
    if (NO_RIGHT.contains(state)) {
      return said(failure);
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
    return new Refused(code(state), words(failure), FOR_NOW.contains(state), false);
  }

  private static String code(String state) {
    if (NO_RIGHT.contains(state)) {
      return "forbidden";
    } else if (state.equals(NO_DATABASE)) {
      return "not_found";
    } else if (CORRUPTED.contains(state)) {
      return "corrupted";
    }
    return FOR_NOW.contains(state) ? "conflict" : "invalid";
  }

  /** Whether the connection is gone with what was said last, so that nobody knows what it did. */
  static boolean isLost(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return state.startsWith("08")
        || state.startsWith("57P0")
        || state.equals(UNKNOWN_COMPLETION)
        || state.equals("null")
        || TOO_LONG.contains(state);
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
