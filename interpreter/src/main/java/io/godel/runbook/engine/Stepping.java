package io.godel.runbook.engine;

import io.godel.runbook.plan.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Carries out a step: its tries, its time limit, and what is done when it fails. */
final class Stepping {
  private final Node.Step step;
  private final Frame frame;
  private final String instance;
  private final Next next;

  private Stepping(Frame frame, Node.Step step, Next next) {
    this.step = step;
    this.frame = frame;
    this.instance = frame.instance(step.id());
    this.next = next;
  }

  static void begin(Turn turn, Frame frame, Node.Step step, Next next) {
    Stepping stepping = new Stepping(frame, step, next);
    turn.put(stepping.instance, StepRecord.begun(step, frame.env()));
    stepping.attempt(turn, 1);
  }

  /** Steps whose strand was cancelled have failed with what ended it. */
  static void endRunning(Turn turn, String reason) {
    turn.steps()
        .forEach(
            (instance, record) -> {
              if (record.state() == Notice.StepState.RUNNING) {
                end(turn, instance, record, Notice.StepState.FAILED, reason);
              }
            });
  }

  private static void end(
      Turn turn, String instance, StepRecord record, Notice.StepState state, String reason) {
    turn.put(instance, record.in(state));
    turn.tell(new Notice.StepEnded(record.step().id(), record.step().name(), state, reason));
  }

  private void attempt(Turn turn, int number) {
    turn.put(instance, turn.step(instance).again(frame.env()));
    turn.tell(
        new Notice.StepStarted(
            step.id(), step.name(), Texts.of(turn, frame, step.title()), number));
    String strand = frame.strand() + "/" + turn.id(instance);
    String timer = "time limit of " + strand;
    Instant begun = turn.now;
    Frame inside =
        frame
            .inStep(instance)
            .onStrand(strand)
            .failingTo(
                (later, failure) -> {
                  later.forget(timer);
                  failed(later, number, failure);
                });
    step.policy()
        .timeout()
        .ifPresent(limit -> guardTime(turn, strand, timer, begun.plus(limit), limit, number));
    Execution.sequence(
        turn,
        step.body(),
        inside,
        (later, env) -> {
          later.forget(timer);
          done(later);
          next.go(later, env);
        });
  }

  private void guardTime(
      Turn turn, String strand, String timer, Instant at, Duration limit, int number) {
    String reason = "the step took longer than " + io.godel.runbook.value.ValueText.duration(limit);
    turn.wake(
        frame.strand(),
        false,
        timer,
        at,
        later ->
            later.drain(
                strand,
                frame.strand(),
                then ->
                    failed(then, number, new Failure(Failure.Kind.TIMED_OUT, step.id(), reason))));
  }

  private void done(Turn turn) {
    StepRecord record = turn.step(instance);
    turn.put(instance, record.doneAs(turn.number()));
    turn.tell(new Notice.StepEnded(step.id(), step.name(), Notice.StepState.DONE, ""));
  }

  private void failed(Turn turn, int number, Failure found) {
    Failure failure = Course.worst(turn, found);
    StepRecord record = turn.step(instance);
    if (failure.kind() == Failure.Kind.SKIPPED && !record.acted()) {
      end(turn, instance, record, Notice.StepState.SKIPPED, failure.reason());
      next.go(turn, frame.env());
    } else if (failure.canBeRetried() && number <= retries()) {
      retry(turn, number, failure);
    } else {
      giveUp(turn, failure);
    }
  }

  private int retries() {
    return step.policy().retry().map(Node.Retry::times).orElse(0);
  }

  private void retry(Turn turn, int number, Failure failure) {
    Duration pause = Backoff.pause(step.policy().retry().orElseThrow(), number);
    turn.tell(new Notice.RetryPlanned(step.id(), number + 1, pause, failure.reason()));
    turn.wake(
        frame.strand(),
        false,
        turn.id(instance),
        turn.now.plus(pause),
        later -> attempt(later, number + 1));
  }

  private void giveUp(Turn turn, Failure failure) {
    Notice.StepState state =
        failure.kind() == Failure.Kind.IN_DOUBT
            ? Notice.StepState.IN_DOUBT
            : Notice.StepState.FAILED;
    String reason =
        failure.kind() == Failure.Kind.OTHER_SCENARIO
            ? "the scenario " + failure.reason() + " is taken instead"
            : failure.reason();
    end(turn, instance, turn.step(instance).whoseGuardsAreSpent(), state, reason);
    Optional<List<Node>> handler = step.onFailure().filter(it -> isHandled(failure));
    if (handler.isEmpty()) {
      frame.fail().accept(turn, failure);
      return;
    }
    turn.tell(new Notice.FailureHandled(step.id(), step.name()));
    Frame inside =
        frame
            .inStep(instance)
            .with(turn.step(instance).env())
            .failingTo((later, worse) -> frame.fail().accept(later, leading(failure, worse)));
    Execution.sequence(
        turn,
        handler.get(),
        inside,
        (later, env) -> {
          later.update(Optional.of(instance), StepRecord::whoseFailureWasHandled);
          frame.fail().accept(later, failure);
        });
  }

  private static boolean isHandled(Failure failure) {
    return failure.canBeRetried() || failure.kind() == Failure.Kind.INVARIANT;
  }

  /** A person reads first why the step failed, then what became of its handler. */
  private static Failure leading(Failure first, Failure second) {
    return new Failure(second.kind(), second.node(), first.reason() + "; " + second.reason());
  }
}
