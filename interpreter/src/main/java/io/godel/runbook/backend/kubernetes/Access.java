package io.godel.runbook.backend.kubernetes;

/** What a connection lets through to the API server, whoever asks. */
public enum Access {
  /** Nothing that writes. */
  LOOK,
  /** Writes that the server only tries out. */
  DRY,
  /** Everything. */
  ACT
}
