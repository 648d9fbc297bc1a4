package io.godel.runbook.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which stories need not be told, since they come to the same as one with a misfortune less: the
 * one that is left out befalls a bystander that the run without it does not see.
 *
 * <p>Every story of one misfortune is told.
 */
final class Independence {
  private final Bystanders bystanders;
  private final Map<List<String>, Set<String>> seen = new HashMap<>();

  Independence(Bystanders bystanders) {
    this.bystanders = bystanders;
  }

  void told(Trial trial) {
    seen.put(trial.story().events(), trial.seen());
  }

  /** Those that have to be told. */
  List<Branches> needed(List<Branches> stories) {
    List<Branches> needed = new ArrayList<>();
    for (Branches each : stories) {
      List<Possibility> ways =
          each.ways().stream().filter(way -> !isSame(each.story().with(way.event()))).toList();
      if (!ways.isEmpty()) {
        needed.add(new Branches(each.story(), each.lengths(), ways));
      }
    }
    return needed;
  }

  private boolean isSame(Story story) {
    List<String> events = story.events();
    for (int i = 0; events.size() > 1 && i < events.size(); i++) {
      List<String> others = new ArrayList<>(events);
      Optional<String> bystander = bystanders.of(others.remove(i));
      Set<String> seenByOthers = seen.get(others);
      if (bystander.isPresent()
          && seenByOthers != null
          && !seenByOthers.contains(bystander.get())) {
        return true;
      }
    }
    return false;
  }
}
