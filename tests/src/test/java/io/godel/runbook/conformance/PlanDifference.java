package io.godel.runbook.conformance;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What is different between the two runs of a plan. */
final class PlanDifference {
  private static final String NOTHING = "nothing more";

  private PlanDifference() {}

  /** The first event that is another one; where all are the same, how the worlds are left. */
  static Optional<String> of(PlanRun simulated, PlanRun live) {
    return inEvents(simulated.trace(), live.trace()).or(() -> atEnd(simulated.end(), live.end()));
  }

  private static Optional<String> inEvents(List<String> simulated, List<String> live) {
    for (int i = 0; i < Math.max(simulated.size(), live.size()); i++) {
      String one = i < simulated.size() ? simulated.get(i) : NOTHING;
      String other = i < live.size() ? live.get(i) : NOTHING;
      if (!one.equals(other)) {
        return Optional.of(told("event " + i, one, other));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> atEnd(Map<String, String> simulated, Map<String, String> live) {
    TreeSet<String> questions = new TreeSet<>(simulated.keySet());
    questions.addAll(live.keySet());
    StringBuilder all = new StringBuilder();
    for (String question : questions) {
      String one = simulated.getOrDefault(question, "not asked");
      String other = live.getOrDefault(question, "not asked");
      if (!one.equals(other)) {
        all.append(told("at the end " + question, one, other));
      }
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(all.toString());
  }

  private static String told(String where, String simulated, String live) {
    return "%s%n  simulated: %s%n  live:      %s%n".formatted(where, simulated, live);
  }
}
