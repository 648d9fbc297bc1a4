package io.godel.runbook.simulation;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Objects that somebody else keeps as they were: a controller that applies its own manifests again
 * as soon as it sees that something is another, as Argo CD and Flux do.
 */
public final class Kept {
  /** Until it sees the change and has set it back. */
  static final Duration REACTION = Duration.ofSeconds(2);

  /**
   * @param look the action that reads what another one sets
   * @param argument what is set
   */
  private record Field(String look, String argument) {}

  private static final Map<String, Field> FIELDS =
      Map.of(
          "k8s.scale", new Field("k8s.replicas", "replicas"),
          "k8s.patch", new Field("k8s.data", "data"),
          "k8s.annotate", new Field("k8s.annotation", "value"),
          "k8s.set_memory_limit", new Field("k8s.memory_limit", "limit"),
          "k8s.set_variable", new Field("k8s.variable", "value"),
          "k8s.set_bounds", new Field("k8s.bounds", "bounds"));

  private final World world;

  /** By what is kept, the call that sets it back. */
  private final Map<List<Object>, Call> kept = new HashMap<>();

  Kept(World world) {
    this.world = world;
  }

  /** The actions whose changes can be set back, in order. */
  static List<String> actions() {
    return List.copyOf(new TreeSet<>(FIELDS.keySet()));
  }

  /** What a call changes, whatever it changes it to; empty where nobody could keep it. */
  public static Optional<List<Object>> object(Call call) {
    return Optional.ofNullable(FIELDS.get(call.action()))
        .map(field -> List.of(call.action(), without(call, field.argument())));
  }

  private static Map<String, Value> without(Call call, String argument) {
    Map<String, Value> others = new LinkedHashMap<>(call.arguments());
    others.remove(argument);
    return others;
  }

  /** From now on what the call is about to change is kept as it is. */
  void keep(Call call) {
    object(call)
        .filter(object -> !kept.containsKey(object))
        .ifPresent(object -> before(call).ifPresent(back -> kept.put(object, back)));
  }

  private Optional<Call> before(Call call) {
    Field field = FIELDS.get(call.action());
    Map<String, Value> object = without(call, field.argument());
    Call look = new Call(call.id(), field.look(), object, false, call.timeout());
    if (world.actions().get(look.action()).carryOut(look).outcome() instanceof Outcome.Done now) {
      Map<String, Value> arguments = new LinkedHashMap<>(call.arguments());
      arguments.put(field.argument(), now.result());
      return Optional.of(new Call(call.id(), call.action(), arguments, true, call.timeout()));
    }
    return Optional.empty();
  }

  /** Somebody has called; where that is kept, it is soon what it was. */
  void called(Call call) {
    object(call)
        .map(kept::get)
        .ifPresent(back -> world.time().after(REACTION, () -> carryOut(back)));
  }

  private void carryOut(Call back) {
    world.actions().get(back.action()).carryOut(back);
  }
}
