package io.godel.runbook.types;

import io.godel.runbook.syntax.Stmt;
import java.util.ArrayList;
import java.util.List;

/** Checks statements: what may stand where, what each name becomes, which evidence still holds. */
final class BlockChecker extends BlockFrame {
  private final Statics statics;
  private final Runbooks runbooks;
  private final StepNames names;
  private final Waits waits;
  private final Deeds deeds;

  /** Whether a loop or a parallel block is being gone through a second time. */
  private boolean again;

  /** For the body of an action. */
  BlockChecker(ExprChecker exprs, FactTable facts, Statics statics, String path) {
    this(exprs, facts, statics, path, Runbooks.none(exprs.findings), new StepNames(exprs.findings));
  }

  BlockChecker(
      ExprChecker exprs,
      FactTable facts,
      Statics statics,
      String path,
      Runbooks runbooks,
      StepNames names) {
    super(exprs, facts, path);
    this.statics = statics;
    this.runbooks = runbooks;
    this.names = names;
    this.waits = new Waits(exprs, facts, statics);
    this.deeds = new Deeds(exprs.symbols, waits, findings);
  }

  @Override
  public Void visitLet(Stmt.Let let) {
    allowed("let", let.span());
    Type wanted = let.type().map(exprs::type).orElse(Type.Primitive.UNKNOWN);
    Term term = exprs.checkAs(let.value(), wanted, "the value of `" + let.name() + "`");
    facts.record(let.value(), term);
    Type type = wanted == Type.Primitive.UNKNOWN ? term.type() : wanted;
    boolean undeclared = !let.acting() && place.isActing() && Deeds.acts(term);
    if (let.acting()) {
      deeds.check(term, let.value(), let.policy(), place, evidence);
    } else if (undeclared) {
      deeds.undeclared(let, (Term.Invoke) term);
    } else {
      reads(term);
      deeds.looks(let);
    }
    if (!undeclared) {
      deeds.demandResult(let, type);
    }
    Variable variable = declare(let, let.name(), type);
    evidence.define(variable, term);
    if (!let.acting() && statics.isKnown(term)) {
      statics.add(variable);
    }
    return null;
  }

  @Override
  public Void visitStep(Stmt.Step step) {
    if (!allowed("step", step.span())) {
      return null;
    }
    if (!again) {
      names.step(step.name());
    }
    text(step.title());
    String before = path;
    path = path + "/" + step.name().text();
    Scope scope = inner();
    exprs.inside(
        scope,
        () -> {
          check(step.body(), Place.STEP);
          waits.policy(step.policy(), step.name().span());
          step.limits().forEach(limit -> Limits.amount(limit, exprs, facts));
          return null;
        });
    path = before;
    StepShape.of(step, facts, exprs.symbols, findings);
    Handover.of(step, exprs, facts);
    return null;
  }

  @Override
  public Void visitGuard(Stmt.Guard guard) {
    allowed("guard", guard.span());
    text(guard.why());
    Term term = condition(guard.condition());
    waits.fresh(guard.fresh(), guard.condition().span());
    guard.otherwise().ifPresent(this::refusal);
    Narrowing.learn(term, true, exprs.scope());
    return null;
  }

  private void refusal(Stmt.Refusal refusal) {
    if (refusal instanceof Stmt.AbortRun abort) {
      abort.why().ifPresent(this::text);
    } else if (refusal instanceof Stmt.UseScenario use) {
      names.usesScenario(use.scenario());
    }
    place.refused(refusal).ifPresent(findings::add);
  }

  @Override
  public Void visitWarn(Stmt.Warn warn) {
    allowed("warn", warn.span());
    text(warn.why());
    condition(warn.condition());
    return null;
  }

  @Override
  public Void visitApprove(Stmt.Approve approve) {
    allowed("approve", approve.span());
    text(approve.question());
    text(approve.role());
    waits.bound(approve.within(), "within");
    approve.onNo().ifPresent(this::refusal);
    approve.onTimeout().ifPresent(this::refusal);
    return null;
  }

  @Override
  public Void visitDo(Stmt.Do act) {
    Term term = facts.record(act.call(), exprs.check(act.call()));
    deeds.check(term, act.call(), act.policy(), place, evidence);
    return null;
  }

  @Override
  public Void visitVerify(Stmt.Verify verify) {
    allowed("verify", verify.span());
    text(verify.what());
    waits.looks(condition(verify.condition()), "verify");
    waits.polled(verify.within(), verify.every());
    return null;
  }

  @Override
  public Void visitAwait(Stmt.Await await) {
    allowed("await", await.span());
    await.what().ifPresent(this::text);
    Term term = waits.looks(condition(await.condition()), "await");
    waits.polled(await.within(), await.every());
    await.otherwise().ifPresent(this::refusal);
    Narrowing.learn(term, true, exprs.scope());
    return null;
  }

  @Override
  public Void visitYield(Stmt.Yield yield) {
    allowed("yield", yield.span());
    Term term = value(yield.value());
    Evidences.demand(term, findings);
    evidence.define(declare(yield, yield.name(), term.type()), term);
    return null;
  }

  @Override
  public Void visitUndo(Stmt.Undo undo) {
    allowed("undo", undo.span());
    aside(undo.body(), Place.UNDO, "undo");
    return null;
  }

  @Override
  public Void visitUndoNone(Stmt.UndoNone undoNone) {
    allowed("undo", undoNone.span());
    text(undoNone.because());
    return null;
  }

  @Override
  public Void visitUndoKeep(Stmt.UndoKeep undoKeep) {
    allowed("undo", undoKeep.span());
    text(undoKeep.because());
    return null;
  }

  @Override
  public Void visitOnFailure(Stmt.OnFailure onFailure) {
    allowed("on failure", onFailure.span());
    aside(onFailure.body(), Place.FAILURE, "failure");
    return null;
  }

  @Override
  public Void visitEscalate(Stmt.Escalate escalate) {
    allowed("escalate", escalate.span());
    text(escalate.to());
    escalate.with().map(this::value).ifPresent(term -> Secrets.demandNone(term, findings));
    return null;
  }

  @Override
  public Void visitParallel(Stmt.Parallel parallel) {
    allowed("parallel", parallel.span());
    EvidenceFlow before = evidence;
    List<EvidenceFlow> ends = new ArrayList<>();
    for (Stmt branch : parallel.body()) {
      ends.add(branch(branch, before));
    }
    if (!again) {
      again = true;
      for (int i = 0; i < ends.size(); i++) {
        EvidenceFlow start = before.copy();
        for (int other = 0; other < ends.size(); other++) {
          if (other != i) {
            start.meet(ends.get(other));
          }
        }
        branch(parallel.body().get(i), start);
      }
      again = false;
    }
    evidence = before;
    ends.forEach(evidence::meet);
    return null;
  }

  /** No branch knows the names of another: they run at the same time. */
  private EvidenceFlow branch(Stmt branch, EvidenceFlow before) {
    evidence = before.copy();
    inside(List.of(branch), place.inner(), inner());
    return evidence;
  }

  @Override
  public Void visitFor(Stmt.For loop) {
    allowed("for", loop.span());
    Term domain = value(loop.domain());
    waits.atOnce(loop);
    Type element = exprs.elementOf(domain);
    String outer = path;
    path = path + "/" + loop.variable().text();
    EvidenceFlow before = evidence.copy();
    round(loop, element, domain);
    if (!again) {
      again = true;
      round(loop, element, domain);
      again = false;
    }
    evidence.meet(before);
    path = outer;
    return null;
  }

  /** One time through; the second one sees which evidence the first has killed. */
  private void round(Stmt.For loop, Type element, Term domain) {
    exprs.inside(
        inner(),
        () -> {
          evidence.define(declare(loop, loop.variable(), element), domain);
          check(loop.body(), place.inner());
          return null;
        });
  }

  @Override
  public Void visitIf(Stmt.If branch) {
    allowed("if", branch.span());
    Term condition = condition(branch.condition());
    EvidenceFlow before = evidence.copy();
    inside(branch.whenTrue(), place.inner(), Narrowing.when(condition, true, exprs.scope()));
    EvidenceFlow afterTrue = evidence;
    evidence = before;
    inside(branch.whenFalse(), place.inner(), Narrowing.when(condition, false, exprs.scope()));
    if (!StepShape.endsRun(branch.whenTrue())) {
      evidence.meet(afterTrue);
    }
    if (StepShape.endsRun(branch.whenTrue())) {
      Narrowing.learn(condition, false, exprs.scope());
    } else if (StepShape.endsRun(branch.whenFalse())) {
      evidence = afterTrue;
      Narrowing.learn(condition, true, exprs.scope());
    }
    return null;
  }

  @Override
  public Void visitCallRunbook(Stmt.CallRunbook call) {
    if (allowed("call", call.span()) && !again) {
      runbooks.call(call, exprs, facts);
    }
    return null;
  }

  @Override
  public Void visitManual(Stmt.Manual manual) {
    allowed("manual", manual.span());
    text(manual.task());
    text(manual.role());
    waits.bound(manual.within(), "within");
    for (Stmt.Answer answer : manual.answers()) {
      text(answer.question());
      Type type = exprs.type(answer.type());
      Answers.demand(type, answer.type().span(), findings);
      evidence.answered(declare(answer, answer.name(), type));
    }
    return null;
  }

  @Override
  public Void visitAbort(Stmt.Abort abort) {
    allowed("abort", abort.span());
    text(abort.why());
    return null;
  }

  @Override
  public Void visitBlock(Stmt.Block block) {
    allowed("block", block.span());
    inside(block.body(), place.inner(), inner());
    return null;
  }
}
