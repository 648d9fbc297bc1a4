package io.godel.runbook.cli;

import io.godel.runbook.engine.Ending;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.project.Project;
import io.godel.runbook.report.PastTimes;
import io.godel.runbook.run.RunFolder;
import io.godel.runbook.run.Runs;
import io.godel.runbook.run.Stand;
import io.godel.runbook.run.StateException;
import io.godel.runbook.run.StoredRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the runs that are remembered on this machine say of the next one. */
final class PastRuns {
  /** Of older ones the platform was another one. */
  private static final int RUNS_MAX = 50;

  private PastRuns() {}

  /**
   * How long those took that recovered, by the scenario that was chosen last. One that cannot be
   * read tells nothing.
   *
   * @throws StateException when the runs cannot be listed
   */
  static Map<String, PastTimes> times(RunbookCommand parent, String runbook) throws StateException {
    Map<String, List<Duration>> took = new TreeMap<>();
    Runs.all(Remembered.home(parent.console)).runs().stream()
        .filter(run -> run.head().runbook().equals(runbook))
        .filter(run -> recovered(run, parent.project))
        .limit(RUNS_MAX)
        .flatMap(run -> story(run, parent.project).stream())
        .forEach(story -> add(story, took));
    Map<String, PastTimes> times = new TreeMap<>();
    took.forEach((scenario, all) -> times.put(scenario, new PastTimes(all)));
    return times;
  }

  private static boolean recovered(RunFolder run, Project project) {
    return Stand.of(run, project)
        .ending()
        .filter(it -> it.kind() == Ending.Kind.RECOVERED)
        .isPresent();
  }

  private static Optional<List<StoredRun.Told>> story(RunFolder run, Project project) {
    try {
      return Optional.of(StoredRun.look(run, project).story());
    } catch (StateException unreadable) {
      return Optional.empty();
    }
  }

  private static void add(List<StoredRun.Told> story, Map<String, List<Duration>> took) {
    Optional<String> scenario =
        told(story, Notice.ScenarioChosen.class)
            .reduce((first, last) -> last)
            .map(Notice.ScenarioChosen::scenario);
    told(story, Notice.RunEnded.class)
        .map(Notice.RunEnded::took)
        .findFirst()
        .ifPresent(
            it ->
                scenario.ifPresent(
                    name -> took.computeIfAbsent(name, key -> new ArrayList<>()).add(it)));
  }

  private static <N> Stream<N> told(List<StoredRun.Told> story, Class<N> kind) {
    return story.stream().map(StoredRun.Told::notice).filter(kind::isInstance).map(kind::cast);
  }
}
