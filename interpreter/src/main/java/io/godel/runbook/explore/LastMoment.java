package io.godel.runbook.explore;

import io.godel.runbook.backend.Call;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.engine.State;
import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.journal.MemoryJournal;
import io.godel.runbook.simulation.Simulation;
import io.godel.runbook.simulation.World;
import io.godel.runbook.simulation.WorldLook;
import io.godel.runbook.types.Term;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells a story once more and sees whether a condition held when the run looked for the last time:
 * what ends while the last answers are under way, nobody can see.
 */
final class LastMoment implements Simulation.Onlooker {
  private static final Duration UNDER_WAY = Duration.ofSeconds(1);

  private final Term condition;
  private final Env settings;
  private final Evaluator evaluator;
  private final Instant from;
  private boolean held;

  private LastMoment(Term condition, Env settings, Evaluator evaluator, Instant end) {
    this.condition = condition;
    this.settings = settings;
    this.evaluator = evaluator;
    this.from = end.minus(UNDER_WAY);
  }

  /**
   * @param end when the run of the story ended
   */
  static boolean held(Origin origin, Story story, Instant end, Term condition, Env settings) {
    Setting setting = origin.setting();
    LastMoment moment =
        new LastMoment(condition, settings, new Evaluator(setting.plan().library()), end);
    Simulation again =
        Simulation.of(
            setting.plan(),
            origin.world(),
            story.script(setting.scenario()),
            new MemoryJournal(),
            moment);
    while (!again.hasEnded()) {
      again.advance();
    }
    return moment.held;
  }

  @Override
  public void told(Instant at, Notice notice, State state, World world) {}

  @Override
  public void calls(Call call, World world) {
    held =
        held
            || !world.time().now().isBefore(from)
                && new WorldLook(world, evaluator).truth(condition, settings) == Truth.TRUE;
  }
}
