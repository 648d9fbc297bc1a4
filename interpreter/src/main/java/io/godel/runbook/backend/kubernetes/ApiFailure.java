package io.godel.runbook.backend.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.godel.runbook.backend.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * What came of a request that was not answered with what it asked for.
 *
 * <p>The codes are those of the Kubernetes API conventions, <i>Response Status Kind</i>.
 */
final class ApiFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private static final int NOT_SERVED = -1;

  private final String code;
  private final boolean retriable;
  private final boolean reached;
  private final int status;
  private Optional<Duration> retryAfter = Optional.empty();

  private ApiFailure(String code, String reason, boolean retriable, boolean reached, int status) {
    super(reason, null, false, false);
    this.code = code;
    this.retriable = retriable;
    this.reached = reached;
    this.status = status;
  }

  /** The server said so. */
  static ApiFailure answered(int status, JsonNode body) {
    String message = body.path("message").asText("");
    String reason = message.isEmpty() ? "the API server answered " + status : message;
    return switch (status) {
      case 401, 403 -> new ApiFailure("forbidden", reason, false, false, status);
      case 404 -> new ApiFailure("not_found", reason, false, false, status);
      case 409 -> new ApiFailure("conflict", reason, true, false, status);
      case 410 -> new ApiFailure("expired", reason, true, false, status);
      case 429, 503 -> new ApiFailure("unreachable", reason, true, false, status);
      case 400, 405, 413, 415, 422 -> new ApiFailure("invalid", reason, false, false, status);
      // It may have been written before the server failed.
      default -> new ApiFailure("unreachable", reason, true, true, status);
    };
  }

  /** The server has no such path, so that nothing is known of the object. */
  static ApiFailure unserved(String words) {
    return new ApiFailure("not_found", words, false, false, NOT_SERVED);
  }

  /** No answer came. */
  static ApiFailure unanswered(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) {
        return new ApiFailure(
            "unreachable", "the API server cannot be reached: connection refused", true, false, 0);
      }
    }
    String words =
        failure instanceof TimeoutException || failure.getMessage() == null
            ? "no answer from the API server"
            : "no answer from the API server: " + failure.getMessage();
    return new ApiFailure("unreachable", words, true, true, 0);
  }

  /** What it did nobody can read. */
  static ApiFailure unreadable() {
    return new ApiFailure("failed", "the API server's answer is no JSON", false, true, 0);
  }

  /** What was begun has not come to its end, as far as anybody has seen. */
  static ApiFailure unfinished(String words) {
    return new ApiFailure("unfinished", words, true, true, 0);
  }

  static ApiFailure of(String code, String reason) {
    return new ApiFailure(code, reason, false, false, 0);
  }

  static ApiFailure forNow(String code, String reason) {
    return new ApiFailure(code, reason, true, false, 0);
  }

  /**
   * How long the server wants to be left alone (RFC 9110, section 10.2.3: seconds; a date is not
   * what API servers send).
   */
  ApiFailure after(String header) {
    if (header != null && header.strip().matches("[0-9]{1,6}")) {
      retryAfter = Optional.of(Duration.ofSeconds(Long.parseLong(header.strip())));
    }
    return this;
  }

  /** Empty where the server said nothing of that. */
  Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** Whether the server had no room for the request and has said when it will. */
  boolean isTurnedAway() {
    return status == 429 && retryAfter.isPresent();
  }

  /** Whether the server has looked for the object, and there is none. */
  boolean isNotFound() {
    return status == 404;
  }

  boolean isUnserved() {
    return status == NOT_SERVED;
  }

  /** Whether it has to be said whose log of several containers is meant. */
  boolean isOfSeveralContainers() {
    return status == 400 && getMessage().contains("a container name must be specified");
  }

  /** Whether a log was asked for of a container that has never run. */
  boolean isOfStartingPod() {
    return status == 400 && getMessage().contains("is waiting to start");
  }

  boolean isForbidden() {
    return status == 401 || status == 403;
  }

  boolean isConflict() {
    return status == 409;
  }

  /** Whether the same request may be answered a little later: for requests that only look. */
  boolean passes() {
    return retriable && status != 409;
  }

  /** The same of a look before anything was written: it has certainly changed nothing. */
  ApiFailure beforeActing() {
    return new ApiFailure(code, getMessage(), retriable, false, status);
  }

  /** Of a request that looked. */
  Outcome looked() {
    return new Outcome.NotDone(code, getMessage(), retriable && status != 409);
  }

  /** Of a request that acted: where it may have reached the server, nobody knows. */
  Outcome acted() {
    return reached
        ? new Outcome.Unknown(getMessage())
        : new Outcome.NotDone(code, getMessage(), retriable && status != 409);
  }

  IOException asIo() {
    return new IOException(getMessage());
  }
}
