package io.godel.runbook.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownStepsTest {
  private final Bench bench = Bench.scenario(Bench.step("a"));
  private final KnownSteps steps = new KnownSteps(bench.plan);

  private static Input started(String run) {
    return new Input.Started(Bench.START, run, "me", Optional.empty());
  }

  @Test
  void aStepIsMadeOnce() {
    State initial = steps.initial(bench.plan);
    Engine.Stepped first = steps.step(initial, started("one"));
    assertSame(first, steps.step(steps.initial(bench.plan), started("one")));
    assertNotSame(first, steps.step(initial, started("two")));
  }

  @Test
  void itIsTheStepThatTheEngineMakes() {
    Engine.Stepped known = steps.step(steps.initial(bench.plan), started("one"));
    Engine.Stepped made = Engine.step(Engine.initial(bench.plan), started("one"));
    assertEquals(made.commands(), known.commands());
    assertEquals(made.state().waitsFor(), known.state().waitsFor());
  }
}
