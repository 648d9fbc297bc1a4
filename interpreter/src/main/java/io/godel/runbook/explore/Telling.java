package io.godel.runbook.explore;

import io.godel.runbook.engine.Ending;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.journal.MemoryJournal;
import io.godel.runbook.simulation.Simulation;
import io.godel.runbook.simulation.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A story while it is told: a run that stands somewhere, and who looks on. */
record Telling(Simulation simulation, Watcher watcher, MemoryJournal journal) {

  /** Nothing of it has happened yet. */
  static Telling of(Origin origin, Story story) {
    Setting setting = origin.setting();
    MemoryJournal journal = new MemoryJournal();
    Watcher watcher = new Watcher(setting.plan(), setting.places().guards());
    Simulation simulation =
        Simulation.of(
            setting.plan(), origin.world(), story.script(setting.scenario()), journal, watcher);
    return new Telling(simulation, watcher, journal);
  }

  /** Goes on until the run has heard of so many things. */
  void goOnTo(int moment) {
    for (int heard = simulation.lengths().size(); heard < moment; heard++) {
      simulation.advance();
    }
  }

  /** The same from here on, but for one thing that goes otherwise. */
  Telling with(String event) {
    Telling other = Snapshot.of(this);
    other.simulation.add(new Story(List.of(event)).script(Optional.empty()));
    return other;
  }

  /** Goes on to the act behind the lull; whether nothing is seen otherwise until then. */
  boolean isTheSame(Lull lull) {
    int wrong = watcher.violations().size() + watcher.suspects().size();
    try {
      while (!simulation.hasEnded() && !lull.isOver(simulation.calls())) {
        simulation.advance();
      }
    } catch (AssertionError | RuntimeException failed) {
      return false;
    }
    return lull.isTheSame(simulation.calls())
        && watcher.violations().size() + watcher.suspects().size() == wrong;
  }

  /**
   * Goes on to the end.
   *
   * @param last what the story ends with; none for the plain one
   * @param more whether it matters what could have gone otherwise besides
   */
  Trial end(Origin origin, Story story, Optional<Possibility> last, boolean more) {
    if (!more) {
      watcher.misfortunes().enough();
    }
    try {
      while (!simulation.hasEnded()) {
        simulation.advance();
      }
    } catch (AssertionError | RuntimeException failed) {
      return failed(story, failed);
    }
    Simulation.Result run = simulation.result();
    List<Possibility> possible =
        more
            ? Possibilities.of(
                    run, journal.records(), watcher.misfortunes(), origin.setting().places())
                .stream()
                .filter(it -> last.isEmpty() || it.follows(last.get()))
                .toList()
            : List.of();
    return new Trial(
        story,
        Optional.of(run.ending()),
        run.took(),
        run.told(Notice.ScenarioChosen.class).map(Notice.ScenarioChosen::scenario).toList(),
        watcher.reached(),
        new Judgement(origin, story, run, watcher).violations(),
        Branches.of(story, simulation.lengths(), possible),
        more ? seen(origin, run) : Set.of());
  }

  private Trial failed(Story story, Throwable failed) {
    Violation crash = new Violation(Violation.Kind.CRASHED, String.valueOf(failed.getMessage()));
    return new Trial(
        story,
        Optional.<Ending>empty(),
        Duration.ZERO,
        List.of(),
        watcher.reached(),
        List.of(crash),
        List.of(),
        Set.of());
  }

  private Set<String> seen(Origin origin, Simulation.Result run) {
    return origin
        .bystanders()
        .seenBy(
            Stream.concat(
                run.calls().stream().map(Simulation.Called::call), watcher.looks().stream()));
  }
}
