package io.godel.runbook.lab.patch;

/** A patch that cannot be applied to its document, in words for who sent it. */
public final class PatchException extends Exception {
  private static final long serialVersionUID = 1L;

  public PatchException(String message) {
    super(message, null, false, false);
  }
}
