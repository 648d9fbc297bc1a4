package io.godel.runbook.soundness;

import io.godel.runbook.backend.simulated.VirtualTime;
import io.godel.runbook.engine.Approver;
import io.godel.runbook.engine.Command;
import io.godel.runbook.engine.Input;
import io.godel.runbook.types.Type;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** People who say yes, no, something or nothing. */
final class RandomPeople implements Approver {
  private final Draw draw;
  private final VirtualTime time;

  RandomPeople(Draw draw, VirtualTime time) {
    this.draw = draw;
    this.time = time;
  }

  @Override
  public void ask(Command.Request request, Consumer<Input> answer) {
    int mood = draw.below(8);
    if (mood > 0) {
      time.after(Duration.ofSeconds(draw.below(900)), () -> answer.accept(said(request, mood > 1)));
    }
  }

  private Input said(Command.Request request, boolean willing) {
    if (request instanceof Command.Task task && willing) {
      Map<String, Value> answers = new LinkedHashMap<>();
      task.fields().forEach(it -> answers.put(it.name(), new RandomValues(draw).of(type(it))));
      return new Input.Acknowledged(time.now(), task.id(), "somebody", answers);
    }
    if (request instanceof Command.Choice choice && willing) {
      return new Input.Chosen(time.now(), choice.id(), draw.of(choice.scenarios()), "somebody");
    }
    Input.Decision decision = willing ? Input.Decision.YES : Input.Decision.NO;
    return new Input.Decided(time.now(), request.id(), decision, "somebody", "");
  }

  private static Type type(Command.Field field) {
    return RandomTypes.ANSWERED.stream()
        .filter(it -> it.shown().equals(field.type()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void withdraw(String request) {
    // What comes too late is dropped by the engine.
  }
}
