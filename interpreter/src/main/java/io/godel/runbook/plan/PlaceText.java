package io.godel.runbook.plan;

import io.godel.runbook.source.Span;

/** Where in a text a thing stands, the same on every machine. */
public final class PlaceText {
  private PlaceText() {}

  /** The file's name without its folder. */
  public static String file(Span span) {
    String path = span.source().name();
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }
}
