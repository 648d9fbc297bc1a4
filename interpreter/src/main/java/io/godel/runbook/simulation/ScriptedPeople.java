package io.godel.runbook.simulation;

import io.godel.runbook.backend.simulated.VirtualTime;
import io.godel.runbook.engine.Approver;
import io.godel.runbook.engine.Command;
import io.godel.runbook.engine.Input;
import io.godel.runbook.plan.WrittenValue;
import io.godel.runbook.types.Type;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The people of a simulated run: they say yes after a while, but where they are told to say no or
 * nothing.
 */
final class ScriptedPeople implements Approver {
  /** What a person takes to read the question and to answer. */
  private static final Duration READING = Duration.ofSeconds(20);

  private static final Duration WORKING = Duration.ofMinutes(2);

  private final VirtualTime time;
  private final World.People people;
  private final Supplier<Simulation.Script> script;

  /**
   * @param script which steps they refuse, and which they give no answer to
   */
  ScriptedPeople(VirtualTime time, World.People people, Supplier<Simulation.Script> script) {
    this.time = time;
    this.people = people;
    this.script = script;
  }

  private boolean denies(String step) {
    return script.get().deny().contains(step);
  }

  private boolean isSilent(String step) {
    return script.get().silent().contains(step);
  }

  @Override
  public void ask(Command.Request request, Consumer<Input> answer) {
    if (request instanceof Command.Approval it && !isSilent(it.step())) {
      Input.Decision decision = denies(it.step()) ? Input.Decision.NO : Input.Decision.YES;
      later(READING, () -> answer.accept(decided(it.id(), decision, it.role())));
    } else if (request instanceof Command.Task it && !isSilent(it.step())) {
      task(it, answer);
    } else if (request instanceof Command.Doubt it && !people.doubts().equals("silent")) {
      Input.Decision decision =
          people.doubts().equals("yes") ? Input.Decision.YES : Input.Decision.NO;
      later(READING, () -> answer.accept(decided(it.id(), decision, "operator on duty")));
    } else if (request instanceof Command.Choice it) {
      later(Duration.ZERO, () -> answer.accept(decided(it.id(), Input.Decision.NO, "nobody")));
    }
  }

  private void later(Duration delay, Runnable work) {
    time.after(delay, work);
  }

  private Input decided(String request, Input.Decision decision, String by) {
    return new Input.Decided(time.now(), request, decision, by + " (scripted)", "");
  }

  /** A task is done when the world says what its answers are; else nobody does it. */
  private void task(Command.Task task, Consumer<Input> answer) {
    String by = task.role() + " (scripted)";
    if (denies(task.step())) {
      later(WORKING, () -> answer.accept(decided(task.id(), Input.Decision.NO, task.role())));
      return;
    }
    Map<String, String> written = people.answers().getOrDefault(task.step(), Map.of());
    Map<String, Value> answers = new LinkedHashMap<>();
    for (Command.Field field : task.fields()) {
      Optional<Value> value =
          Optional.ofNullable(written.get(field.name()))
              .flatMap(text -> type(field.type()).flatMap(type -> WrittenValue.read(text, type)));
      if (value.isEmpty()) {
        return;
      }
      answers.put(field.name(), value.get());
    }
    later(WORKING, () -> answer.accept(new Input.Acknowledged(time.now(), task.id(), by, answers)));
  }

  /** Empty for a type of which no value can be written in a world file. */
  private static Optional<Type> type(String shown) {
    if (shown.endsWith("?")) {
      return type(shown.substring(0, shown.length() - 1)).map(Type.OptionalOf::new);
    }
    return Arrays.stream(Type.Primitive.values())
        .filter(primitive -> primitive.shown().equals(shown))
        .map(primitive -> (Type) primitive)
        .findFirst();
  }

  @Override
  public void withdraw(String request) {
    // An answer that comes too late is dropped by the engine.
  }
}
