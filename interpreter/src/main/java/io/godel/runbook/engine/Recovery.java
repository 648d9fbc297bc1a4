package io.godel.runbook.engine;

import io.godel.runbook.plan.Plan;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A run as its journal remembers it, for a process that goes on with it.
 *
 * <p>The state is made again by taking every input once more; the commands that follow from them
 * are not carried out again. What the old process waited for is asked for anew when the run is
 * resumed, and an acting call of which the journal has no answer goes to its probe.
 *
 * @param history what the journal says
 * @param state where the run stands
 */
public record Recovery(History history, State state) {

  /** Why the run cannot go on with this plan; empty when it can. */
  public static Optional<String> refusal(Plan plan, History history) {
    return history.plan().equals(plan.hash())
        ? Optional.empty()
        : Optional.of(
            "the run was begun with the plan %s, and this is %s: what was approved is what runs"
                .formatted(history.plan(), plan.hash()));
  }

  /**
   * @param plan the one that the run was begun with, see {@link #refusal}
   */
  public static Recovery of(Plan plan, History history) {
    return of(plan, history, (at, notice) -> {});
  }

  /**
   * @param plan the one that the run was begun with, see {@link #refusal}
   * @param listener is told once more what happened, and when: the story of a run follows from its
   *     plan and its inputs
   */
  public static Recovery of(Plan plan, History history, BiConsumer<Instant, Notice> listener) {
    refusal(plan, history)
        .ifPresent(
            why -> {
              throw new AssertionError(why);
            });
    State state = Engine.initial(plan);
    for (Input input : history.inputs()) {
      Engine.Stepped stepped = Engine.step(state, input);
      state = stepped.state();
      for (Command command : stepped.commands()) {
        if (command instanceof Command.Tell tell) {
          listener.accept(state.now, tell.notice());
        }
      }
    }
    return new Recovery(history, state);
  }

  /** Whether the run is not at its end. */
  public boolean canGoOn() {
    return state.ending().filter(it -> it.kind() != Ending.Kind.INTERRUPTED).isEmpty();
  }

  /** When the run was heard of last, by its own time. */
  public Instant last() {
    return state.now;
  }

  /** Lets the run go on from here. */
  Input.Resumed goingOn(Instant at, String by) {
    return new Input.Resumed(at, by, history.started(), Optional.empty());
  }

  /** Lets the run end from here, with compensation. */
  Input.Resumed ending(Instant at, String by, String reason) {
    return new Input.Resumed(at, by, history.started(), Optional.of(reason));
  }
}
