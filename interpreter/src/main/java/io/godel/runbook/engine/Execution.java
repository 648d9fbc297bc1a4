package io.godel.runbook.engine;

import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Evaluation;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.plan.Node;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Carries out one node of a plan and then goes on. */
final class Execution implements Node.Visitor<Void> {
  /** What an observation that fails means. */
  enum Mode {
    /** The run fails. */
    WORKING,
    /** The value is not known, and the run goes on. */
    LOOKING
  }

  private final Turn turn;
  private final Frame frame;
  private final Next next;
  private final Mode mode;

  Execution(Turn turn, Frame frame, Next next, Mode mode) {
    this.turn = turn;
    this.frame = frame;
    this.next = next;
    this.mode = mode;
  }

  /** One after the other; what one finds out the later ones know. */
  static void sequence(Turn turn, List<Node> nodes, Frame frame, Next next) {
    sequence(turn, nodes, 0, frame, next, Mode.WORKING);
  }

  static void sequence(Turn turn, List<Node> nodes, int index, Frame frame, Next next, Mode mode) {
    if (index == nodes.size()) {
      next.go(turn, frame.env());
      return;
    }
    Next rest = (later, env) -> sequence(later, nodes, index + 1, frame.with(env), next, mode);
    turn.later(
        frame.strand(), then -> nodes.get(index).accept(new Execution(then, frame, rest, mode)));
  }

  private void fail(Failure.Kind kind, Node node, String reason) {
    frame.fail().accept(turn, new Failure(kind, node.id(), reason));
  }

  private void bind(Turn later, Env env) {
    later.update(frame.step(), record -> record.knowing(env));
    next.go(later, env);
  }

  @Override
  public Void visitObserve(Node.Observe observe) {
    Looking.at(
        turn,
        frame,
        observe.id(),
        observe.value(),
        (later, found) -> {
          if (found.result() instanceof Evaluation.Ready ready) {
            observed(later, observe, ready.value());
          } else if (mode == Mode.LOOKING) {
            String reason = Course.why(found.result());
            later.tell(
                new Notice.ObservationFailed(observe.id(), observe.variable().name(), reason));
            next.go(later, frame.env().withUnknown(observe.variable(), reason));
          } else {
            frame
                .fail()
                .accept(
                    later,
                    new Failure(
                        Failure.Kind.FAILED,
                        observe.id(),
                        "`%s` is not known: %s"
                            .formatted(observe.variable().name(), Course.why(found.result()))));
          }
        });
    return null;
  }

  private void observed(Turn later, Node.Observe observe, Value value) {
    if (value instanceof Value.Evidence evidence) {
      later.tell(new Notice.EvidenceMade(observe.id(), evidence));
    } else if (observe.effect() != io.godel.runbook.types.Effect.PURE) {
      later.tell(new Notice.Observed(observe.id(), observe.variable().name(), value));
    }
    bind(later, frame.env().with(observe.variable(), value));
  }

  @Override
  public Void visitGuard(Node.Guard guard) {
    Guards.ask(turn, frame, guard, later -> next.go(later, frame.env()));
    return null;
  }

  @Override
  public Void visitWarn(Node.Warn warn) {
    Looking.at(
        turn,
        frame,
        warn.id(),
        warn.condition(),
        (later, found) -> {
          later.tell(
              new Notice.Warned(
                  warn.id(),
                  Texts.of(later, frame, warn.why()),
                  found.truth(),
                  found.explanation()));
          next.go(later, frame.env());
        });
    return null;
  }

  @Override
  public Void visitApprove(Node.Approve approve) {
    new Asking(turn, frame).approve(approve, next);
    return null;
  }

  @Override
  public Void visitManual(Node.Manual manual) {
    new Asking(turn, frame).task(manual, this::bind);
    return null;
  }

  @Override
  public Void visitAct(Node.Act act) {
    Calling.go(turn, frame, act, this::bind);
    return null;
  }

  @Override
  public Void visitVerify(Node.Verify verify) {
    String what = Texts.of(turn, frame, verify.what());
    turn.tell(
        new Notice.PollStarted(
            verify.id(), Notice.Waiting.VERIFY, what, verify.within(), verify.every()));
    Polling polling =
        new Polling(
            frame,
            verify.id(),
            what,
            verify.condition(),
            turn.age(),
            verify.within(),
            verify.every());
    polling.look(
        turn,
        1,
        later -> next.go(later, frame.env()),
        (later, found) ->
            frame
                .fail()
                .accept(
                    later,
                    new Failure(
                        Failure.Kind.FAILED,
                        verify.id(),
                        "not verified within "
                            + ValueText.duration(verify.within())
                            + ": "
                            + what)));
    return null;
  }

  @Override
  public Void visitWait(Node.Wait wait) {
    String what =
        wait.what()
            .map(text -> Texts.of(turn, frame, text))
            .orElseGet(() -> io.godel.runbook.plan.TermWritten.of(wait.condition()));
    turn.tell(
        new Notice.PollStarted(wait.id(), Notice.Waiting.AWAIT, what, wait.within(), wait.every()));
    Polling polling =
        new Polling(
            frame, wait.id(), what, wait.condition(), turn.age(), wait.within(), wait.every());
    polling.look(
        turn,
        1,
        later -> next.go(later, frame.env()),
        (later, found) -> {
          if (wait.otherwise() instanceof Node.SkipStep && frame.step().isEmpty()) {
            // There is no step to be left out: the run does without what it waited for.
            next.go(later, frame.env());
            return;
          }
          String waited = "did not come true within " + ValueText.duration(wait.within());
          Guards.refuse(later, frame, wait.id(), wait.otherwise(), waited + ": " + what);
        });
    return null;
  }

  @Override
  public Void visitBranch(Node.Branch branch) {
    Looking.at(
        turn,
        frame,
        branch.id(),
        branch.condition(),
        (later, found) -> {
          later.tell(new Notice.WayTaken(branch.id(), found.truth()));
          if (found.truth() == Truth.UNKNOWN) {
            frame
                .fail()
                .accept(
                    later,
                    new Failure(
                        Failure.Kind.FAILED,
                        branch.id(),
                        "it is not known which way to go: " + Course.why(found.result())));
            return;
          }
          List<Node> way = found.truth() == Truth.TRUE ? branch.whenTrue() : branch.whenFalse();
          sequence(later, way, frame, next);
        });
    return null;
  }

  @Override
  public Void visitLoop(Node.Loop loop) {
    Branching.loop(turn, loop, frame, next);
    return null;
  }

  @Override
  public Void visitParallel(Node.Parallel parallel) {
    Branching.sideBySide(turn, parallel.id(), parallel.branches(), frame, next, mode);
    return null;
  }

  @Override
  public Void visitSequence(Node.Sequence sequence) {
    sequence(turn, sequence.body(), frame, next);
    return null;
  }

  @Override
  public Void visitStep(Node.Step step) {
    Stepping.begin(turn, frame, step, next);
    return null;
  }

  @Override
  public Void visitEscalate(Node.Escalate escalate) {
    String to = Texts.of(turn, frame, escalate.to());
    List<io.godel.runbook.types.Term> with = escalate.with().map(List::of).orElse(List.of());
    Looking.all(
        turn,
        frame,
        escalate.id(),
        with,
        (later, values) -> escalated(later, escalate, to, values.stream().findFirst()),
        (later, failed) -> escalated(later, escalate, to, Optional.empty()));
    return null;
  }

  private void escalated(Turn later, Node.Escalate escalate, String to, Optional<Value> with) {
    later.tell(new Notice.Escalated(escalate.id(), to, with.map(ValueText::shown).orElse("")));
    frame
        .fail()
        .accept(later, new Failure(Failure.Kind.ESCALATED, escalate.id(), "handed over to " + to));
  }

  @Override
  public Void visitAbort(Node.Abort abort) {
    fail(Failure.Kind.REFUSED, abort, Texts.of(turn, frame, abort.why()));
    return null;
  }

  /** Only durations between instants of the run are told. */
  static Duration since(Turn turn, Instant instant) {
    return Duration.between(instant, turn.now);
  }
}
