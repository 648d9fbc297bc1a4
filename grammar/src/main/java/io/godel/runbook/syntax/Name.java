package io.godel.runbook.syntax;

import io.godel.runbook.source.Span;

/** A word that names something, and where it stands. */
public record Name(String text, Span span) {
  @Override
  public String toString() {
    return text;
  }
}
