package io.godel.runbook.eval;

/** A condition has three values: unknown where something that it needs could not be seen. */
public enum Truth {
  TRUE,
  FALSE,
  UNKNOWN;

  public static Truth of(boolean value) {
    return value ? TRUE : FALSE;
  }
}
