package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Name;
import io.godel.runbook.syntax.Span;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.syntax.Text;
import java.util.List;
import java.util.Optional;

/** Checks statements: what may stand where, what each name becomes, which evidence still holds. */
final class BlockChecker implements Stmt.Visitor<Void> {
  private final ExprChecker exprs;
  private final FactTable facts;
  private final Findings findings;
  private final Statics statics;
  private final Runbooks runbooks;
  private final StepNames names;
  private EvidenceFlow evidence;
  private Place place = Place.SCENARIO;
  private String path;

  /** For the body of an action. */
  BlockChecker(ExprChecker exprs, FactTable facts, Statics statics, String path) {
    this(exprs, facts, statics, path, Runbooks.NONE, new StepNames(exprs.findings));
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
    this.evidence = new EvidenceFlow(exprs.symbols, findings);
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
    Diagnostic misplaced =
        Diagnostic.error(
            Code.STATEMENT_MISPLACED,
            new Span(span.source(), span.start(), firstWordEnd(span)),
            "`%s` means nothing in %s".formatted(statement, place.shown()));
    boolean belongsInStep = place == Place.SCENARIO && Place.STEP.allows(statement);
    findings.add(belongsInStep ? misplaced.help("put it into a step") : misplaced);
    return false;
  }

  private static int firstWordEnd(Span span) {
    int end = span.start();
    String text = span.source().text();
    while (end < span.end() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return Math.max(end, Math.min(span.start() + 1, span.end()));
  }

  private void text(Text text) {
    Term term = exprs.text(text);
    reads(term);
    facts.record(text, term);
  }

  private Term condition(Expr expr) {
    return facts.record(expr, reads(exprs.condition(expr)));
  }

  private Term value(Expr expr) {
    return facts.record(expr, reads(exprs.check(expr)));
  }

  /** Makes sure that the term only looks. */
  private Term reads(Term term) {
    ReadOnly.demand(term, place.shown(), findings);
    evidence.use(term);
    return term;
  }

  private void bound(Expr expr, String word) {
    Term term = exprs.checkAs(expr, Type.Primitive.DURATION, "`" + word + "`");
    facts.record(expr, term);
    if (term.type() != Type.Primitive.UNKNOWN && !statics.isKnown(term)) {
      findings.add(
          Diagnostic.error(
                  Code.UNBOUNDED, expr.span(), "`" + word + "` has to be known before the run")
              .here("this depends on what the run finds")
              .help("use a literal or a parameter"));
    }
  }

  private Variable declare(Object declaration, Name name, Type type) {
    exprs
        .scope()
        .find(name.text())
        .ifPresent(
            known ->
                findings.add(
                    Diagnostic.error(
                            Code.NAME_TWICE,
                            name.span(),
                            "`" + name + "` has a meaning here already")
                        .help("take another name: a name means one thing in a runbook")));
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
    if (let.acting()) {
      acting(term, let.value(), let.policy());
    } else {
      reads(term);
      policyOfValue(let);
    }
    if (type == Type.Primitive.UNIT) {
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
    names.step(step.name());
    text(step.title());
    String before = path;
    path = path + "/" + step.name().text();
    Scope scope = inner();
    exprs.inside(
        scope,
        () -> {
          check(step.body(), Place.STEP);
          step.limits().forEach(this::limit);
          return null;
        });
    path = before;
    StepShape.of(step, facts, exprs.symbols, findings);
    if (!StepShape.canBeSkipped(step.body())) {
      step.body().stream()
          .filter(Stmt.Yield.class::isInstance)
          .map(yield -> facts.variable(yield))
          .flatMap(Optional::stream)
          .forEach(exprs.scope()::declare);
    }
    return null;
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
    bound(approve.within(), "within");
    approve.onNo().ifPresent(this::refusal);
    approve.onTimeout().ifPresent(this::refusal);
    return null;
  }

  @Override
  public Void visitDo(Stmt.Do act) {
    allowed("do", act.span());
    Term term = facts.record(act.call(), exprs.check(act.call()));
    acting(term, act.call(), act.policy());
    return null;
  }

  /** A call behind {@code do}. */
  private void acting(Term term, Expr expr, Stmt.Policy policy) {
    evidence.use(term);
    if (term.type() == Type.Primitive.UNKNOWN) {
      return;
    }
    if (!(term instanceof Term.Invoke invoke) || !invoke.action().effect().acts()) {
      findings.add(
          Diagnostic.error(Code.NOT_A_CALL, expr.span(), "`do` stands before an acting call alone")
              .here(term instanceof Term.Invoke ? "this only looks" : "this is no call")
              .help("name a value with `let`, ask for it with `guard` or `verify`"));
      return;
    }
    if (!place.isActing()) {
      findings.add(
          Diagnostic.error(
                  Code.ACTS_OUTSIDE_STEP,
                  expr.span(),
                  "`%s` acts, and %s must only look"
                      .formatted(invoke.action().qualifiedName(), place.shown()))
              .help("put it into a step"));
    }
    invoke.arguments().stream()
        .filter(argument -> !(argument instanceof Term.Sql))
        .forEach(argument -> ReadOnly.demand(argument, "an argument", findings));
    StepShape.retriable(invoke.action(), exprs.symbols, policy, findings);
    evidence.acted(term);
  }

  @Override
  public Void visitVerify(Stmt.Verify verify) {
    allowed("verify", verify.span());
    text(verify.what());
    condition(verify.condition());
    bound(verify.within(), "within");
    bound(verify.every(), "every");
    return null;
  }

  @Override
  public Void visitAwait(Stmt.Await await) {
    allowed("await", await.span());
    await.what().ifPresent(this::text);
    Term term = condition(await.condition());
    bound(await.within(), "within");
    bound(await.every(), "every");
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
              .here("this is a " + term.type().shown()));
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
    escalate.with().ifPresent(this::value);
    return null;
  }

  @Override
  public Void visitParallel(Stmt.Parallel parallel) {
    allowed("parallel", parallel.span());
    Scope scope = inner();
    exprs.inside(
        scope,
        () -> {
          check(parallel.body(), place);
          return null;
        });
    return null;
  }

  @Override
  public Void visitFor(Stmt.For loop) {
    allowed("for", loop.span());
    Term domain = value(loop.domain());
    Scope scope = inner();
    String outer = path;
    path = path + "/" + loop.variable().text();
    exprs.inside(
        scope,
        () -> {
          declare(loop, loop.variable(), exprs.elementOf(domain));
          check(loop.body(), place);
          return null;
        });
    path = outer;
    return null;
  }

  @Override
  public Void visitIf(Stmt.If branch) {
    allowed("if", branch.span());
    Term condition = condition(branch.condition());
    EvidenceFlow before = evidence.copy();
    inside(branch.whenTrue(), place, Narrowing.when(condition, true, exprs.scope()));
    EvidenceFlow afterTrue = evidence;
    evidence = before;
    inside(branch.whenFalse(), place, Narrowing.when(condition, false, exprs.scope()));
    evidence.meet(afterTrue);
    if (StepShape.endsRun(branch.whenTrue())) {
      Narrowing.learn(condition, false, exprs.scope());
    } else if (StepShape.endsRun(branch.whenFalse())) {
      Narrowing.learn(condition, true, exprs.scope());
    }
    return null;
  }

  @Override
  public Void visitCallRunbook(Stmt.CallRunbook call) {
    allowed("call", call.span());
    runbooks.call(call, exprs, facts);
    return null;
  }

  @Override
  public Void visitManual(Stmt.Manual manual) {
    allowed("manual", manual.span());
    text(manual.task());
    text(manual.role());
    bound(manual.within(), "within");
    for (Stmt.Answer answer : manual.answers()) {
      text(answer.question());
      Type type = exprs.type(answer.type());
      if (!Answers.canBeGiven(type)) {
        findings.error(
            Code.WRONG_TYPE,
            answer.type().span(),
            "a person cannot type in a " + type.shown() + ": ask for a " + Answers.shownKinds());
      }
      declare(answer, answer.name(), type);
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
    inside(block.body(), place, inner());
    return null;
  }
}
