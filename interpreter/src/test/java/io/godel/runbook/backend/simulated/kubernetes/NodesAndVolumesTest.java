package io.godel.runbook.backend.simulated.kubernetes;

import static io.godel.runbook.backend.simulated.ModelledWorld.handle;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.backend.simulated.ModelledWorld;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Machines that are full, lost or new, and volumes that fill, grow and are copied. */
class NodesAndVolumesTest {
  private static final Value.Handle API = handle("k8s.Deployment", "api");
  private static final Value.Handle CLAIM = handle("k8s.Claim", "data-store-0");
  private static final Value.Handle COPY = handle("k8s.VolumeSnapshot", "copy");

  private final ModelledWorld world =
      ModelledWorld.of(
          """
          kubernetes:
            namespace: godel
            nodes:
              one: {cpu_millicores: 600}
              two: {cpu_millicores: 1000, lost: true}
            deployments:
              api: {replicas: 2, cpu_request: 250}
            statefulsets:
              store: {claim_template: data, claim_size: 1GiB, claim_used: 900MiB}
          """);

  private long readyPods() {
    return ((Value.Int) world.done("k8s.ready_replicas", "workload", API)).value();
  }

  private List<String> requested() {
    return ((Value.Items) world.done("k8s.nodes"))
        .values().stream()
            .map(node -> (Value.Fields) node)
            .map(
                node ->
                    ((Value.Str) node.field("name")).value()
                        + " "
                        + ((Value.Bool) node.field("ready")).value()
                        + " "
                        + ((Value.Int) node.field("cpu_requested")).value())
            .toList();
  }

  private Value.Fields volume() {
    return (Value.Fields) world.done("k8s.volume", "claim", CLAIM);
  }

  @Test
  void aPodWaitsUntilAMachineHasRoom() {
    assertEquals(List.of("one true 500", "two false 0"), requested());
    world.done("k8s.scale", "workload", API, "replicas", new Value.Int(3));
    world.pass(Duration.ofMinutes(5));
    assertEquals(2, readyPods());
    world.world().cluster().returnNode("two");
    world.pass(Duration.ofMinutes(1));
    assertEquals(3, readyPods());
    assertEquals(List.of("one true 500", "two true 250"), requested());
  }

  @Test
  void podsOfAMachineThatReturnsAreReadyAgain() {
    world.world().cluster().loseNode("one");
    world.pass(Duration.ofMinutes(1));
    assertEquals(0, readyPods());
    world.world().cluster().returnNode("one");
    world.pass(Duration.ofMinutes(1));
    assertEquals(2, readyPods());
  }

  @Test
  void aVolumeGrowsAndNeverShrinks() {
    assertEquals(new Value.Size(124L << 20), volume().field("free"));
    world.done("k8s.enlarge", "claim", CLAIM, "to", new Value.Size(2L << 30));
    world.pass(Duration.ofMinutes(1));
    assertEquals(new Value.Size(2L << 30), volume().field("size"));
    assertEquals(
        "invalid", world.refused("k8s.enlarge", "claim", CLAIM, "to", new Value.Size(1L << 30)));
  }

  @Test
  void onlyACopyOfThePresentVolumeIsOne() {
    assertEquals("not_copied", world.refused("k8s.copied", "claim", CLAIM, "into", COPY));
    world.done("k8s.snapshot", "claim", CLAIM, "into", COPY);
    assertEquals("not_copied", world.refused("k8s.copied", "claim", CLAIM, "into", COPY));
    world.pass(Duration.ofSeconds(20));
    Value.Evidence copied = (Value.Evidence) world.done("k8s.copied", "claim", CLAIM, "into", COPY);
    assertEquals("k8s.Copied", copied.name());
    Value.Handle set = handle("k8s.StatefulSet", "store");
    world.done("k8s.scale", "workload", set, "replicas", new Value.Int(0));
    world.pass(Duration.ofMinutes(1));
    world.done("k8s.delete_copied_claim", "claim", CLAIM, "copied", copied);
    assertEquals("not_found", world.refused("k8s.copied", "claim", CLAIM, "into", COPY));
    world.done("k8s.scale", "workload", set, "replicas", new Value.Int(1));
    world.pass(Duration.ofMinutes(1));
    assertEquals("not_copied", world.refused("k8s.copied", "claim", CLAIM, "into", COPY));
    assertEquals(volume().field("size"), volume().field("free"));
  }

  @Test
  void aPodThatHasEndedAsksForNothing() {
    world.done("k8s.scale", "workload", API, "replicas", new Value.Int(1));
    world.pass(Duration.ofMillis(500));
    assertEquals(List.of("one true 500", "two false 0"), requested());
    world.pass(Duration.ofMillis(700));
    assertEquals(
        2,
        world.world().cluster().pods().stream().filter(it -> it.owner.name.equals("api")).count());
    assertEquals(List.of("one true 250", "two false 0"), requested());
  }

  @Test
  void aVolumeIsMeasuredByTheMachineOfThePodThatUsesIt() {
    Value.Handle set = handle("k8s.StatefulSet", "store");
    world.world().cluster().loseNode("one");
    assertEquals("unreachable", world.refused("k8s.volume", "claim", CLAIM));
    world.world().cluster().returnNode("one");
    volume();
    world.done("k8s.scale", "workload", set, "replicas", new Value.Int(0));
    world.pass(Duration.ofMinutes(1));
    assertEquals("not_found", world.refused("k8s.volume", "claim", CLAIM));
  }
}
