package io.godel.runbook.plan;

import io.godel.runbook.types.Term;
import java.util.List;
import java.util.function.Consumer;

/** Goes through all terms and acting calls of nodes, undo and failure blocks included. */
final class NodeTerms implements Node.Visitor<Void> {
  private final Consumer<Term> terms;
  private final Consumer<Node.Act> acts;
  private final Consumer<String> scenarios;

  /**
   * @param scenarios takes the names of the scenarios that are turned to
   */
  NodeTerms(Consumer<Term> terms, Consumer<Node.Act> acts, Consumer<String> scenarios) {
    this.terms = terms;
    this.acts = acts;
    this.scenarios = scenarios;
  }

  Void all(List<Node> nodes) {
    nodes.forEach(node -> node.accept(this));
    return null;
  }

  private Void terms(Term... some) {
    List.of(some).forEach(terms);
    return null;
  }

  private void refusal(Node.Refusal refusal) {
    if (refusal instanceof Node.AbortRun abort) {
      abort.why().ifPresent(terms);
    } else if (refusal instanceof Node.UseScenario use) {
      scenarios.accept(use.scenario());
    }
  }

  @Override
  public Void visitObserve(Node.Observe observe) {
    return terms(observe.value());
  }

  @Override
  public Void visitGuard(Node.Guard guard) {
    refusal(guard.otherwise());
    return terms(guard.why(), guard.condition());
  }

  @Override
  public Void visitWarn(Node.Warn warn) {
    return terms(warn.why(), warn.condition());
  }

  @Override
  public Void visitApprove(Node.Approve approve) {
    refusal(approve.onNo());
    refusal(approve.onTimeout());
    return terms(approve.question(), approve.role());
  }

  @Override
  public Void visitAct(Node.Act act) {
    acts.accept(act);
    act.arguments().forEach(terms);
    return null;
  }

  @Override
  public Void visitVerify(Node.Verify verify) {
    return terms(verify.what(), verify.condition());
  }

  @Override
  public Void visitWait(Node.Wait wait) {
    wait.what().ifPresent(terms);
    refusal(wait.otherwise());
    return terms(wait.condition());
  }

  @Override
  public Void visitManual(Node.Manual manual) {
    manual.questions().forEach(question -> terms.accept(question.text()));
    return terms(manual.task(), manual.role());
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
    terms.accept(step.title());
    step.limits().forEach(limit -> terms.accept(limit.amount()));
    all(step.body());
    if (step.undo() instanceof Node.Compensate compensate) {
      all(compensate.body());
    }
    if (step.undo() instanceof Node.Irreversible barrier) {
      terms.accept(barrier.because());
    }
    if (step.undo() instanceof Node.Keep keep) {
      terms.accept(keep.because());
    }
    step.onFailure().ifPresent(this::all);
    return null;
  }

  @Override
  public Void visitEscalate(Node.Escalate escalate) {
    terms.accept(escalate.to());
    escalate.with().ifPresent(terms);
    return null;
  }

  @Override
  public Void visitAbort(Node.Abort abort) {
    return terms(abort.why());
  }
}
