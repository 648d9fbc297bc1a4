package io.godel.runbook.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Runs the real interpreter through everything that can happen in a world, with at most so many
 * misfortunes in one story.
 *
 * <p>The search is stateless: each story is a run of its own from the beginning. Stories with fewer
 * misfortunes come first, so the first one that shows a fault is a shortest one. What is found does
 * not depend on the number of cores.
 */
public final class Explorer {
  /** So many stories are shared out at once; between two portions the budget is looked at. */
  private static final int PORTION = 256;

  /**
   * So many stories are kept in mind to be tried; more than that are left out, and that is said.
   */
  private static final int KNOWN_MAX = 1_000_000;

  private final Setting setting;
  private final Budget budget;
  private final Exploration.Builder found;

  /**
   * How much may be tried.
   *
   * @param faults how many misfortunes one story has at most
   * @param stories how many are tried at most
   * @param timeIsUp whether to stop for lack of time
   */
  public record Budget(int faults, long stories, BooleanSupplier timeIsUp) {}

  private Explorer(Setting setting, Budget budget) {
    this.setting = setting;
    this.budget = budget;
    this.found = new Exploration.Builder(setting, budget.faults());
  }

  public static Exploration explore(Setting setting, Budget budget) {
    return new Explorer(setting, budget).explore();
  }

  private record Untried(Story story, Optional<Possibility> last) {}

  private Exploration explore() {
    List<Untried> stories = List.of(new Untried(Story.PLAIN, Optional.empty()));
    for (int depth = 0; depth <= budget.faults() && !stories.isEmpty(); depth++) {
      stories = tell(stories, depth);
    }
    return found.build();
  }

  /**
   * @return the stories that have one misfortune more
   */
  private List<Untried> tell(List<Untried> stories, int depth) {
    boolean more = depth < budget.faults();
    List<Untried> next = new ArrayList<>();
    for (int from = 0; from < stories.size(); from += PORTION) {
      long left = budget.stories() - found.stories();
      if (left <= 0 || budget.timeIsUp().getAsBoolean()) {
        found.leftOut(stories.size() - from + next.size());
        return List.of();
      }
      int to = (int) Math.min(Math.min(stories.size(), from + PORTION), from + left);
      List<Trial> trials =
          stories.subList(from, to).parallelStream()
              .map(it -> Trial.of(setting, it.story(), it.last(), more))
              .toList();
      for (Trial trial : trials) {
        found.add(trial, depth);
        long room = Math.min(KNOWN_MAX - next.size(), trial.possible().size());
        trial.possible().stream()
            .limit(room)
            .forEach(it -> next.add(new Untried(trial.story().with(it.event()), Optional.of(it))));
        found.leftOut(trial.possible().size() - room);
      }
    }
    return next;
  }
}
