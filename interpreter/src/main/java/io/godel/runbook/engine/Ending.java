package io.godel.runbook.engine;

/**
 * How a run can end.
 *
 * @param reason why, in one sentence
 */
public record Ending(Kind kind, String reason) {

  /** From best to worst; the exit codes are those of the command line. */
  public enum Kind {
    /** Everything was done and the platform was seen to work again. */
    RECOVERED(0),
    /** Nothing was changed, or all of it was taken back and that was verified. */
    WORLD_AS_BEFORE(1),
    /** Stopped by the operator in a state from which it can go on. */
    INTERRUPTED(130),
    /** Something was changed and it is not verified that it is back, or that it works. */
    NOT_VERIFIED(4),
    /** Nobody knows whether a call took effect. */
    UNKNOWN(4);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }
}
