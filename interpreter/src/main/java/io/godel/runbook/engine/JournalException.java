package io.godel.runbook.engine;

/** A record could not be kept, so nothing may be done any more. */
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
