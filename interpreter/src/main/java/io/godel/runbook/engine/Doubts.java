package io.godel.runbook.engine;

import io.godel.runbook.backend.Call;
import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.plan.Bounds;
import io.godel.runbook.plan.Node;
import io.godel.runbook.types.Action;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;

/**
 * Finds out whether a call took effect whose answer did not come: by its probe, then by a person.
 *
 * <p>Until that is known nothing is retried and nothing undone; so this goes on even when the run
 * is being ended.
 *
 * @param started when the call began, for probes that compare with it
 */
record Doubts(Frame frame, Node.Act act, Env parameters, Instant started) {

  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** Takes the answer: it took effect, it did not, or nobody can tell. */
  @FunctionalInterface
  interface Resolved {
    void accept(Turn turn, Call call, Truth tookEffect, int number);
  }

  void decide(Turn turn, Call call, Resolved resolved, int number) {
    if (act.action().decision() instanceof Action.Probe probe) {
      probe(turn, call, probe, turn.age(), resolved, number);
    } else {
      String question =
          act.action().decision() instanceof Action.AskPerson person
              ? person.question()
              : "Did " + act.action() + " take effect?";
      ask(turn, call, question, resolved, number);
    }
  }

  private void probe(
      Turn turn, Call call, Action.Probe probe, Duration begun, Resolved resolved, int number) {
    Frame asking = frame.with(parameters.with(probe.started(), new Value.Moment(started)));
    Looking.detached(
        turn,
        asking,
        act.id() + "/decide",
        probe.term(),
        (later, found) -> {
          if (found.truth() != Truth.UNKNOWN) {
            answer(later, call, found.truth(), "the probe", resolved, number);
          } else if (later.age().plus(PAUSE).compareTo(begun.plus(Bounds.DECIDING)) > 0) {
            ask(later, call, "Did " + act.action() + " take effect?", resolved, number);
          } else {
            later.wake(
                frame.strand(),
                true,
                later.id(act.id() + "/decide"),
                later.now.plus(PAUSE),
                then -> probe(then, call, probe, begun, resolved, number));
          }
        });
  }

  private void ask(Turn turn, Call call, String question, Resolved resolved, int number) {
    String id = turn.id(frame.instance(act.id()) + "/doubt");
    String patience = "patience with " + id;
    String step = frame.step().map(it -> turn.step(it).step().name()).orElse("");
    turn.ask(
        frame.strand(),
        true,
        new Command.Doubt(id, act.id(), step, call, question),
        (later, input) -> {
          later.forget(patience);
          Input.Decided decided = (Input.Decided) input;
          Truth truth = Truth.of(decided.decision() == Input.Decision.YES);
          answer(later, call, truth, decided.by(), resolved, number);
        });
    turn.wake(
        frame.strand(),
        true,
        patience,
        turn.now.plus(Bounds.DOUBT),
        later -> {
          later.forget(id);
          answer(later, call, Truth.UNKNOWN, "nobody answered", resolved, number);
        });
  }

  private void answer(
      Turn turn, Call call, Truth truth, String how, Resolved resolved, int number) {
    turn.tell(new Notice.DoubtResolved(act.id(), call.id(), truth, how));
    resolved.accept(turn, call, truth, number);
  }
}
