package io.godel.runbook.soundness;

import io.godel.runbook.backend.simulated.VirtualTime;
import io.godel.runbook.engine.Approver;
import io.godel.runbook.engine.Command;
import io.godel.runbook.engine.Input;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;

/** People who say yes, no or nothing, soon or too late. */
final class RandomPeople implements Approver {
  private final VirtualTime time;
  private final Random random;

  RandomPeople(VirtualTime time, Random random) {
    this.time = time;
    this.random = random;
  }

  @Override
  public void ask(Command.Request request, Consumer<Input> answer) {
    int mood = random.nextInt(10);
    if (mood == 0) {
      return;
    }
    Duration delay = Duration.ofSeconds(random.nextInt(400));
    time.after(delay, () -> answer.accept(answer(request, mood)));
  }

  private Input answer(Command.Request request, int mood) {
    if (request instanceof Command.Task task && mood > 2) {
      return new Input.Acknowledged(
          time.now(),
          task.id(),
          "somebody",
          RandomValues.answers(task.fields().stream().map(Command.Field::name).toList(), random));
    }
    Input.Decision decision = mood > 2 ? Input.Decision.YES : Input.Decision.NO;
    return new Input.Decided(time.now(), request.id(), decision, "somebody", "");
  }

  @Override
  public void withdraw(String request) {
    // An answer that comes too late is dropped by the engine.
  }
}
