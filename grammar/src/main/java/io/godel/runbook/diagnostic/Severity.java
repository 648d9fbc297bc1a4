package io.godel.runbook.diagnostic;

/** How much a diagnostic weighs. */
public enum Severity {
  ERROR,
  WARNING,
  NOTE
}
