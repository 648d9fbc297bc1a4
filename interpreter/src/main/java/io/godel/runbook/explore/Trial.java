package io.godel.runbook.explore;

import io.godel.runbook.engine.Ending;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.journal.MemoryJournal;
import io.godel.runbook.simulation.Simulation;
import io.godel.runbook.simulation.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A story that was tried.
 *
 * @param last the possibility that the story ends with; none for the plain one
 * @param ending none when the interpreter failed
 * @param took in virtual time
 * @param possible what could have gone otherwise besides, later than all of the story
 */
record Trial(
    Story story,
    Optional<Possibility> last,
    Optional<Ending> ending,
    Duration took,
    List<String> scenarios,
    Reached reached,
    List<Violation> violations,
    List<Possibility> possible) {
  Trial {
    scenarios = List.copyOf(scenarios);
    violations = List.copyOf(violations);
    possible = List.copyOf(possible);
  }

  /** Runs the story in a fresh world. */
  static Trial of(Setting setting, Story story, Optional<Possibility> last, boolean more) {
    World world = setting.world().make(setting.seed());
    MemoryJournal journal = new MemoryJournal();
    Watcher watcher = new Watcher(setting.plan(), setting.guards());
    Simulation.Result run;
    try {
      run =
          Simulation.watched(
              setting.plan(), world, story.script(setting.scenario()), journal, watcher);
    } catch (AssertionError | RuntimeException failed) {
      return failed(story, last, watcher, failed);
    }
    List<Possibility> possible =
        more
            ? later(Possibilities.of(run, journal.records(), watcher.misfortunes()), last)
            : List.of();
    return new Trial(
        story,
        last,
        Optional.of(run.ending()),
        run.took(),
        run.told(Notice.ScenarioChosen.class).map(Notice.ScenarioChosen::scenario).toList(),
        watcher.reached(),
        new Judgement(setting, story, run, watcher).violations(),
        possible);
  }

  private static Trial failed(
      Story story, Optional<Possibility> last, Watcher watcher, Throwable failed) {
    Violation crash = new Violation(Violation.Kind.CRASHED, String.valueOf(failed.getMessage()));
    return new Trial(
        story,
        last,
        Optional.empty(),
        Duration.ZERO,
        List.of(),
        watcher.reached(),
        List.of(crash),
        List.of());
  }

  private static List<Possibility> later(List<Possibility> all, Optional<Possibility> last) {
    return all.stream().filter(it -> last.isEmpty() || it.follows(last.get())).toList();
  }
}
