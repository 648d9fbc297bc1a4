package io.godel.runbook.conformance;

import io.godel.runbook.engine.Approver;
import io.godel.runbook.engine.Command;
import io.godel.runbook.engine.Input;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The people of a simulation, where the run is live: they say yes after a while, or no. */
final class PlanPeople implements Approver {
  private static final Duration READING = Duration.ofSeconds(20);

  private final DrawnPlan drawn;
  private final BiConsumer<Duration, Runnable> later;
  private final InstantSource clock;

  PlanPeople(DrawnPlan drawn, BiConsumer<Duration, Runnable> later, InstantSource clock) {
    this.drawn = drawn;
    this.later = later;
    this.clock = clock;
  }

  @Override
  public void ask(Command.Request request, Consumer<Input> answer) {
    if (request instanceof Command.Approval it) {
      Input.Decision decision =
          drawn.denied().contains(it.step()) ? Input.Decision.NO : Input.Decision.YES;
      String by = it.role() + " (scripted)";
      later.accept(
          READING,
          () -> answer.accept(new Input.Decided(clock.instant(), it.id(), decision, by, "")));
    }
  }

  @Override
  public void withdraw(String request) {
    // An answer that comes too late is dropped by the engine.
  }
}
