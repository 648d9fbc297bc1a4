package io.godel.runbook.cli;

/** What the process tells its caller; the table stands in {@code docs/cli.md}. */
public final class ExitCode {
  /** Recovered and verified; for checks: nothing is wrong. */
  public static final int OK = 0;

  /** Refused, failed or aborted, and the world is as before; for drills: one of them failed. */
  public static final int FAILED = 1;

  /** The command was called wrongly. */
  public static final int USAGE = 2;

  /** A text has errors. */
  public static final int TEXT_HAS_ERRORS = 3;

  /** A person has to look. */
  public static final int PERSON_NEEDED = 4;

  /** Another run has the target. */
  public static final int LOCKED = 5;

  private ExitCode() {}
}
