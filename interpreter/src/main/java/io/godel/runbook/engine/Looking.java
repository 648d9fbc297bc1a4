package io.godel.runbook.engine;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.eval.Evaluation;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.eval.Explanation;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.plan.Bounds;
import io.godel.runbook.types.Term;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Finds out the value of a term, looking at the world as often as the term needs. */
final class Looking {
  /** A condition that looks more often is no condition any more. */
  static final int LOOKS_MAX = 1_000;

  private final Frame frame;
  private final String node;
  private final boolean detached;
  private final Term term;
  private final Instant begun;
  private final long asked;
  private final BiConsumer<Turn, Found> then;

  /** What an evaluation came to. */
  record Found(Evaluation result, Explanation explanation) {
    Truth truth() {
      return Evaluator.truth(result);
    }
  }

  private Looking(
      Turn turn,
      Frame frame,
      String node,
      boolean detached,
      Term term,
      BiConsumer<Turn, Found> then) {
    this.frame = frame;
    this.node = node;
    this.detached = detached;
    this.term = term;
    this.begun = turn.now;
    this.asked = turn.number();
    this.then = then;
  }

  static void at(Turn turn, Frame frame, String node, Term term, BiConsumer<Turn, Found> then) {
    new Looking(turn, frame, node, false, term, then).go(turn, List.of());
  }

  /** Goes on although the strand is cancelled. */
  static void detached(
      Turn turn, Frame frame, String node, Term term, BiConsumer<Turn, Found> then) {
    new Looking(turn, frame, node, true, term, then).go(turn, List.of());
  }

  /** The values of all terms, or the first failure. */
  static void all(
      Turn turn,
      Frame frame,
      String node,
      List<Term> terms,
      BiConsumer<Turn, List<Value>> then,
      BiConsumer<Turn, Evaluation.Failed> failed) {
    next(turn, frame, node, terms, List.of(), then, failed);
  }

  private static void next(
      Turn turn,
      Frame frame,
      String node,
      List<Term> terms,
      List<Value> values,
      BiConsumer<Turn, List<Value>> then,
      BiConsumer<Turn, Evaluation.Failed> failed) {
    if (values.size() == terms.size()) {
      then.accept(turn, values);
      return;
    }
    at(
        turn,
        frame,
        node,
        terms.get(values.size()),
        (later, found) -> {
          if (found.result() instanceof Evaluation.Failed why) {
            failed.accept(later, why);
            return;
          }
          List<Value> more = new ArrayList<>(values);
          more.add(((Evaluation.Ready) found.result()).value());
          next(later, frame, node, terms, more, then, failed);
        });
  }

  private void go(Turn turn, List<Outcome> answers) {
    Evaluation result = turn.evaluator.evaluate(term, frame.env(), begun, answers);
    if (!(result instanceof Evaluation.Needs needs)) {
      finish(turn, result, answers);
      return;
    }
    if (answers.size() >= LOOKS_MAX) {
      give(turn, "it looks at more than " + LOOKS_MAX + " things");
    } else if (!answers.isEmpty() && isLate(turn)) {
      give(turn, "it took longer than " + io.godel.runbook.value.ValueText.duration(bound(turn)));
    } else {
      look(turn, needs, answers);
    }
  }

  /** Nothing is given up before {@link Bounds#LOOKING}, so earlier the bound does not matter. */
  private boolean isLate(Turn turn) {
    return !turn.now.isBefore(begun.plus(Bounds.LOOKING))
        && !turn.now.isBefore(begun.plus(bound(turn)));
  }

  private Duration bound(Turn turn) {
    return new Bounds(turn.plan.library()).of(term);
  }

  private void look(Turn turn, Evaluation.Needs needs, List<Outcome> answers) {
    Duration timeout =
        turn.plan.library().action(needs.action().qualifiedName()).orElse(needs.action()).timeout();
    Call call =
        new Call(
            turn.id(frame.instance(node)),
            needs.action().qualifiedName(),
            needs.arguments(),
            false,
            timeout);
    turn.call(
        frame.strand(),
        detached,
        call,
        (later, outcome) -> {
          List<Outcome> more = new ArrayList<>(answers);
          more.add(outcome);
          if (outcome instanceof Outcome.Done done
              && done.result() instanceof Value.Evidence evidence) {
            later.made(evidence, asked);
          }
          go(later, more);
        },
        (later, loss) -> again(later));
  }

  /** What was seen before the process was gone is too old to decide anything. */
  private void again(Turn turn) {
    new Looking(turn, frame, node, detached, term, then).go(turn, List.of());
  }

  private void give(Turn turn, String reason) {
    Evaluation.Failed failed = new Evaluation.Failed("limit", reason);
    then.accept(turn, new Found(failed, Explanation.of(term, reason)));
  }

  private void finish(Turn turn, Evaluation result, List<Outcome> answers) {
    boolean isCondition = term.type() == io.godel.runbook.types.Type.Primitive.BOOL;
    Explanation explanation =
        isCondition
            ? turn.evaluator.explain(term, frame.env(), begun, answers)
            : Explanation.of(term, "");
    then.accept(turn, new Found(result, explanation));
  }
}
