package io.godel.runbook.conformance;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Where two sides answer the same question in different ways. */
final class Differences {
  private Differences() {}

  /** As texts, each for one question. */
  static List<String> between(Map<String, String> simulated, Map<String, String> live) {
    Set<String> questions = new LinkedHashSet<>(live.keySet());
    questions.addAll(simulated.keySet());
    List<String> differences = new ArrayList<>();
    for (String question : questions) {
      String one = simulated.getOrDefault(question, "not asked");
      String other = live.getOrDefault(question, "not asked");
      if (!one.equals(other)) {
        differences.add(line(question, one, other));
      }
    }
    return differences;
  }

  static String lines(List<KnownDifference> known) {
    return known.stream()
        .map(it -> line(it.question(), it.simulated(), it.live()))
        .collect(Collectors.joining());
  }

  private static String line(String question, String simulated, String live) {
    return "%s%n  simulated: %s%n  live:      %s%n".formatted(question, simulated, live);
  }
}
