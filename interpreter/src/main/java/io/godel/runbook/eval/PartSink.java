package io.godel.runbook.eval;

import java.util.ArrayList;
import java.util.List;

/** Collects what the parts of a condition were while it is evaluated. */
final class PartSink {
  /** Collects nothing. */
  static final PartSink NONE = new PartSink();

  /** A condition over a long list would otherwise explain itself without end. */
  private static final int PARTS_MAX = 32;

  private final List<Explanation.Part> parts = new ArrayList<>();
  private int depth;

  /** Whether a part that begins now is to be kept: parts inside of parts are not. */
  boolean enter() {
    return this != NONE && depth++ == 0;
  }

  void leave() {
    if (this != NONE) {
      depth--;
    }
  }

  void add(Explanation.Part part) {
    if (this != NONE && parts.size() < PARTS_MAX) {
      parts.add(part);
    }
  }

  List<Explanation.Part> parts() {
    return parts;
  }
}
