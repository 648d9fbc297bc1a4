package io.godel.runbook.engine;

import io.godel.runbook.eval.Evaluation;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.plan.Bounds;
import io.godel.runbook.plan.Node;
import io.godel.runbook.value.Value;
import java.util.List;

/** Carries out what runs side by side: branches, and the rounds of a loop. */
final class Branching {
  private Branching() {}

  /**
   * Each branch on a strand of its own; they meet when all are done, the first failure is theirs.
   */
  static void sideBySide(
      Turn turn,
      String id,
      List<List<Node>> branches,
      Frame frame,
      Next next,
      Execution.Mode mode) {
    if (branches.isEmpty()) {
      next.go(turn, frame.env());
      return;
    }
    String join = turn.id(frame.instance(id));
    String strand = frame.strand() + "/" + join;
    turn.strands().open(join, branches.size());
    for (int i = 0; i < branches.size(); i++) {
      Frame branch =
          frame
              .onStrand(strand + "/" + i)
              .failingTo((later, failure) -> breakOff(later, join, strand, frame, failure));
      List<Node> nodes = branches.get(i);
      Next done =
          (later, env) ->
              later
                  .strands()
                  .close(join, env)
                  .ifPresent(all -> next.go(later, frame.env().and(all)));
      turn.later(branch.strand(), then -> Execution.sequence(then, nodes, 0, branch, done, mode));
    }
  }

  private static void breakOff(
      Turn turn, String join, String strand, Frame frame, Failure failure) {
    if (turn.strands().breakOff(join)) {
      turn.drain(strand, frame.strand(), next -> frame.fail().accept(next, failure));
    }
  }

  /** The elements are looked at once; what comes later is not gone through. */
  static void loop(Turn turn, Node.Loop loop, Frame frame, Next next) {
    Looking.at(
        turn,
        frame,
        loop.id(),
        loop.domain(),
        (later, found) -> {
          if (found.result() instanceof Evaluation.Ready ready) {
            counted(later, loop, ready.value(), frame, next);
          } else {
            fail(later, frame, loop, Course.why(found.result()));
          }
        });
  }

  private static void counted(Turn turn, Node.Loop loop, Value domain, Frame frame, Next next) {
    List<Value> elements;
    try {
      elements = Evaluator.elements(domain);
    } catch (ArithmeticException tooMany) {
      fail(turn, frame, loop, "the loop would go through " + tooMany.getMessage());
      return;
    }
    if (elements.size() > Bounds.ELEMENTS_MAX) {
      fail(
          turn,
          frame,
          loop,
          "the loop would go through %d elements, and %d is the limit"
              .formatted(elements.size(), Bounds.ELEMENTS_MAX));
    } else {
      turn.tell(new Notice.RoundsCounted(loop.id(), elements.size()));
      rounds(turn, loop, elements, frame, next);
    }
  }

  private static void fail(Turn turn, Frame frame, Node.Loop loop, String reason) {
    frame.fail().accept(turn, new Failure(Failure.Kind.FAILED, loop.id(), reason));
  }

  /** Each lane goes through its share of the elements, one after the other. */
  private static void rounds(
      Turn later, Node.Loop loop, List<Value> elements, Frame frame, Next next) {
    int lanes = Math.min(loop.atOnce(), elements.size());
    if (lanes <= 1) {
      lane(later, loop, elements, 0, 1, frame, next);
      return;
    }
    String join = later.id(frame.instance(loop.id()));
    String strand = frame.strand() + "/" + join;
    later.strands().open(join, lanes);
    for (int i = 0; i < lanes; i++) {
      int first = i;
      Frame branch =
          frame
              .onStrand(strand + "/" + i)
              .failingTo((then, failure) -> breakOff(then, join, strand, frame, failure));
      Next done =
          (then, env) ->
              then.strands().close(join, env).ifPresent(all -> next.go(then, frame.env()));
      later.later(branch.strand(), then -> lane(then, loop, elements, first, lanes, branch, done));
    }
  }

  private static void lane(
      Turn turn,
      Node.Loop loop,
      List<Value> elements,
      int index,
      int stride,
      Frame frame,
      Next done) {
    if (index >= elements.size()) {
      done.go(turn, frame.env());
      return;
    }
    Frame round = frame.round(index).with(frame.env().with(loop.variable(), elements.get(index)));
    Execution.sequence(
        turn,
        loop.body(),
        round,
        (later, env) ->
            later.later(
                frame.strand(),
                then -> lane(then, loop, elements, index + stride, stride, frame, done)));
  }
}
