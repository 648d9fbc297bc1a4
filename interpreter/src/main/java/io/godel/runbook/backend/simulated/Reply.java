package io.godel.runbook.backend.simulated;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.value.Value;
import java.time.Duration;

/**
 * What the model makes of a call.
 *
 * @param after how long the answer takes to come; the change itself begins at once
 */
public record Reply(Outcome outcome, Duration after) {
  /** What a call to a healthy API takes. */
  public static final Duration USUAL = Duration.ofMillis(50);

  public static Reply done(Value result) {
    return new Reply(new Outcome.Done(result), USUAL);
  }

  /** For an action that gives nothing back. */
  public static Reply done() {
    return done(new Value.Unit());
  }

  /**
   * @param code see {@link Outcome.NotDone#code}
   */
  public static Reply refused(String code, String reason) {
    return new Reply(new Outcome.NotDone(code, reason, false), USUAL);
  }

  /** Refused now, and the same call may succeed a little later. */
  public static Reply refusedForNow(String code, String reason) {
    return new Reply(new Outcome.NotDone(code, reason, true), USUAL);
  }

  /** Silence: the caller gives up after its own timeout. */
  public static Reply silence(String reason, Duration timeout) {
    return new Reply(new Outcome.Unknown(reason), timeout);
  }

  public Reply after(Duration duration) {
    return new Reply(outcome, duration);
  }
}
