package io.godel.runbook.soundness;

import io.godel.runbook.backend.Backend;
import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.simulated.VirtualTime;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Type;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Answers every call by chance, and always with a value of the type that the action declares. */
final class RandomWorld implements Backend {
  private final Draw draw;
  private final VirtualTime time;

  RandomWorld(Draw draw, VirtualTime time) {
    this.draw = draw;
    this.time = time;
  }

  @Override
  public void start(Call call, Consumer<Outcome> answer) {
    Outcome outcome =
        switch (draw.below(12)) {
          case 0 -> new Outcome.NotDone("not_found", "there is none", false);
          case 1 -> new Outcome.NotDone("conflict", "another was faster", true);
          case 2 -> new Outcome.Unknown("the connection was lost");
          default -> new Outcome.Done(result(call));
        };
    if (!draw.oneIn(30)) {
      Duration delay = Duration.ofMillis(draw.from(1, 200, 3000, 60_000));
      time.after(delay, () -> answer.accept(outcome));
    }
  }

  private Value result(Call call) {
    Action action = LibraryCalls.LIBRARY.actions().get(call.action());
    if (action.result() instanceof Type.EvidenceOf evidence) {
      return new Value.Evidence(
          evidence.name(),
          List.of(call.arguments().values().iterator().next()),
          time.now(),
          Map.of());
    }
    if (!action.typeParameters().isEmpty()) {
      Value.Fields row =
          new Value.Fields(
              RandomTypes.RUNBOOK + ".StateCount",
              Map.of("state", new Value.None(), "sessions", new Value.Int(2)));
      return new Value.Items(draw.oneIn(2) ? List.of() : List.of(row));
    }
    return new RandomValues(draw).of(action.result());
  }
}
