package io.godel.runbook.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.project.Project;
import io.godel.runbook.simulation.WorldFile;
import io.godel.runbook.types.TypedRunbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Held against a search that is as simple as can be: breadth first, each run from its beginning,
 * and after what happened in a run whatever could happen in it from then on.
 */
class ShortestStoriesTest {
  private static final int FAULTS = 2;

  private static final String TEXT =
      """
      use k8s

      runbook fewer "Fewer pods" {
        let web = k8s.deployment("web", in: "small")
        let batch = k8s.deployment("batch", in: "small")

        invariant "some pod answers" { web.ready_replicas >= 1 }

        scenario many "There are many" when web.replicas == 3 {
          step web_too "Fewer of the web" {
            do     k8s.scale(web, replicas: 2)
            verify "they are fewer" web.replicas == 2 within 1m every 10s
            undo {
              do     k8s.scale(web, replicas: 3)
              verify "they are as many as before" web.replicas == 3 within 1m every 10s
            }
          }

          step batch_too "And none for the batch" {
            do     k8s.scale(batch, replicas: 0)
            verify "none is wanted" batch.replicas == 0 within 1m every 10s
            undo {
              do     k8s.scale(batch, replicas: 1)
              verify "one is wanted" batch.replicas == 1 within 1m every 10s
            }
          }
        }

        recovered { verify "the web has two" web.replicas == 2 within 1m every 10s }
      }
      """;

  @TempDir Path folder;

  private Setting setting(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("fewer.runbook"), text);
    Path worlds = Files.createDirectories(folder.resolve("worlds"));
    Files.writeString(
        worlds.resolve("many.yaml"),
        """
        kubernetes:
          namespace: small
          nodes: {node-1: {}, node-2: {}}
          deployments: {web: {replicas: 3}, batch: {replicas: 2}}
        """);
    TypedRunbook runbook = new Project().check(file).tree().get(0);
    Plan plan = Planner.plan(runbook, Arguments.read(runbook, Map.of()));
    WorldFile world = Project.world(file, "many").tree().orElseThrow();
    return new Setting(plan, "many", world, 0, Optional.empty(), false);
  }

  /**
   * @param record how long the journal was when the last misfortune came
   */
  private record Tried(Story story, int record) {}

  /** How many misfortunes each violation takes. */
  private static Map<String, Integer> simply(Setting setting) {
    Origin origin = new Origin(setting);
    Map<String, Integer> lengths = new TreeMap<>();
    Set<Set<String>> seen = new HashSet<>();
    List<Tried> stories = List.of(new Tried(Story.PLAIN, 0));
    for (int length = 0; length <= FAULTS; length++) {
      List<Tried> longer = new ArrayList<>();
      for (Tried tried : stories) {
        Story story = tried.story();
        Trial trial =
            Telling.of(origin, story).end(origin, story, Optional.empty(), length < FAULTS);
        for (Violation violation : trial.violations()) {
          lengths.putIfAbsent(violation.toString(), length);
        }
        trial.branches().stream()
            .flatMap(it -> it.ways().stream())
            .filter(way -> way.record() >= tried.record())
            .map(way -> new Tried(story.with(way.event()), way.record()))
            .filter(it -> seen.add(Set.copyOf(it.story().events())))
            .forEach(longer::add);
      }
      stories = longer;
    }
    return lengths;
  }

  private static Map<String, Integer> explored(Setting setting) {
    Explorer.Budget all = Explored.all(FAULTS);
    Map<String, Integer> lengths = new TreeMap<>();
    Explorer.explore(setting, all)
        .violations()
        .forEach((violation, story) -> lengths.put(violation.toString(), story.events().size()));
    return lengths;
  }

  private Set<Integer> sameByBoth(String text) throws IOException {
    Setting setting = setting(text);
    Map<String, Integer> lengths = simply(setting);
    assertEquals(lengths, new LinkedHashMap<>(explored(setting)));
    return Set.copyOf(lengths.values());
  }

  @Test
  void twoPodsHaveToGoUntilNoneAnswersAndOneAbortShowsTheWrongUndo() throws IOException {
    assertEquals(Set.of(1, 2), sameByBoth(TEXT));
  }

  @Test
  void oneIsEnoughWhereOneIsLeft() throws IOException {
    String text =
        TEXT.replace("k8s.scale(web, replicas: 2)", "k8s.scale(web, replicas: 1)")
            .replace("web.replicas == 2", "web.replicas == 1")
            .replace("batch, replicas: 1", "batch, replicas: 2")
            .replace("batch.replicas == 1", "batch.replicas == 2");
    assertEquals(Set.of(1), sameByBoth(text));
  }

  @Test
  void noneIsNeededWhereTheRunItselfIsTheFault() throws IOException {
    String text =
        TEXT.replace("k8s.scale(web, replicas: 2)", "k8s.scale(web, replicas: 0)")
            .replace(
                "\"they are fewer\" web.replicas == 2", "\"there are none\" web.replicas == 0");
    assertEquals(Set.of(0, 2), sameByBoth(text));
  }
}
