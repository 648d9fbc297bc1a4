package io.godel.runbook.backend.simulated.kubernetes;

import static io.godel.runbook.backend.simulated.WorldBench.deployment;
import static io.godel.runbook.backend.simulated.WorldBench.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.simulated.WorldBench;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds of the cluster whatever is done to it. */
class ClusterPropertiesTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private static WorldBench world(int replicas, int surge, int unavailable, long seed) {
    return WorldBench.of(
        """
        kubernetes:
          namespace: godel
          nodes: {node-a: {}, node-b: {}, node-c: {}}
          deployments:
            godel-api: {replicas: %d, max_surge: %d, max_unavailable: %d, startup: 3s}
          statefulsets:
            postgres: {replicas: 3, claim_template: data, startup: 2s}
        """
            .formatted(replicas, surge, unavailable),
        seed);
  }

  private static Workload workload(WorldBench bench, String name) {
    return bench.world.cluster().workload("godel", name).orElseThrow();
  }

  private static void happen(WorldBench bench, int what, int amount) {
    switch (what) {
      case 0 -> scale(bench, deployment("godel-api"), amount % 8);
      case 1 -> scale(bench, set("postgres"), amount % 4);
      case 2 -> bench.done("k8s.rollout_restart", "workload", deployment("godel-api"));
      case 3 -> bench.done("k8s.rollout_restart", "workload", set("postgres"));
      case 4 -> crash(bench, amount);
      case 5 -> variable(bench, Integer.toString(amount % 3));
      default -> bench.pass(Duration.ofMillis(amount * 37L));
    }
  }

  private static void scale(WorldBench bench, Value workload, int replicas) {
    bench.done("k8s.scale", "workload", workload, "replicas", replicas);
  }

  private static void variable(WorldBench bench, String value) {
    bench.done(
        "k8s.set_variable", "workload", deployment("godel-api"), "name", "MODE", "value", value);
  }

  private static void crash(WorldBench bench, int which) {
    List<Pod> pods = bench.world.cluster().pods();
    if (!pods.isEmpty()) {
      bench.world.cluster().crash(pods.get(which % pods.size()).name);
    }
  }

  private static String picture(WorldBench bench) {
    StringBuilder text = new StringBuilder(bench.world.time().now().toString());
    for (Pod pod : bench.world.cluster().pods()) {
      text.append(' ').append(pod.name).append(pod.uid).append(pod.node).append(pod.phase);
      text.append(pod.ready).append(pod.terminating).append(pod.restarts);
    }
    workloadsOf(bench).forEach(it -> text.append(it.status).append(it.generation));
    return text.toString();
  }

  private static List<Workload> workloadsOf(WorldBench bench) {
    return bench.world.cluster().workloads();
  }

  private static List<String> story(List<Integer> happenings, long seed) {
    WorldBench bench = world(3, 1, 0, seed);
    List<String> pictures = new ArrayList<>();
    for (int happening : happenings) {
      happen(bench, happening % 8, happening / 8);
      pictures.add(picture(bench));
    }
    each(bench, LONG, () -> pictures.add(picture(bench)));
    return pictures;
  }

  /** Looks between any two things that happen. */
  private static void each(WorldBench bench, Duration during, Runnable look) {
    Instant until = bench.world.time().now().plus(during);
    bench
        .world
        .time()
        .advance(
            until,
            () -> {
              look.run();
              return false;
            });
  }

  @Property(tries = 60)
  void theSameWorldAndSeedIsTheSameStory(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 9_999) Integer> happenings,
      @ForAll long seed) {
    assertEquals(story(happenings, seed), story(happenings, seed));
    assertNotEquals(
        picture(world(3, 1, 0, seed)), picture(world(3, 1, 0, seed + 1)), "names follow the seed");
  }

  @Property(tries = 60)
  void aRolloutStaysWithinItsBounds(
      @ForAll @IntRange(min = 1, max = 8) int replicas,
      @ForAll @IntRange(max = 3) int surge,
      @ForAll @IntRange(max = 3) int unavailable,
      @ForAll long seed) {
    Assume.that(surge + unavailable > 0);
    WorldBench bench = world(replicas, surge, unavailable, seed);
    Workload api = workload(bench, "godel-api");
    List<Pod> before = List.copyOf(api.pods);
    bench.done("k8s.rollout_restart", "workload", deployment("godel-api"));
    each(
        bench,
        LONG,
        () -> {
          List<Pod> live = api.live();
          assertTrue(live.size() <= replicas + surge, live.size() + " pods");
          long available = live.stream().filter(pod -> pod.ready).count();
          assertTrue(available >= replicas - unavailable, available + " available");
          assertTrue(api.status.replicas() <= replicas + surge, "status " + api.status);
        });
    assertTrue(api.isRolledOut(), "it comes to its end");
    assertTrue(api.pods.stream().noneMatch(before::contains));
  }

  @Property(tries = 60)
  void whateverHappenedItComesToRest(
      @ForAll @Size(max = 20) List<@IntRange(min = 0, max = 9_999) Integer> happenings) {
    WorldBench bench = world(3, 1, 1, 1);
    for (int happening : happenings) {
      happen(bench, happening % 8, happening / 8);
      assertNamesAreUnique(bench);
    }
    bench.pass(Duration.ofHours(1));
    assertNamesAreUnique(bench);
    for (Workload workload : workloadsOf(bench)) {
      assertEquals(workload.replicas, workload.pods.size(), workload.name);
      assertTrue(workload.isRolledOut(), workload.name + " " + workload.status);
    }
    bench
        .world
        .cluster()
        .claims
        .forEach((name, claim) -> assertTrue(claim.bound && !claim.terminating, name));
  }

  private static void assertNamesAreUnique(WorldBench bench) {
    List<String> names = bench.world.cluster().pods().stream().map(pod -> pod.name).toList();
    assertEquals(names.size(), Set.copyOf(names).size(), "two pods of one name: " + names);
  }

  /** OrderedReady: no pod is made before those with lower numbers are ready. */
  @Property(tries = 40)
  void aSetIsMadeInOrder(@ForAll @IntRange(min = 1, max = 6) int replicas) {
    WorldBench bench = world(1, 1, 0, 1);
    scale(bench, set("postgres"), 0);
    bench.pass(60);
    scale(bench, set("postgres"), replicas);
    Workload postgres = workload(bench, "postgres");
    each(
        bench,
        LONG,
        () -> {
          long notReady = postgres.pods.stream().filter(pod -> !pod.ready).count();
          assertTrue(notReady <= 1, notReady + " pods are not ready at once");
          for (int i = 0; i < postgres.pods.size(); i++) {
            assertEquals("postgres-" + i, postgres.pods.get(i).name);
          }
        });
    assertEquals(replicas, postgres.pods.size());
  }
}
