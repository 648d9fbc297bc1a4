package io.godel.runbook.eval;

import java.util.List;

/**
 * A condition with the values of its parts.
 *
 * @param condition as it was written
 * @param parts the comparisons and calls in it, in order, with what they gave
 * @param wanting what would satisfy a condition that does not hold; empty when it holds
 */
public record Explanation(String condition, List<Part> parts, String wanting) {
  public Explanation {
    parts = List.copyOf(parts);
  }

  /** A part of a condition, as written, and its value in words. */
  public record Part(String text, String value, Truth truth) {}
}
