package io.godel.runbook.plan;

import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Terms;
import java.util.List;

/** What carrying out a node does to the world at most. */
final class NodeEffect implements Node.Visitor<Effect> {
  private Effect all(List<Node> nodes) {
    return nodes.stream().map(node -> node.accept(this)).reduce(Effect.PURE, Effect::and);
  }

  @Override
  public Effect visitObserve(Node.Observe observe) {
    return observe.effect();
  }

  @Override
  public Effect visitGuard(Node.Guard guard) {
    return Terms.effect(guard.condition());
  }

  @Override
  public Effect visitWarn(Node.Warn warn) {
    return Terms.effect(warn.condition());
  }

  @Override
  public Effect visitApprove(Node.Approve approve) {
    return Effect.PURE;
  }

  @Override
  public Effect visitAct(Node.Act act) {
    return act.action().effect();
  }

  @Override
  public Effect visitVerify(Node.Verify verify) {
    return Terms.effect(verify.condition());
  }

  @Override
  public Effect visitWait(Node.Wait wait) {
    return Terms.effect(wait.condition());
  }

  @Override
  public Effect visitManual(Node.Manual manual) {
    return Effect.PURE;
  }

  @Override
  public Effect visitBranch(Node.Branch branch) {
    return Terms.effect(branch.condition())
        .and(all(branch.whenTrue()))
        .and(all(branch.whenFalse()));
  }

  @Override
  public Effect visitLoop(Node.Loop loop) {
    return Terms.effect(loop.domain()).and(all(loop.body()));
  }

  @Override
  public Effect visitParallel(Node.Parallel parallel) {
    return parallel.branches().stream().map(this::all).reduce(Effect.PURE, Effect::and);
  }

  @Override
  public Effect visitSequence(Node.Sequence sequence) {
    return all(sequence.body());
  }

  @Override
  public Effect visitStep(Node.Step step) {
    return step.effect();
  }

  @Override
  public Effect visitEscalate(Node.Escalate escalate) {
    return Effect.PURE;
  }

  @Override
  public Effect visitAbort(Node.Abort abort) {
    return Effect.PURE;
  }
}
