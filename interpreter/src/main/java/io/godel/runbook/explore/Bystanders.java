package io.godel.runbook.explore;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.simulated.application.Application;
import io.godel.runbook.simulation.World;
import io.godel.runbook.value.Value;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What stands in a world and may have no part in a run: nothing else in the world works with it. As
 * long as no call looks at it either, what befalls it and all the rest are independent of each
 * other, in the sense of partial-order reduction.
 *
 * <p>They are workloads in which neither the application nor Redis runs, and replicas that the
 * application does not use, with their pods. Whatever a call could see is taken as seen: what it
 * names, what its selector chooses, and everything where it is not known what it looks at.
 */
final class Bystanders {
  private static final String SERVER = "server ";

  /** Of these a call sees what it names, and nothing that hangs on a bystander. */
  private static final Set<String> NAMING =
      Set.of("core", "http", "k8s", "net", "notify", "prom", "redis");

  /** What a program does in a pod nobody knows. */
  private static final String EXEC = "k8s.exec";

  private static final String PODS = "k8s.pods";

  /** By each bystander the words without which nobody can speak of it. */
  private final Map<String, Set<String>> words = new TreeMap<>();

  private final World world;
  private final List<String> workloads;
  private final Optional<String> application;

  /**
   * @param world in which nothing has happened yet, and never will
   */
  Bystanders(World world) {
    this.world = world;
    this.workloads =
        world.cluster().workloadNames(world.namespace()).stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    this.application = world.application().map(Application::workload);
    Set<String> taken = new HashSet<>();
    application.ifPresent(taken::add);
    world.redis().pods().forEach(pod -> workloadOf(pod).ifPresent(taken::add));
    for (String server : world.postgres().names()) {
      workloadOf(world.postgres().pod(server)).ifPresent(taken::add);
    }
    workloads.stream()
        .filter(workload -> !taken.contains(workload))
        .forEach(workload -> words.put(workload, Set.of(workload)));
    replicas();
  }

  private void replicas() {
    Set<String> used = world.application().map(Application::databases).orElse(Set.of());
    for (String server : world.postgres().names()) {
      if (world.postgres().inRecovery(server) && !used.contains(server)) {
        String pod = world.postgres().pod(server);
        Set<String> names = new TreeSet<>(List.of(server, world.postgres().host(server), pod));
        workloadOf(pod).ifPresent(names::add);
        words.put(SERVER + server, names);
      }
    }
  }

  /** The one that its controller has made the pod for; a pod is called after it. */
  private Optional<String> workloadOf(String pod) {
    return workloads.stream().filter(workload -> pod.startsWith(workload + "-")).findFirst();
  }

  Set<String> all() {
    return words.keySet();
  }

  /** The bystander that a misfortune befalls; empty when it befalls something else. */
  Optional<String> of(String event) {
    String what = event.substring(event.indexOf(": ") + 1).strip();
    String[] parts = what.split(" ");
    return switch (parts[0]) {
      case "stop", "start", "diverge" -> server(parts[parts.length - 1]);
      case "replay" -> server(parts[2]);
      case "crash" -> workloadOf(parts[2]).flatMap(this::inWorkload);
      default -> Optional.empty();
    };
  }

  private Optional<String> server(String name) {
    return Optional.of(SERVER + name).filter(words::containsKey);
  }

  private Optional<String> inWorkload(String workload) {
    return words.keySet().stream().filter(each -> words.get(each).contains(workload)).findFirst();
  }

  /** Those of which one of the calls could have seen something. */
  Set<String> seenBy(Stream<Call> calls) {
    Set<String> seen = new TreeSet<>();
    calls.forEach(call -> words.keySet().stream().filter(it -> sees(call, it)).forEach(seen::add));
    return seen;
  }

  private boolean sees(Call call, String bystander) {
    String module = call.action().substring(0, call.action().indexOf('.'));
    if (module.equals("pg") || module.equals("backup")) {
      return bystander.startsWith(SERVER) || names(call, bystander);
    }
    if (!NAMING.contains(module) || call.action().equals(EXEC) || isFromElsewhere(call)) {
      return true;
    }
    return names(call, bystander) || call.action().equals(PODS) && chooses(call, bystander);
  }

  private boolean names(Call call, String bystander) {
    String written = call.arguments().toString();
    return words.get(bystander).stream().anyMatch(written::contains);
  }

  /** Whether it asks a program other than the application, which may tell of anything. */
  private boolean isFromElsewhere(Call call) {
    return call.arguments().get("from") instanceof Value.Handle from
        && !application.filter(it -> from.part("name").equals(new Value.Str(it))).isPresent();
  }

  private boolean chooses(Call call, String bystander) {
    return !(call.argument("selector") instanceof Value.Str selector)
        || words.get(bystander).stream()
            .anyMatch(it -> world.cluster().chooses(world.namespace(), selector.value(), it));
  }
}
