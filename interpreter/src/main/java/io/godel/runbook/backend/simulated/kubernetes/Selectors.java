package io.godel.runbook.backend.simulated.kubernetes;

import java.util.Map;

/** Label selectors of the equality kind: {@code a=b,c!=d}. */
final class Selectors {
  private Selectors() {}

  /** Whether nothing in it could be no label or no value of one. */
  static boolean isValid(String selector) {
    for (String part : selector.split(",", -1)) {
      String[] sides = part.split("!=|==|=", 2);
      if (sides.length < 2 || !Names.isLabel(sides[0]) || !Names.isLabelValue(sides[1])) {
        return false;
      }
    }
    return true;
  }

  static boolean matches(String selector, Map<String, String> labels) {
    for (String part : selector.split(",")) {
      boolean negative = part.contains("!=");
      String[] sides = part.split(negative ? "!=" : "==|=", 2);
      boolean equal = sides[1].equals(labels.get(sides[0]));
      if (equal == negative) {
        return false;
      }
    }
    return true;
  }
}
