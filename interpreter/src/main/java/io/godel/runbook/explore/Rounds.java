package io.godel.runbook.explore;

import io.godel.runbook.engine.Input;
import io.godel.runbook.engine.Journal;
import io.godel.runbook.simulation.Simulation;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The rounds in which the conditions of a run were asked again and again. */
final class Rounds {
  private final Places places;

  /** When a round began after a pause, by the number of the record. */
  private final Map<String, NavigableSet<Integer>> began = new HashMap<>();

  /** When a question was asked last, by the number of records then. */
  private final Map<List<Object>, Integer> last = new HashMap<>();

  Rounds(List<Simulation.Called> calls, List<Journal.Record> records, Places places) {
    this.places = places;
    calls.forEach(called -> last.put(Asked.question(called.call()), called.record()));
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i) instanceof Journal.Received received
          && received.input() instanceof Input.Woken woken) {
        began.computeIfAbsent(Places.instance(woken.timer()), key -> new TreeSet<>()).add(i + 1);
      }
    }
  }

  /**
   * Whether a condition that is asked until it is true asks the same in a later round. That it is
   * not known in this one makes nothing true, so the later one comes in any case.
   */
  boolean isAskedAgain(Simulation.Called look) {
    NavigableSet<Integer> later =
        began
            .getOrDefault(Places.instance(look.call().id()), Collections.emptyNavigableSet())
            .tailSet(look.record(), false);
    return places.polled().contains(Places.node(look.call().id()))
        && !later.isEmpty()
        && later.first() <= last.get(Asked.question(look.call()));
  }
}
