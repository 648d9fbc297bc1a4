package io.godel.runbook.soundness;

import io.godel.runbook.backend.Backend;
import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.simulated.VirtualTime;
import io.godel.runbook.types.Library;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;

/** Answers each call at random, but with a value of the type that its action declares. */
final class RandomWorld implements Backend {
  private final Library library;
  private final VirtualTime time;
  private final Random random;
  private final RandomValues values;

  RandomWorld(Library library, VirtualTime time, Random random) {
    this.library = library;
    this.time = time;
    this.random = random;
    this.values = new RandomValues(random);
  }

  @Override
  public void start(Call call, Consumer<Outcome> answer) {
    Outcome outcome = outcome(call);
    // Now and then later than anybody waits for it.
    Duration delay = Duration.ofMillis(random.nextInt(20) == 0 ? 600_000 : random.nextInt(3_000));
    time.after(delay, () -> answer.accept(outcome));
  }

  private Outcome outcome(Call call) {
    return switch (random.nextInt(12)) {
      case 0 -> new Outcome.NotDone("unreachable", "nothing answers", random.nextBoolean());
      case 1 ->
          call.acts()
              ? new Outcome.Unknown("the connection was lost")
              : new Outcome.NotDone("not_found", "it is not there", false);
      default -> new Outcome.Done(values.of(library.action(call.action()).orElseThrow().result()));
    };
  }
}
