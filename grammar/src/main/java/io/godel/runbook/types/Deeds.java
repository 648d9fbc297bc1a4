package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Stmt;

/** Checks the calls behind {@code do}: that they act, where they may, on what still holds. */
final class Deeds {
  private final Symbols symbols;
  private final Waits waits;
  private final Findings findings;

  Deeds(Symbols symbols, Waits waits, Findings findings) {
    this.symbols = symbols;
    this.waits = waits;
    this.findings = findings;
  }

  static boolean acts(Term term) {
    return term instanceof Term.Invoke invoke && invoke.action().effect().acts();
  }

  void check(Term term, Expr expr, Stmt.Policy policy, Place place, EvidenceFlow evidence) {
    evidence.use(term);
    if (term.type() == Type.Primitive.UNKNOWN) {
      return;
    }
    if (!(term instanceof Term.Invoke invoke) || !acts(term)) {
      findings.add(
          Diagnostic.error(Code.NOT_A_CALL, expr.span(), "`do` is for calls that change something")
              .here(term instanceof Term.Invoke ? "this only looks" : "this is no call")
              .help("name a value with `let`, ask for it with `guard` or `verify`"));
      return;
    }
    if (!place.isActing()) {
      findings.add(
          Diagnostic.error(
                  Code.ACTS_OUTSIDE_STEP,
                  expr.span(),
                  "`%s` acts, and %s only looks"
                      .formatted(invoke.action().qualifiedName(), place.shown()))
              .help("put it into a step"));
    }
    invoke.arguments().forEach(argument -> argument(invoke.action(), argument));
    StepShape.retriable(invoke.action(), symbols, policy, findings);
    if (invoke.action().form() == Action.Form.STEPS && policy.timeout().isPresent()) {
      findings.add(
          Diagnostic.error(
                  Code.STATEMENT_MISPLACED,
                  invoke.span(),
                  "`%s` is made of calls, which have time limits of their own"
                      .formatted(invoke.action().qualifiedName()))
              .help("put `timeout` into the head of the step: it holds for all of it"));
    }
    waits.policy(policy, expr.span());
    evidence.acted(term);
  }

  /** Only a native acting call is handed a statement that acts; what is put into it just looks. */
  private void argument(Action action, Term argument) {
    if (argument instanceof Term.Sql && action.form() == Action.Form.NATIVE) {
      Terms.parts(argument).forEach(part -> ReadOnly.demand(part, findings));
    } else {
      ReadOnly.demand(argument, findings);
    }
  }

  /** An acting call that is named like a value. */
  void undeclared(Stmt.Let let, Term.Invoke call) {
    String before = call.type() == Type.Primitive.UNIT ? "do " : "let " + let.name() + " = do ";
    findings.add(
        Diagnostic.error(
                Code.NEEDS_DO,
                call.span(),
                "`%s` acts, and that has to be said".formatted(call.action().qualifiedName()))
            .here("this changes something")
            .help("write `" + before + call.action().qualifiedName() + "(…)`"));
  }

  /** What only looks has its own bound and is not retried. */
  void looks(Stmt.Let let) {
    if (let.policy().retry().isPresent() || let.policy().timeout().isPresent()) {
      findings.error(
          Code.STATEMENT_MISPLACED,
          let.span(),
          "`retry` and `timeout` stand behind acting calls; what only looks is bounded already");
    }
  }

  void demandResult(Stmt.Let let, Type type) {
    if (type == Type.Primitive.UNIT) {
      findings.add(
          Diagnostic.error(
                  Code.NO_RESULT, let.value().span(), "this gives nothing back to be named")
              .help("write `do` alone"));
    }
  }
}
