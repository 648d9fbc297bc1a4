package io.godel.runbook.plan;

import io.godel.runbook.types.Action;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import java.time.Duration;
import java.util.List;

/** How long nodes can take at most; the engine keeps to the same limits. */
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

  private final Library library;

  public Bounds(Library library) {
    this.library = library;
  }

  /** One after the other. */
  public Duration of(List<Node> nodes) {
    return nodes.stream().map(node -> node.accept(this)).reduce(Duration.ZERO, Duration::plus);
  }

  /** What one evaluation of the term takes at most. */
  public Duration of(Term term) {
    return Terms.effect(term) == Effect.PURE ? Duration.ZERO : max(LOOKING, slowest(term));
  }

  private Duration slowest(Term term) {
    Duration slowest = Duration.ZERO;
    if (term instanceof Term.Invoke invoke) {
      Action action = library.action(invoke.action().qualifiedName()).orElse(invoke.action());
      slowest =
          action.form() == Action.Form.VALUE
              ? slowest(library.values().get(action.qualifiedName()))
              : action.effect() == Effect.PURE ? Duration.ZERO : action.timeout();
    }
    for (Term part : Terms.parts(term)) {
      slowest = max(slowest, slowest(part));
    }
    return slowest;
  }

  private static Duration max(Duration left, Duration right) {
    return left.compareTo(right) >= 0 ? left : right;
  }

  @Override
  public Duration visitObserve(Node.Observe observe) {
    return of(observe.value());
  }

  @Override
  public Duration visitGuard(Node.Guard guard) {
    // Asked when it is come to, and once more right before the step acts.
    return of(guard.condition()).multipliedBy(2);
  }

  @Override
  public Duration visitWarn(Node.Warn warn) {
    return of(warn.condition());
  }

  @Override
  public Duration visitApprove(Node.Approve approve) {
    return approve.within();
  }

  @Override
  public Duration visitAct(Node.Act act) {
    Duration call = act.policy().timeout().orElse(act.action().timeout());
    Duration once = call.plus(DECIDING).plus(DOUBT);
    for (Term argument : act.arguments()) {
      once = once.plus(of(argument));
    }
    return retried(act.policy(), once);
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
    return verify.within().plus(of(verify.condition()));
  }

  @Override
  public Duration visitWait(Node.Wait wait) {
    return wait.within().plus(of(wait.condition()));
  }

  @Override
  public Duration visitManual(Node.Manual manual) {
    return manual.within();
  }

  @Override
  public Duration visitBranch(Node.Branch branch) {
    return of(branch.condition()).plus(max(of(branch.whenTrue()), of(branch.whenFalse())));
  }

  @Override
  public Duration visitLoop(Node.Loop loop) {
    long elements =
        loop.domain() instanceof Term.ListOf list ? list.elements().size() : ELEMENTS_MAX;
    long rounds = (elements + loop.atOnce() - 1) / loop.atOnce();
    return of(loop.domain()).plus(of(loop.body()).multipliedBy(rounds));
  }

  @Override
  public Duration visitParallel(Node.Parallel parallel) {
    return parallel.branches().stream().map(this::of).reduce(Duration.ZERO, Bounds::max);
  }

  @Override
  public Duration visitSequence(Node.Sequence sequence) {
    return of(sequence.body());
  }

  @Override
  public Duration visitStep(Node.Step step) {
    Duration body = of(step.body());
    Duration once = step.policy().timeout().filter(limit -> limit.compareTo(body) < 0).orElse(body);
    Duration undo =
        step.undo() instanceof Node.Compensate compensate ? of(compensate.body()) : Duration.ZERO;
    Duration failure = step.onFailure().map(this::of).orElse(Duration.ZERO);
    return retried(step.policy(), once).plus(undo).plus(failure);
  }

  @Override
  public Duration visitEscalate(Node.Escalate escalate) {
    return escalate.with().map(this::of).orElse(Duration.ZERO);
  }

  @Override
  public Duration visitAbort(Node.Abort abort) {
    return Duration.ZERO;
  }
}
