package io.godel.runbook.backend.simulated.kubernetes;

import java.util.Map;

/** Label selectors of the equality kind: {@code a=b,c!=d}. */
final class Selectors {
  private Selectors() {}

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
