package io.godel.runbook.backend;

import io.godel.runbook.value.Value;

/** What became of a call: done, not done, or nobody knows. */
public sealed interface Outcome {

  /** It was done and this is its result. */
  record Done(Value result) implements Outcome {}

  /**
   * It was certainly not done.
   *
   * @param code a short word that stays the same, for example {@code not_found}, {@code conflict},
   *     {@code forbidden}, {@code refused}, {@code unreachable}, {@code invalid}
   * @param reason what the other side said
   * @param retriable whether the same call may succeed a little later
   */
  record NotDone(String code, String reason, boolean retriable) implements Outcome {}

  /** A timeout or a lost connection: it may have been done or not. */
  record Unknown(String reason) implements Outcome {}
}
