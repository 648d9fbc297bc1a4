package io.godel.runbook.run;

/** What is on disk of runs cannot be used; the message is a sentence that says what to do. */
public final class StateException extends Exception {
  private static final long serialVersionUID = 1L;

  public StateException(String message) {
    super(message);
  }

  public StateException(String message, Throwable cause) {
    super(message, cause);
  }
}
