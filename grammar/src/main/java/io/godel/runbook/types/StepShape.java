package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Span;
import io.godel.runbook.syntax.Stmt;
import java.util.List;
import java.util.Optional;

/** What an acting step has to have: a verification, a way back or its absence, a person's yes. */
final class StepShape {
  private final FactTable facts;
  private final Findings findings;
  private final Acts acts;

  private StepShape(FactTable facts, Symbols symbols, Findings findings) {
    this.facts = facts;
    this.findings = findings;
    this.acts = new Acts(facts, symbols);
  }

  static void of(Stmt.Step step, FactTable facts, Symbols symbols, Findings findings) {
    new StepShape(facts, symbols, findings).step(step);
  }

  /** The statements of a composed action verify what they did, like a step. */
  static void ofAction(
      Decl.ComposedAction action, FactTable facts, Symbols symbols, Findings findings) {
    StepShape shape = new StepShape(facts, symbols, findings);
    shape.demandVerified(action.body(), Code.NOT_VERIFIED);
  }

  /** Whether the run never goes on behind these statements. */
  static boolean endsRun(List<Stmt> body) {
    return !body.isEmpty()
        && (body.get(body.size() - 1) instanceof Stmt.Abort
            || body.get(body.size() - 1) instanceof Stmt.Escalate);
  }

  /** Whether a guard of the step says {@code else skip}. */
  static boolean canBeSkipped(List<Stmt> body) {
    return body.stream()
        .anyMatch(
            statement ->
                skips(statement)
                    || Acts.inner(statement).stream().anyMatch(StepShape::canBeSkipped));
  }

  private static boolean skips(Stmt statement) {
    if (statement instanceof Stmt.Guard it) {
      return isSkip(it.otherwise());
    }
    if (statement instanceof Stmt.Await it) {
      return isSkip(it.otherwise());
    }
    return statement instanceof Stmt.Approve it && (isSkip(it.onNo()) || isSkip(it.onTimeout()));
  }

  private static boolean isSkip(Optional<Stmt.Refusal> refusal) {
    return refusal.filter(Stmt.Skip.class::isInstance).isPresent();
  }

  /** Retrying is for what can be done twice, or whose unknown outcome a probe can decide. */
  static void retriable(Action action, Symbols symbols, Stmt.Policy policy, Findings findings) {
    Action whole = symbols.actions.getOrDefault(action.qualifiedName(), action);
    boolean safe =
        whole.form() == Action.Form.NATIVE
            && (whole.idempotent() || whole.decision() instanceof Action.Probe);
    policy
        .retry()
        .filter(retry -> !safe)
        .ifPresent(
            retry ->
                findings.add(
                    Diagnostic.error(
                            Code.NOT_RETRIABLE,
                            retry.span(),
                            "`%s` must not be done twice, and no probe can tell whether it was done"
                                .formatted(action.qualifiedName()))
                        .help("take the retry away and let a person decide")));
  }

  private void step(Stmt.Step step) {
    List<Acts.Act> done = acts.of(step.body());
    for (Acts.Act act : done) {
      retriable(act.action(), Optional.of(step.policy()), step);
    }
    ways(step, done);
    demandVerified(step.body(), Code.NOT_VERIFIED);
    demandApproval(step.body(), false);
    for (Stmt statement : step.body()) {
      if (statement instanceof Stmt.Undo undo) {
        demandVerified(undo.body(), Code.UNDO_NOT_VERIFIED);
        demandApproval(undo.body(), false);
      } else if (statement instanceof Stmt.OnFailure failure) {
        demandVerified(failure.body(), Code.NOT_VERIFIED);
        demandApproval(failure.body(), false);
      }
    }
    step.limits().forEach(limit -> limit(limit, done));
  }

  private void retriable(Action action, Optional<Stmt.Policy> policy, Stmt.Step step) {
    boolean safe = action.idempotent() || action.decision() instanceof Action.Probe;
    if (policy.flatMap(Stmt.Policy::retry).isPresent() && !safe) {
      findings.add(
          Diagnostic.error(
              Code.NOT_RETRIABLE,
              policy.get().retry().get().span(),
              "the step `%s` calls `%s`, which must not be done twice"
                  .formatted(step.name(), action.qualifiedName())));
    }
  }

  /** Exactly one of undo, undo none and undo keep, where there is something to take back. */
  private void ways(Stmt.Step step, List<Acts.Act> done) {
    List<Stmt> ways = step.body().stream().filter(StepShape::isWay).toList();
    boolean byHand = step.body().stream().anyMatch(Stmt.Manual.class::isInstance);
    if (done.isEmpty() && !byHand && !ways.isEmpty()) {
      findings.error(
          Code.STATEMENT_MISPLACED,
          ways.get(0).span(),
          "the step `" + step.name() + "` changes nothing, so there is nothing to undo");
    }
    if (!done.isEmpty() && ways.isEmpty()) {
      findings.add(
          Diagnostic.error(
                  Code.NO_UNDO,
                  step.name().span(),
                  "the step `%s` acts and does not say how it is taken back".formatted(step.name()))
              .label(done.get(0).span(), "it acts here")
              .help("add `undo { … }`, `undo none because \"…\"` or `undo keep because \"…\"`"));
    }
    if (ways.size() > 1) {
      findings.add(
          Diagnostic.error(
                  Code.RUNBOOK_SHAPE,
                  ways.get(1).span(),
                  "the step `" + step.name() + "` says a second time how it is taken back")
              .label(ways.get(0).span(), "the first time"));
    }
    done.stream()
        .filter(act -> act.action().irreversible() || act.action().effect() == Effect.DESTROYS)
        .findFirst()
        .ifPresent(act -> demandNoUndo(step, ways, act));
  }

  private static boolean isWay(Stmt statement) {
    return statement instanceof Stmt.Undo
        || statement instanceof Stmt.UndoNone
        || statement instanceof Stmt.UndoKeep;
  }

  private void demandNoUndo(Stmt.Step step, List<Stmt> ways, Acts.Act act) {
    if (!ways.isEmpty() && !(ways.get(0) instanceof Stmt.UndoNone)) {
      findings.add(
          Diagnostic.error(
                  Code.IRREVERSIBLE_WITH_UNDO,
                  ways.get(0).span(),
                  "the step `%s` cannot be taken back".formatted(step.name()))
              .label(act.span(), "`" + act.action().qualifiedName() + "` is final")
              .help("write `undo none because \"…\"`: from here the way is forward"));
    }
  }

  private void demandVerified(List<Stmt> body, Code code) {
    lastUnverified(body, Optional.empty())
        .ifPresent(
            act ->
                findings.add(
                    Diagnostic.error(
                            code, act.span(), "nothing verifies what `" + name(act) + "` did")
                        .here("no `verify` behind this")
                        .help(
                            "add `verify \"…\" CONDITION within 2m every 5s`: that a call "
                                + "returned proves nothing")));
  }

  private String name(Expr call) {
    return facts.find(call).orElse(null) instanceof Term.Invoke invoke
        ? invoke.action().qualifiedName()
        : call.span().text();
  }

  /** The last acting call that no verification follows, on any way through the statements. */
  private Optional<Expr> lastUnverified(List<Stmt> body, Optional<Expr> before) {
    Optional<Expr> open = before;
    for (Stmt statement : body) {
      open = after(statement, open);
    }
    return open;
  }

  private Optional<Expr> after(Stmt statement, Optional<Expr> open) {
    if (statement instanceof Stmt.Verify) {
      return Optional.empty();
    }
    if (statement instanceof Stmt.Do it) {
      return verifiesItself(it.call()) ? open : Optional.of(it.call());
    }
    if (statement instanceof Stmt.Let it && it.acting()) {
      return verifiesItself(it.value()) ? open : Optional.of(it.value());
    }
    if (statement instanceof Stmt.Parallel it) {
      return it.body().stream()
          .map(branch -> after(branch, open))
          .flatMap(Optional::stream)
          .reduce((first, last) -> last);
    }
    if (statement instanceof Stmt.If it) {
      Optional<Expr> yes = lastUnverified(it.whenTrue(), open);
      return yes.isPresent() && !endsRun(it.whenTrue())
          ? yes
          : lastUnverified(it.whenFalse(), open);
    }
    for (List<Stmt> inner : Acts.inner(statement)) {
      return lastUnverified(inner, open);
    }
    return open;
  }

  private boolean verifiesItself(Expr call) {
    return facts.find(call).orElse(null) instanceof Term.Invoke invoke
        && invoke.action().form() == Action.Form.STEPS;
  }

  /** A person's yes stands before everything that destroys. */
  private boolean demandApproval(List<Stmt> body, boolean before) {
    boolean approved = before;
    for (Stmt statement : body) {
      approved |= statement instanceof Stmt.Approve;
      for (List<Stmt> inner : Acts.inner(statement)) {
        demandApproval(inner, approved);
      }
      if (!approved && Acts.inner(statement).isEmpty()) {
        acts.of(List.of(statement)).stream()
            .filter(act -> act.action().effect() == Effect.DESTROYS)
            .forEach(this::notApproved);
      }
    }
    return approved;
  }

  private void notApproved(Acts.Act act) {
    Span span = act.span();
    findings.add(
        Diagnostic.error(
                Code.NOT_APPROVED,
                span,
                "`%s` destroys, and no person has said yes to it"
                    .formatted(act.action().qualifiedName()))
            .here("what this takes away does not come back")
            .help("put `approve \"…?\" by \"…\" within 10m` before it"));
  }

  private void limit(Stmt.Limit limit, List<Acts.Act> done) {
    String unit = limit.unit().text();
    List<Acts.Act> hits =
        done.stream()
            .filter(act -> act.action().affects().filter(it -> it.unit().equals(unit)).isPresent())
            .toList();
    boolean composed = done.stream().anyMatch(act -> act.action().form() == Action.Form.STEPS);
    if (hits.isEmpty() && !composed) {
      findings.error(
          Code.UNIT_UNKNOWN,
          limit.unit().span(),
          "nothing in this step says how many " + unit + " it hits, so nothing can be limited");
      return;
    }
    long most = hits.stream().mapToLong(StepShape::atLeast).sum();
    if (facts.find(limit.amount()).orElse(null) instanceof Term.Constant constant
        && constant.value() instanceof Expr.IntValue allowed
        && most > allowed.value()) {
      findings.error(
          Code.LIMIT_EXCEEDED,
          limit.span(),
          "the step hits %d %s, and its limit is %d".formatted(most, unit, allowed.value()));
    }
  }

  private static long atLeast(Acts.Act act) {
    Term amount = act.action().affects().orElseThrow().amount();
    return amount instanceof Term.Constant constant
            && constant.value() instanceof Expr.IntValue known
        ? known.value()
        : 0;
  }
}
