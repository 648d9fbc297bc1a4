package io.godel.runbook.explore;

import io.godel.runbook.engine.Ending;
import io.godel.runbook.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was found by trying stories.
 *
 * @param setting what all of them have in common
 * @param faults how many misfortunes one story had at most
 * @param stories how many were tried, by how many misfortunes they have
 * @param leftOut how many were known and not tried; what would have followed from them is not
 *     counted
 * @param same how many were not tried, or not to their end, since they come to the same as another
 *     one: with a misfortune less, or with one a moment later
 * @param endings how often each way to end came
 * @param violations each with the first story that shows it, which is a shortest one
 * @param unhandled steps that failed in a story which left the world to a person and told nobody
 * @param times of those that recovered, by scenario
 * @param outcomes where stories ended, and how
 */
public record Exploration(
    Setting setting,
    int faults,
    List<Long> stories,
    long leftOut,
    long same,
    Map<Ending.Kind, Long> endings,
    Map<Violation, Story> violations,
    Map<String, Times> times,
    Map<String, Story> unhandled,
    Reached reached,
    Outcomes outcomes) {
  public Exploration {
    stories = List.copyOf(stories);
    endings = Collections.unmodifiableMap(new TreeMap<>(endings));
    violations = Collections.unmodifiableMap(new LinkedHashMap<>(violations));
    unhandled = Collections.unmodifiableMap(new TreeMap<>(unhandled));
    times = Collections.unmodifiableMap(new TreeMap<>(times));
  }

  /**
   * How long it took until the platform worked again.
   *
   * @param plain when nothing else goes wrong; none where it comes to that scenario only by a
   *     misfortune
   */
  public record Times(Optional<Duration> plain, Duration worst, long runs) {
    Times and(Duration other) {
      return new Times(plain, worst.compareTo(other) < 0 ? other : worst, runs + 1);
    }
  }

  public Plan plan() {
    return setting.plan();
  }

  /** The name of the world. */
  public String world() {
    return setting.name();
  }

  /** The one that the operator chooses. */
  public Optional<String> scenario() {
    return setting.scenario();
  }

  /** Whether everything was tried that there is. */
  public boolean isComplete() {
    return leftOut == 0;
  }

  public long storiesInAll() {
    return stories.stream().mapToLong(Long::longValue).sum();
  }

  static final class Builder {
    private final Setting setting;
    private final int faults;
    private final long[] stories;
    private final Map<Ending.Kind, Long> endings = new TreeMap<>();
    private final Map<Violation, Story> violations = new LinkedHashMap<>();
    private final Map<String, Times> times = new TreeMap<>();
    private final Map<String, Story> unhandled = new TreeMap<>();
    private final Reached reached = new Reached();
    private final Outcomes.Counter outcomes;
    private long leftOut;
    private long same;

    Builder(Setting setting, int faults) {
      this.setting = setting;
      this.faults = faults;
      this.stories = new long[faults + 1];
      this.outcomes = new Outcomes.Counter(setting.plan());
    }

    long stories() {
      long sum = 0;
      for (long each : stories) {
        sum += each;
      }
      return sum;
    }

    void same(long count) {
      same += count;
    }

    void leftOut(long count) {
      leftOut += count;
    }

    void add(Trial trial, int depth) {
      stories[depth]++;
      reached.add(trial.reached());
      outcomes.add(trial.story(), trial.ending(), trial.scenarios(), trial.reached());
      trial.reached().unhandled().forEach(it -> unhandled.putIfAbsent(it, trial.story()));
      trial.violations().forEach(it -> violations.putIfAbsent(it, trial.story()));
      trial.ending().ifPresent(it -> endings.merge(it.kind(), 1L, Long::sum));
      boolean recovered =
          trial.ending().filter(it -> it.kind() == Ending.Kind.RECOVERED).isPresent();
      if (recovered && !trial.scenarios().isEmpty()) {
        String scenario = trial.scenarios().get(trial.scenarios().size() - 1);
        Optional<Duration> plain = Optional.of(trial.took()).filter(it -> depth == 0);
        Times first = new Times(plain, trial.took(), 1);
        times.merge(scenario, first, (known, other) -> known.and(other.worst()));
      }
    }

    Exploration build() {
      List<Long> counts = new ArrayList<>();
      for (long each : stories) {
        counts.add(each);
      }
      return new Exploration(
          setting,
          faults,
          counts,
          leftOut,
          same,
          endings,
          violations,
          times,
          unhandled,
          reached,
          outcomes.counted());
    }
  }
}
