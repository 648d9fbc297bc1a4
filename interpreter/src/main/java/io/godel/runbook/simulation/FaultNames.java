package io.godel.runbook.simulation;

import io.godel.runbook.diagnostic.Suggestion;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Checks that what a fault happens to exists in the world. */
public final class FaultNames {
  /** More names than these help nobody. */
  private static final int SHOWN_MAX = 12;

  /**
   * @param message what is not there
   * @param help what is
   */
  public record Unknown(String message, String help) {}

  private FaultNames() {}

  /** Empty when the fault can happen in that world. */
  public static Optional<Unknown> unknown(Fault fault, World world) {
    if (fault.trigger() instanceof Fault.OnCall on) {
      String module = on.action().split("\\.", 2)[0];
      Optional<Unknown> action =
          missing("module with actions", module, modules(world))
              .or(() -> missing("action", on.action(), world.actions().keySet()));
      if (action.isPresent()) {
        return action;
      }
      if (fault.effect() instanceof Fault.Keeping && !Kept.actions().contains(on.action())) {
        return Optional.of(
            new Unknown(
                "what `%s` does cannot be set back".formatted(on.action()),
                "it can after " + String.join(", ", Kept.actions())));
      }
    }
    return fault.effect() instanceof Fault.Change change
        ? changed(change.verb(), change.words().get(0), world)
        : Optional.empty();
  }

  private static Optional<Unknown> changed(Fault.Verb verb, String name, World world) {
    return switch (verb) {
      case CRASH_POD -> pod(name, world);
      case LOSE_NODE, RETURN_NODE -> missing("node", name, world.cluster().nodeNames());
      case CRASH_LOOP, SLOW_START ->
          missing("workload", name, world.cluster().workloadNames(world.namespace()));
      case STOP_SERVER, START_SERVER, DROP_CONNECTIONS, CORRUPT, WRITE_RATE, REPLAY_RATE, DIVERGE ->
          missing("PostgreSQL server", name, world.postgres().names());
      case FILL_REDIS -> missing("Redis", name, world.redis().hosts());
      case UNREACHABLE -> missing("module with actions", name, modules(world));
    };
  }

  /** Most names of a Deployment's pods are made up in the course of a run. */
  private static Optional<Unknown> pod(String name, World world) {
    List<String> workloads = world.cluster().workloadNames(world.namespace());
    boolean ofWorkload = workloads.stream().anyMatch(it -> name.startsWith(it + "-"));
    return ofWorkload
        ? Optional.empty()
        : missing("pod", name, workloads.stream().map(it -> it + "-0").toList());
  }

  private static Collection<String> modules(World world) {
    Collection<String> modules = new TreeSet<>();
    world.actions().keySet().forEach(action -> modules.add(action.split("\\.")[0]));
    return modules;
  }

  private static Optional<Unknown> missing(String what, String name, Collection<String> known) {
    if (known.contains(name)) {
      return Optional.empty();
    }
    String message = "this world has no %s `%s`".formatted(what, name);
    return Optional.of(
        new Unknown(
            message,
            Suggestion.nearest(name, known)
                .map(near -> "did you mean `" + near + "`?")
                .orElseGet(() -> there(known))));
  }

  private static String there(Collection<String> known) {
    if (known.isEmpty()) {
      return "there is none at all";
    }
    List<String> shown = new TreeSet<>(known).stream().limit(SHOWN_MAX).toList();
    return "there is " + String.join(", ", shown) + (known.size() > SHOWN_MAX ? ", …" : "");
  }
}
