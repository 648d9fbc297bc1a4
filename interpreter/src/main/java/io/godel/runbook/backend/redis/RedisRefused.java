package io.godel.runbook.backend.redis;

import io.godel.runbook.backend.Outcome;
import java.util.Set;

/** Why a server could not be asked, or did not do what it was asked: a refusal that is certain. */
final class RedisRefused extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is written now could not be kept. */
  private static final String NOT_KEPT = "not_kept";

  private static final Set<String> NO_RIGHT = Set.of("NOAUTH", "WRONGPASS", "NOPERM");

  private final String code;
  private final boolean retriable;
  private final boolean down;

  private RedisRefused(String code, String reason, boolean retriable, boolean down) {
    super(reason, null, false, false);
    this.code = code;
    this.retriable = retriable;
    this.down = down;
  }

  static RedisRefused of(String code, String reason) {
    return new RedisRefused(code, reason, false, false);
  }

  /** Nobody knows whether the server runs. */
  static RedisRefused noAnswer(String reason) {
    return new RedisRefused("unreachable", reason, true, false);
  }

  /** Nothing listens there: whoever connects is refused at once. */
  static RedisRefused down() {
    return new RedisRefused("unreachable", "connection refused", false, true);
  }

  /** What the server said to a command; its first word says what kind of error it is. */
  static RedisRefused said(String words) {
    String kind = words.split(" ", 2)[0];
    if (NO_RIGHT.contains(kind) || words.contains("invalid password")) {
      return of("forbidden", words);
    }
    if (words.contains("already in progress") || kind.equals("BUSY")) {
      return new RedisRefused("conflict", words, true, false);
    }
    return switch (kind) {
      case "LOADING" -> new RedisRefused("loading", words, true, false);
      case "MISCONF" -> new RedisRefused(NOT_KEPT, words, true, false);
      case "READONLY" -> of("read_only", words);
      default ->
          words.contains("max number of clients")
              ? new RedisRefused("refused", words, true, false)
              : of("invalid", words);
    };
  }

  boolean isDown() {
    return down;
  }

  boolean isOfNoDisk() {
    return code.equals(NOT_KEPT);
  }

  boolean isLoading() {
    return code.equals("loading");
  }

  Outcome.NotDone outcome() {
    return new Outcome.NotDone(code, getMessage(), retriable);
  }
}
