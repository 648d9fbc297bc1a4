package io.godel.runbook.conformance;

import io.godel.runbook.backend.Call;
import io.godel.runbook.simulation.World;
import io.godel.runbook.soundness.Draw;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Something that happens to the world while a plan runs, in the same way whoever looks at it.
 *
 * @param words for people
 * @param after so long after the step with whose beginning it comes
 */
record Misfortune(String words, Duration after, Consumer<World> change) {
  private static final List<String> PODS =
      List.of("postgres-0", "postgres-replica-0", "redis-0", "trio-0", "trio-1", "nobody-0");
  private static final List<String> NODES = List.of("node-1", "node-2", "node-3");
  private static final List<String> WORKLOADS =
      List.of(
          "postgres",
          "redis",
          "trio",
          "godel-api",
          "godel-godelboard",
          "postgres-exporter",
          "fussy",
          "resting",
          "slow");

  private static final Set<String> SETS = Set.of("postgres", "redis", "trio");

  static Misfortune ofCluster(Draw draw) {
    int seconds = draw.from(0, 0, 0, 1, 7, 30);
    return switch (draw.below(7)) {
      case 0, 1 ->
          named("crash pod", draw.of(PODS), seconds, (world, it) -> world.cluster().crash(it));
      case 2 ->
          named("lose node", draw.of(NODES), seconds, (world, it) -> world.cluster().loseNode(it));
      case 3 ->
          named(
              "return node",
              draw.of(NODES),
              seconds,
              (world, it) -> world.cluster().returnNode(it));
      case 4 ->
          named(
              "crash loop",
              draw.of(WORKLOADS),
              seconds,
              (world, it) -> world.cluster().crashLoop(world.namespace(), it));
      default -> edit(draw, seconds);
    };
  }

  /** A pod of a server crashes, or somebody takes it away. */
  static Misfortune ofServers(Draw draw) {
    int seconds = draw.from(0, 0, 0, 3);
    String pod = draw.from("postgres-0", "postgres-replica-0");
    return draw.oneIn(4)
        ? act(
            seconds,
            "k8s.scale",
            "workload",
            KubernetesValues.set(pod.substring(0, pod.length() - 2)),
            "replicas",
            new Value.Int(draw.below(2)))
        : named("crash pod", pod, seconds, (world, it) -> world.cluster().crash(it));
  }

  private interface OnOne {
    void happens(World world, String name);
  }

  private static Misfortune named(String what, String name, int seconds, OnOne happens) {
    return new Misfortune(
        what + " " + name, Duration.ofSeconds(seconds), world -> happens.happens(world, name));
  }

  /** Somebody else changes an object. */
  private static Misfortune edit(Draw draw, int seconds) {
    return switch (draw.below(5)) {
      case 0 ->
          act(
              seconds,
              "k8s.scale",
              "workload",
              workload(draw),
              "replicas",
              new Value.Int(draw.below(4)));
      case 1 ->
          act(
              seconds,
              "k8s.patch",
              "config",
              KubernetesValues.config("godel-config"),
              "data",
              KubernetesValues.table("QUEUE_BATCH_SIZE", draw.from("1", "10", "99")));
      case 2 ->
          act(
              seconds,
              "k8s.set_variable",
              "workload",
              workload(draw),
              "name",
              KubernetesValues.text("MODE"),
              "value",
              KubernetesValues.text(draw.from("blue", "red")));
      case 3 -> act(seconds, "k8s.delete", "workload", workload(draw));
      default -> act(seconds, "k8s.rollout_restart", "workload", workload(draw));
    };
  }

  private static Value workload(Draw draw) {
    String name = draw.of(WORKLOADS);
    return SETS.contains(name) ? KubernetesValues.set(name) : KubernetesValues.deployment(name);
  }

  private static Misfortune act(int seconds, String action, Object... arguments) {
    Map<String, Value> named = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      named.put((String) arguments[i], (Value) arguments[i + 1]);
    }
    Call call = new Call("somebody", action, named, true, Duration.ofSeconds(30));
    return new Misfortune(
        "somebody calls %s %s".formatted(action, PlanTrace.shown(named)),
        Duration.ofSeconds(seconds),
        world -> {
          var unused = world.actions().get(action).carryOut(call);
        });
  }

  void befall(World world) {
    if (after.isZero()) {
      change.accept(world);
    } else {
      world.time().after(after, () -> change.accept(world));
    }
  }
}
