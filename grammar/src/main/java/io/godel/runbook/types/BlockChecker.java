package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Name;
import io.godel.runbook.syntax.Span;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.syntax.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks statements: what may stand where, what each name becomes, which evidence still holds. */
final class BlockChecker implements Stmt.Visitor<Void> {
  private final ExprChecker exprs;
  private final FactTable facts;
  private final Findings findings;
  private final Statics statics;
  private final Runbooks runbooks;
  private final StepNames names;
  private final Waits waits;
  private final Deeds deeds;
  private EvidenceFlow evidence;

  /** Whether a loop or a parallel block is being gone through a second time. */
  private boolean again;

  private Place place = Place.SCENARIO;
  private String path;

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
    this.exprs = exprs;
    this.facts = facts;
    this.findings = exprs.findings;
    this.statics = statics;
    this.path = path;
    this.runbooks = runbooks;
    this.names = names;
    this.waits = new Waits(exprs, facts, statics);
    this.deeds = new Deeds(exprs.symbols, waits, findings);
    this.evidence = new EvidenceFlow(exprs.symbols, findings);
  }

  /** What the statements acted upon, so far as it can be said in terms of these names alone. */
  List<Term> touched(Set<Variable> names) {
    return evidence.touchedOf(names);
  }

  /** The statements of a block of that kind, in the scope that the expressions are checked in. */
  void check(List<Stmt> body, Place kind) {
    Place before = place;
    place = kind;
    body.forEach(statement -> statement.accept(this));
    place = before;
  }

  /** A block with names of its own. */
  private void inside(List<Stmt> body, Place kind, Scope scope) {
    exprs.inside(
        scope,
        () -> {
          check(body, kind);
          return null;
        });
  }

  private Scope inner() {
    return new Scope(exprs.scope());
  }

  private boolean allowed(String statement, Span span) {
    if (place.allows(statement)) {
      return true;
    }
    findings.add(place.misplaced(statement, span));
    return false;
  }

  private void text(Text text) {
    Term term = exprs.text(text);
    reads(term);
    facts.record(text, term);
  }

  private Term condition(Expr expr) {
    return facts.record(expr, reads(exprs.condition(expr)));
  }

  private void shown(Term term) {
    if (Secrets.inside(term.type())) {
      findings.add(
          Secrets.shown(term.span(), term.type(), "whoever is called would be shown a secret"));
    }
  }

  private Term value(Expr expr) {
    return facts.record(expr, reads(exprs.check(expr)));
  }

  /** Makes sure that the term only looks. */
  private Term reads(Term term) {
    ReadOnly.demand(term, findings);
    evidence.use(term);
    return term;
  }

  private Variable declare(Object declaration, Name name, Type type) {
    exprs.demandNew(name);
    Variable variable = new Variable(path + "/" + name.text(), name.text(), type);
    exprs.scope().declare(variable);
    return facts.record(declaration, variable);
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
      policyOfValue(let);
    }
    if (type == Type.Primitive.UNIT && !undeclared) {
      findings.add(
          Diagnostic.error(
                  Code.NO_RESULT, let.value().span(), "this gives nothing back to be named")
              .help("write `do` alone"));
    }
    Variable variable = declare(let, let.name(), type);
    evidence.define(variable, term);
    if (!let.acting() && statics.isKnown(term)) {
      statics.add(variable);
    }
    return null;
  }

  private void policyOfValue(Stmt.Let let) {
    if (let.policy().retry().isPresent() || let.policy().timeout().isPresent()) {
      findings.error(
          Code.STATEMENT_MISPLACED,
          let.span(),
          "`retry` and `timeout` stand behind acting calls; what only looks is bounded already");
    }
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
          step.limits().forEach(this::limit);
          return null;
        });
    path = before;
    StepShape.of(step, facts, exprs.symbols, findings);
    handOn(step);
    return null;
  }

  /** What a step that is never left out yields is known behind it, and nothing else of it is. */
  private void handOn(Stmt.Step step) {
    boolean skipped = StepShape.canBeSkipped(step.body());
    for (Stmt statement : step.body()) {
      if (statement instanceof Stmt.Let let) {
        exprs.withhold(
            let.name(), "it is a name of the step `" + step.name() + "` alone: look anew here");
      } else if (statement instanceof Stmt.Yield yield && skipped) {
        exprs.withhold(
            yield.name(),
            "the step `" + step.name() + "` can be skipped, and then nothing was checked");
      } else if (statement instanceof Stmt.Yield) {
        facts.variable(statement).ifPresent(exprs.scope()::declare);
      }
    }
  }

  private void limit(Stmt.Limit limit) {
    Term term = exprs.checkAs(limit.amount(), Type.Primitive.INT, "a limit");
    facts.record(limit.amount(), term);
    if (Terms.effect(term) != Effect.PURE) {
      findings.add(
          Diagnostic.error(
                  Code.UNBOUNDED, limit.amount().span(), "a limit cannot look at the world")
              .help("give the value a name with `let` in the step"));
    }
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
      turnsAway(place.canTurnAway() || place == Place.SCENARIO, use.span(), "use another scenario");
    } else if (refusal instanceof Stmt.Skip skip) {
      turnsAway(place.canTurnAway(), skip.span(), "skip");
    }
  }

  private void turnsAway(boolean allowed, Span span, String what) {
    if (!allowed) {
      findings.add(
          Diagnostic.error(Code.STATEMENT_MISPLACED, span, place.shown() + " cannot " + what)
              .help("write `else abort \"…\"`, or let the step decide"));
    }
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
    if (term.type() != Type.Primitive.UNKNOWN && !(term.type() instanceof Type.EvidenceOf)) {
      findings.add(
          Diagnostic.error(
                  Code.EVIDENCE_NOT_YIELDED,
                  yield.value().span(),
                  "`yield` hands on an evidence, and this is none")
              .here("this is " + Types.a(term.type()))
              .help("look anew with `let` in the step that needs it"));
    }
    evidence.define(declare(yield, yield.name(), term.type()), term);
    return null;
  }

  @Override
  public Void visitUndo(Stmt.Undo undo) {
    allowed("undo", undo.span());
    aside(undo.body(), Place.UNDO, "undo");
    return null;
  }

  /** A block that runs later or not at all: what it does to evidence does not count here. */
  private void aside(List<Stmt> body, Place kind, String name) {
    EvidenceFlow before = evidence;
    String outer = path;
    evidence = evidence.copy();
    path = path + "/" + name;
    inside(body, kind, inner());
    path = outer;
    evidence = before;
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
    escalate.with().map(this::value).ifPresent(this::shown);
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
      if (!Evidences.refuse(type, answer.type().span(), "what a person types in", findings)
          && !Answers.canBeGiven(type)) {
        findings.error(
            Code.WRONG_TYPE,
            answer.type().span(),
            "a person cannot type in %s: ask for one of %s"
                .formatted(Types.a(type), Answers.shownKinds()));
      }
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
