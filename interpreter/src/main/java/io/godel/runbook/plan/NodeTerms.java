package io.godel.runbook.plan;

import io.godel.runbook.types.Action;
import io.godel.runbook.types.Term;
import java.util.List;
import java.util.function.Consumer;

/** Goes through all terms and acting calls of nodes, undo and failure blocks included. */
final class NodeTerms implements Node.Visitor<Void> {
  private final Consumer<Term> terms;
  private final Consumer<Action> acts;

  NodeTerms(Consumer<Term> terms, Consumer<Action> acts) {
    this.terms = terms;
    this.acts = acts;
  }

  Void all(List<Node> nodes) {
    nodes.forEach(node -> node.accept(this));
    return null;
  }

  private Void term(Term term) {
    terms.accept(term);
    return null;
  }

  @Override
  public Void visitObserve(Node.Observe observe) {
    return term(observe.value());
  }

  @Override
  public Void visitGuard(Node.Guard guard) {
    return term(guard.condition());
  }

  @Override
  public Void visitWarn(Node.Warn warn) {
    return term(warn.condition());
  }

  @Override
  public Void visitApprove(Node.Approve approve) {
    return term(approve.question());
  }

  @Override
  public Void visitAct(Node.Act act) {
    acts.accept(act.action());
    act.arguments().forEach(terms);
    return null;
  }

  @Override
  public Void visitVerify(Node.Verify verify) {
    return term(verify.condition());
  }

  @Override
  public Void visitWait(Node.Wait wait) {
    return term(wait.condition());
  }

  @Override
  public Void visitManual(Node.Manual manual) {
    return term(manual.task());
  }

  @Override
  public Void visitBranch(Node.Branch branch) {
    terms.accept(branch.condition());
    all(branch.whenTrue());
    return all(branch.whenFalse());
  }

  @Override
  public Void visitLoop(Node.Loop loop) {
    terms.accept(loop.domain());
    return all(loop.body());
  }

  @Override
  public Void visitParallel(Node.Parallel parallel) {
    parallel.branches().forEach(this::all);
    return null;
  }

  @Override
  public Void visitSequence(Node.Sequence sequence) {
    return all(sequence.body());
  }

  @Override
  public Void visitStep(Node.Step step) {
    all(step.body());
    if (step.undo() instanceof Node.Compensate compensate) {
      all(compensate.body());
    }
    step.onFailure().ifPresent(this::all);
    return null;
  }

  @Override
  public Void visitEscalate(Node.Escalate escalate) {
    escalate.with().ifPresent(terms);
    return null;
  }

  @Override
  public Void visitAbort(Node.Abort abort) {
    return null;
  }
}
