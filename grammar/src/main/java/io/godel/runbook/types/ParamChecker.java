package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Expr;
import java.util.Map;
import java.util.Optional;

/** Checks what a runbook is given when it is started. */
final class ParamChecker {
  private final ExprChecker exprs;
  private final FactTable facts;
  private final Findings findings;
  private final Statics statics;
  private final String runbook;

  ParamChecker(ExprChecker exprs, FactTable facts, Statics statics, String runbook) {
    this.exprs = exprs;
    this.facts = facts;
    this.findings = exprs.findings;
    this.statics = statics;
    this.runbook = runbook;
  }

  void check(Decl.Param param) {
    Type type = exprs.type(param.type());
    demandGivable(param, type);
    String id = runbook + "/" + param.name();
    Variable variable = facts.record(param, new Variable(id, param.name().text(), type));
    exprs.names.demandNew(param.name());
    Optional<Term> standard = param.standard().map(value -> standard(value, type));
    int before = findings.size();
    Optional<Term> where = param.where().map(condition -> where(variable, condition));
    boolean sensible = findings.size() == before;
    if (standard.isPresent() && where.isPresent() && sensible) {
      demandFits(param, standard.get(), where.get());
    }
    exprs.scope().declare(variable);
    statics.add(variable);
  }

  /** Whoever starts a run writes the value; not everything can be written. */
  private void demandGivable(Decl.Param param, Type type) {
    boolean forged =
        Evidences.refuse(type, param.type().span(), "whoever starts the runbook", findings);
    if (!forged && Types.any(type, it -> it instanceof Type.Opaque || it instanceof Type.SqlOf)) {
      findings.add(
          Diagnostic.error(
                  Code.WRONG_TYPE,
                  param.type().span(),
                  "nobody can write down " + Types.a(type) + " when a runbook is started")
              .help("take its name as a parameter and make the handle with `let`"));
    }
  }

  private Term standard(Expr value, Type type) {
    Term term = facts.record(value, exprs.checkAs(value, type, "the default"));
    ReadOnly.demand(term, findings);
    if (!statics.isKnown(term) && term.type() != Type.Primitive.UNKNOWN) {
      findings.add(
          Diagnostic.error(Code.UNBOUNDED, value.span(), "a default has to be known before the run")
              .here("this depends on what the run finds"));
    }
    return term;
  }

  /** In the condition the value is called {@code it}. */
  private Term where(Variable variable, Expr where) {
    Variable it = new Variable(variable.id() + "/it", "it", variable.type());
    Scope scope = new Scope(exprs.scope());
    scope.declare(it);
    facts.record(where, it);
    Term condition = exprs.inside(scope, () -> facts.record(where, exprs.condition(where)));
    if (Terms.effect(condition) != Effect.PURE) {
      findings.add(
          Diagnostic.error(
                  Code.UNBOUNDED, where.span(), "a parameter is looked at before anything else is")
              .here("this looks at the world")
              .help("look with `let` in `assess`, and refuse with a `guard`"));
    }
    return condition;
  }

  private void demandFits(Decl.Param param, Term standard, Term where) {
    Variable it = facts.variable(param.where().orElseThrow()).orElseThrow();
    Term condition = Terms.substitute(where, Map.of(it, standard));
    if (Folding.truth(condition).equals(Optional.of(false))) {
      findings.add(
          Diagnostic.error(
                  Code.PARAM_REFUSED,
                  standard.span(),
                  "the default of `" + param.name() + "` is refused by its own condition")
              .label(where.span(), "this is false for it"));
    }
  }
}
