package io.godel.runbook.explore;

import io.godel.runbook.backend.simulated.kubernetes.Pod;
import io.godel.runbook.simulation.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What can happen to a world from outside, in the words of faults. */
final class WorldEvents {
  static final String RETURN = "return node ";

  private WorldEvents() {}

  /**
   * Servers die and come back, replicas stand still or leave the timeline, pods die, and machines
   * fall silent.
   */
  static List<String> of(World world) {
    List<String> events = new ArrayList<>();
    for (String server : world.postgres().names()) {
      events.add((world.postgres().isUp(server) ? "stop server " : "start server ") + server);
      if (world.postgres().inRecovery(server)) {
        events.add("replay rate " + server + " 0B");
        events.add("diverge " + server);
      }
    }
    Set<String> nodes = new TreeSet<>();
    for (String workload : world.cluster().workloadNames(world.namespace())) {
      List<Pod> pods = world.cluster().running(world.namespace(), workload);
      pods.stream()
          .map(Pod::name)
          .sorted()
          .findFirst()
          .ifPresent(pod -> events.add("crash pod " + pod));
      pods.forEach(pod -> nodes.add(pod.node()));
    }
    nodes.forEach(node -> events.add("lose node " + node));
    world.cluster().nodeNames().stream()
        .filter(node -> !world.cluster().isUp(node))
        .forEach(node -> events.add(RETURN + node));
    return events;
  }
}
