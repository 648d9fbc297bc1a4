package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Stmt;
import java.util.List;
import java.util.Optional;

/** What an acting step has to have: a verification, a way back or its absence, a person's yes. */
final class StepShape {
  private final FactTable facts;
  private final Findings findings;
  private final Acts acts;
  private final Verification verification;
  private final Consent consent;

  private StepShape(FactTable facts, Symbols symbols, Findings findings) {
    this.facts = facts;
    this.findings = findings;
    this.acts = new Acts(facts, symbols);
    this.verification = new Verification(facts, findings);
    this.consent = new Consent(acts, findings);
  }

  static void of(Stmt.Step step, FactTable facts, Symbols symbols, Findings findings) {
    new StepShape(facts, symbols, findings).step(step);
  }

  /** The statements of a composed action verify what they did, like a step. */
  static void ofAction(
      Decl.ComposedAction action, FactTable facts, Symbols symbols, Findings findings) {
    StepShape shape = new StepShape(facts, symbols, findings);
    shape.verification.demand(action.body(), Code.NOT_VERIFIED);
    shape.consent.demandBefore(action.body());
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
    verification.demand(step.body(), Code.NOT_VERIFIED);
    consent.demandApproval(step.body());
    consent.demandBefore(step.body());
    for (Stmt statement : step.body()) {
      if (statement instanceof Stmt.Undo undo) {
        verification.demand(undo.body(), Code.UNDO_NOT_VERIFIED);
        consent.demandApproval(undo.body());
      } else if (statement instanceof Stmt.OnFailure failure) {
        verification.demand(failure.body(), Code.NOT_VERIFIED);
        consent.demandApproval(failure.body());
      }
    }
    step.limits().forEach(limit -> Limits.held(limit, done, facts, findings));
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
    if (!acts.attempted(step.body()) && !byHand && !ways.isEmpty()) {
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
    once(ways, step, "how it is taken back");
    once(
        step.body().stream().filter(Stmt.OnFailure.class::isInstance).toList(),
        step,
        "what is done on failure");
    done.stream()
        .filter(act -> act.action().irreversible() || act.action().effect() == Effect.DESTROYS)
        .findFirst()
        .ifPresent(act -> demandNoUndo(step, ways, act));
  }

  private void once(List<Stmt> statements, Stmt.Step step, String what) {
    if (statements.size() > 1) {
      findings.add(
          Diagnostic.error(
                  Code.RUNBOOK_SHAPE,
                  statements.get(1).span(),
                  "the step `%s` says a second time %s".formatted(step.name(), what))
              .label(statements.get(0).span(), "the first time"));
    }
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
}
