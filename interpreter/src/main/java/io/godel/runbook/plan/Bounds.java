package io.godel.runbook.plan;

import io.godel.runbook.types.Action;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.Term;
import java.time.Duration;
import java.util.List;

/**
 * How long nodes can take at most on their way forward; the engine keeps to the same limits.
 *
 * <p>Every wait is counted: for people, for answers, for the deciding of a lost answer, for the
 * invariants that are looked at after each effect, for the last look that begins right before its
 * time is over. What undo takes is counted by {@link UndoBounds}.
 */
public final class Bounds implements Node.Visitor<Duration> {
  /**
   * A condition that looks at many things is given up after this, or its slowest look if longer.
   */
  public static final Duration LOOKING = Duration.ofMinutes(1);

  /** How long the probe of an unknown outcome is asked before a person is. */
  public static final Duration DECIDING = Duration.ofMinutes(2);

  /** How long a person is waited for who has to decide an unknown outcome. */
  public static final Duration DOUBT = Duration.ofHours(1);

  /** A loop over more elements than this is refused. */
  public static final int ELEMENTS_MAX = 100;

  private final Looks looks;
  private final boolean answered;
  private final Duration afterEffect;

  public Bounds(Library library) {
    this(library, List.of(), false);
  }

  /**
   * @param invariants looked at after each effect
   * @param answered whether every call is taken to get its answer, so that nothing is in doubt
   */
  Bounds(Library library, List<Plan.Invariant> invariants, boolean answered) {
    this.looks = new Looks(library);
    this.answered = answered;
    this.afterEffect =
        invariants.stream()
            .map(invariant -> longest(invariant.condition()))
            .reduce(Duration.ZERO, Duration::plus);
  }

  /** One look at all invariants. */
  Duration invariants() {
    return afterEffect;
  }

  /** One after the other. */
  public Duration of(List<Node> nodes) {
    return nodes.stream().map(node -> node.accept(this)).reduce(Duration.ZERO, Duration::plus);
  }

  /** After this the evaluation of the term begins no further look at the world. */
  public Duration of(Term term) {
    return looks.limit(term);
  }

  /** What one evaluation of the term takes at most. */
  Duration longest(Term term) {
    return looks.longest(term);
  }

  static Duration max(Duration left, Duration right) {
    return left.compareTo(right) >= 0 ? left : right;
  }

  @Override
  public Duration visitObserve(Node.Observe observe) {
    return longest(observe.value());
  }

  @Override
  public Duration visitGuard(Node.Guard guard) {
    // Asked when it is come to, and once more right before the step acts.
    return longest(guard.condition()).multipliedBy(2);
  }

  @Override
  public Duration visitWarn(Node.Warn warn) {
    return longest(warn.condition());
  }

  @Override
  public Duration visitApprove(Node.Approve approve) {
    return approve.within();
  }

  @Override
  public Duration visitAct(Node.Act act) {
    Duration arguments =
        act.arguments().stream().map(this::longest).reduce(Duration.ZERO, Duration::plus);
    return arguments.plus(retried(act.policy(), inFlight(act))).plus(afterEffect);
  }

  /** From the beginning of one try until it is known what became of it. */
  private Duration inFlight(Node.Act act) {
    Duration call = act.policy().timeout().orElse(act.action().timeout());
    if (answered) {
      return call;
    }
    return act.action().decision() instanceof Action.Probe probe
        ? call.plus(DECIDING).plus(longest(probe.term())).plus(DOUBT)
        : call.plus(DOUBT);
  }

  private static Duration retried(Node.Policy policy, Duration once) {
    if (policy.retry().isEmpty()) {
      return once;
    }
    Node.Retry retry = policy.retry().get();
    return once.multipliedBy(retry.times() + 1L).plus(retry.last().multipliedBy(retry.times()));
  }

  @Override
  public Duration visitVerify(Node.Verify verify) {
    return verify.within().plus(longest(verify.condition()));
  }

  @Override
  public Duration visitWait(Node.Wait wait) {
    return wait.within().plus(longest(wait.condition()));
  }

  @Override
  public Duration visitManual(Node.Manual manual) {
    return manual.within();
  }

  @Override
  public Duration visitBranch(Node.Branch branch) {
    return longest(branch.condition()).plus(max(of(branch.whenTrue()), of(branch.whenFalse())));
  }

  @Override
  public Duration visitLoop(Node.Loop loop) {
    long rounds = ((long) loop.most() + loop.atOnce() - 1) / loop.atOnce();
    return longest(loop.domain()).plus(of(loop.body()).multipliedBy(rounds));
  }

  @Override
  public Duration visitParallel(Node.Parallel parallel) {
    return parallel.branches().stream().map(this::of).reduce(Duration.ZERO, Bounds::max);
  }

  @Override
  public Duration visitSequence(Node.Sequence sequence) {
    return of(sequence.body());
  }

  /** What is in flight when the time of a step is over has to come to its end all the same. */
  @Override
  public Duration visitStep(Node.Step step) {
    Duration once = of(step.body());
    if (step.policy().timeout().isPresent()) {
      Duration last = NodeParts.acts(step).map(this::inFlight).reduce(Duration.ZERO, Bounds::max);
      Duration cut = step.policy().timeout().get().plus(last);
      once = cut.compareTo(once) < 0 ? cut : once;
    }
    Duration failure = step.onFailure().map(this::of).orElse(Duration.ZERO);
    return retried(step.policy(), once).plus(failure);
  }

  @Override
  public Duration visitEscalate(Node.Escalate escalate) {
    return escalate.with().map(this::longest).orElse(Duration.ZERO);
  }

  @Override
  public Duration visitAbort(Node.Abort abort) {
    return Duration.ZERO;
  }
}
