package io.godel.runbook.engine;

import io.godel.runbook.backend.Backend;
import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.simulated.VirtualTime;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A world of names and values: {@code redis.set} writes one, {@code redis.setting} reads it, {@code
 * notify.post} cannot be unsaid. A script says what goes wrong.
 *
 * <p>Calls are spelt {@code set a 1}: the action's name and its plain arguments.
 */
final class KeyWorld implements Backend {
  private final VirtualTime time;
  private final Map<String, String> values = new TreeMap<>();
  private final Map<String, Deque<Behaviour>> next = new TreeMap<>();
  private final Map<String, Behaviour> always = new TreeMap<>();
  private final Map<String, Runnable> whenStarted = new TreeMap<>();
  private Consumer<Call> beforeActing = call -> {};
  private final List<String> effects = new ArrayList<>();
  private final List<String> started = new ArrayList<>();

  KeyWorld(VirtualTime time) {
    this.time = time;
  }

  /** The next call of that kind behaves so; several are used up one after the other. */
  KeyWorld next(String call, Behaviour... behaviours) {
    next.computeIfAbsent(call, it -> new ArrayDeque<>()).addAll(List.of(behaviours));
    return this;
  }

  KeyWorld always(String call, Behaviour behaviour) {
    always.put(call, behaviour);
    return this;
  }

  /** Somebody else changes the world. */
  KeyWorld put(String name, String value) {
    values.put(name, value);
    return this;
  }

  String value(String name) {
    return values.getOrDefault(name, "");
  }

  Map<String, String> values() {
    return Map.copyOf(values);
  }

  void whenStarted(String call, Runnable then) {
    whenStarted.put(call, then);
  }

  void beforeEveryActing(Consumer<Call> look) {
    beforeActing = look;
  }

  /** What changed the world, in order. */
  List<String> effects() {
    return List.copyOf(effects);
  }

  /** The acting calls that were carried out, in order. */
  List<String> started() {
    return List.copyOf(started);
  }

  /** The process that asks dies: it hears nothing any more, and the world goes on. */
  Backend untilKilled(BooleanSupplier killed) {
    return (call, answer) ->
        start(
            call,
            outcome -> {
              if (!killed.getAsBoolean()) {
                answer.accept(outcome);
              }
            });
  }

  static String spelt(Call call) {
    String name = call.action().substring(call.action().indexOf('.') + 1);
    String arguments =
        call.arguments().values().stream()
            .filter(it -> !(it instanceof Value.Handle) && !(it instanceof Value.Evidence))
            .map(ValueText::plain)
            .collect(Collectors.joining(" "));
    return (name + " " + arguments).strip();
  }

  @Override
  public void start(Call call, Consumer<Outcome> answer) {
    String spelt = spelt(call);
    if (call.acts()) {
      beforeActing.accept(call);
      started.add(spelt);
    }
    whenStarted.getOrDefault(spelt, () -> {}).run();
    Deque<Behaviour> script = next.getOrDefault(spelt, new ArrayDeque<>());
    Behaviour behaviour =
        script.isEmpty() ? always.getOrDefault(spelt, Behaviour.usual()) : script.remove();
    if (behaviour.asUsual()) {
      Outcome outcome = new Outcome.Done(carryOut(call, spelt));
      time.after(behaviour.after(), () -> answer.accept(outcome));
      return;
    }
    if (behaviour.takesEffect()) {
      carryOut(call, spelt);
    }
    behaviour.outcome().ifPresent(it -> time.after(behaviour.after(), () -> answer.accept(it)));
  }

  private Value carryOut(Call call, String spelt) {
    if (call.acts()) {
      effects.add(spelt);
    }
    return switch (call.action()) {
      case "redis.set" -> {
        values.put(text(call, "name"), text(call, "value"));
        yield new Value.Unit();
      }
      case "redis.setting" -> new Value.Str(value(text(call, "name")));
      case "redis.ping" -> new Value.Bool(!value("up").equals("no"));
      case "redis.queue_length" -> new Value.Int(Long.parseLong(value(text(call, "key"))));
      case "redis.expendable" ->
          new Value.Evidence(
              "redis.Expendable", List.of(call.argument("server")), time.now(), Map.of());
      case "redis.unlink" -> new Value.Int(1);
      case "redis.key_count" -> new Value.Int(0);
      case "k8s.rollout_restart" -> {
        values.put("restarted", time.now().toString());
        yield new Value.Unit();
      }
      case "k8s.restarted_at" ->
          value("restarted").isEmpty()
              ? new Value.None()
              : new Value.Moment(Instant.parse(value("restarted")));
      case "k8s.ready" -> new Value.Bool(!value("ready").equals("no"));
      case "notify.post" -> new Value.Unit();
      default -> throw new AssertionError("this world has no " + call.action());
    };
  }

  private static String text(Call call, String argument) {
    return ((Value.Str) call.argument(argument)).value();
  }
}
