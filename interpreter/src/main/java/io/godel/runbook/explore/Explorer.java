package io.godel.runbook.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Runs the real interpreter through everything that can happen in a world, with at most so many
 * misfortunes in one story.
 *
 * <p>Each story is a run of its own; what stories have in common at their beginning is run once and
 * copied. Stories with fewer misfortunes come first, so the first one that shows a fault is a
 * shortest one. What is found does not depend on the number of cores.
 */
public final class Explorer {
  /** So many bundles of stories are shared out at once; in between the budget is looked at. */
  private static final int PORTION = 64;

  /**
   * So many stories are kept in mind to be tried; more than that are left out, and that is said.
   */
  private static final int KNOWN_MAX = 1_000_000;

  private final Origin origin;
  private final Budget budget;
  private final Exploration.Builder found;
  private final Independence independence;

  /**
   * How much may be tried.
   *
   * @param faults how many misfortunes one story has at most
   * @param stories how many are tried at most
   * @param timeIsUp whether to stop for lack of time
   */
  public record Budget(int faults, long stories, BooleanSupplier timeIsUp) {}

  private Explorer(Setting setting, Budget budget) {
    this.origin = new Origin(setting);
    this.budget = budget;
    this.independence = new Independence(origin.bystanders());
    this.found = new Exploration.Builder(setting, budget.faults());
  }

  public static Exploration explore(Setting setting, Budget budget) {
    return new Explorer(setting, budget).explore();
  }

  private Exploration explore() {
    if (isSpent()) {
      found.leftOut(1);
      return found.build();
    }
    Trial plain =
        Telling.of(origin, Story.PLAIN)
            .end(origin, Story.PLAIN, Optional.empty(), budget.faults() > 0);
    found.add(plain, 0);
    List<Branches> next = plain.branches();
    for (int depth = 1; depth <= budget.faults() && !next.isEmpty(); depth++) {
      List<Branches> needed = independence.needed(next);
      found.same(count(next) - count(needed));
      next = tell(needed, depth);
    }
    return found.build();
  }

  private boolean isSpent() {
    return found.stories() >= budget.stories() || budget.timeIsUp().getAsBoolean();
  }

  /**
   * @return the stories that have one misfortune more
   */
  private List<Branches> tell(List<Branches> stories, int depth) {
    boolean more = depth < budget.faults();
    List<Branches> next = new ArrayList<>();
    long known = 0;
    for (int from = 0; from < stories.size(); from += PORTION) {
      List<Branches> rest = stories.subList(from, stories.size());
      if (isSpent()) {
        found.leftOut(count(rest) + count(next));
        return List.of();
      }
      List<Branches> portion = rest.subList(0, Math.min(PORTION, rest.size()));
      List<Branches> within = first(portion, budget.stories() - found.stories());
      List<Trial> told =
          Cores.each(within, it -> it.tell(origin, more)).stream().flatMap(List::stream).toList();
      found.same(count(within) - told.size());
      for (Trial trial : told) {
        found.add(trial, depth);
        if (more) {
          independence.told(trial);
        }
        List<Branches> kept = first(trial.branches(), KNOWN_MAX - known);
        next.addAll(kept);
        known += count(kept);
        found.leftOut(count(trial.branches()) - count(kept));
      }
      found.leftOut(count(portion) - count(within));
    }
    return next;
  }

  private static long count(List<Branches> stories) {
    return stories.stream().mapToLong(it -> it.ways().size()).sum();
  }

  /** The first of all these stories. */
  private static List<Branches> first(List<Branches> stories, long count) {
    List<Branches> first = new ArrayList<>();
    long left = count;
    for (Branches each : stories) {
      if (left > 0) {
        first.add(each.first(left));
      }
      left -= each.ways().size();
    }
    return first;
  }
}
