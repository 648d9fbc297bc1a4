package io.godel.runbook.explore;

import io.godel.runbook.engine.Ending;
import io.godel.runbook.plan.Plan;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where stories ended: in which scenario, after which step, and how.
 *
 * @param ends how many stories ended so, and with which misfortunes
 * @param begun in how many stories each step began
 */
public record Outcomes(Map<End, Tally> ends, Map<String, Long> begun) {
  /** How a story ends in which the interpreter failed. */
  public static final String CRASHED = "crashed";

  private static final Comparator<End> ORDER =
      Comparator.comparing(End::scenario).thenComparing(End::step).thenComparing(End::outcome);

  public Outcomes {
    ends = Collections.unmodifiableMap(new TreeMap<>(ends));
    begun = Collections.unmodifiableMap(new TreeMap<>(begun));
  }

  /**
   * @param scenario the last one that was chosen; empty when none was
   * @param step the last of its steps, in the order of the text, that began; empty for none
   * @param outcome a {@link Ending.Kind} in small letters, or {@link #CRASHED}
   */
  public record End(String scenario, String step, String outcome) implements Comparable<End> {
    @Override
    public int compareTo(End other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * @param misfortunes in how many of the stories there was one of each kind, in the words of
   *     {@link MisfortuneKind}
   */
  public record Tally(long stories, SortedMap<String, Long> misfortunes) {
    public Tally {
      misfortunes = Collections.unmodifiableSortedMap(new TreeMap<>(misfortunes));
    }

    private Tally and(Tally other) {
      SortedMap<String, Long> both = new TreeMap<>(misfortunes);
      other.misfortunes.forEach((kind, count) -> both.merge(kind, count, Long::sum));
      return new Tally(stories + other.stories, both);
    }
  }

  /** Those of several worlds together. */
  public static Outcomes of(Collection<Exploration> worlds) {
    Map<End, Tally> ends = new TreeMap<>();
    Map<String, Long> begun = new TreeMap<>();
    for (Exploration world : worlds) {
      world.outcomes().ends().forEach((end, tally) -> ends.merge(end, tally, Tally::and));
      world.outcomes().begun().forEach((step, count) -> begun.merge(step, count, Long::sum));
    }
    return new Outcomes(ends, begun);
  }

  /** Counts stories. */
  static final class Counter {
    private final Map<String, List<String>> steps = new HashMap<>();
    private final Map<End, Tally> ends = new TreeMap<>();
    private final Map<String, Long> begun = new TreeMap<>();

    Counter(Plan plan) {
      plan.scenarios()
          .forEach(it -> steps.put(it.name(), List.copyOf(plan.only(it.name()).stepNames())));
    }

    void add(Story story, Optional<Ending> ending, List<String> scenarios, Reached reached) {
      String scenario = scenarios.isEmpty() ? "" : scenarios.get(scenarios.size() - 1);
      String last = "";
      for (List<String> names : steps.values()) {
        for (String name : names) {
          if (!reached.step(name).isEmpty()) {
            begun.merge(name, 1L, Long::sum);
          }
        }
      }
      for (String name : steps.getOrDefault(scenario, List.of())) {
        last = reached.step(name).isEmpty() ? last : name;
      }
      String outcome = ending.map(it -> it.kind().name().toLowerCase(Locale.ROOT)).orElse(CRASHED);
      SortedMap<String, Long> kinds = new TreeMap<>();
      story.events().forEach(event -> kinds.put(MisfortuneKind.of(event), 1L));
      ends.merge(new End(scenario, last, outcome), new Tally(1, kinds), Tally::and);
    }

    Outcomes counted() {
      return new Outcomes(ends, begun);
    }
  }
}
