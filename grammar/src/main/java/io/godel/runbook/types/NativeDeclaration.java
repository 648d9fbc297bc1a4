package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Name;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one native action: its signature first, what it says of itself when all are known. */
final class NativeDeclaration {
  private final Decl.NativeAction declared;
  private final ExprChecker exprs;
  private List<Action.Parameter> parameters = List.of();
  private Type result = Type.Primitive.UNIT;

  NativeDeclaration(Decl.NativeAction declared, ExprChecker exprs) {
    this.declared = declared;
    this.exprs = exprs;
  }

  /** Without the terms of its clauses. */
  Action signature(String module) {
    parameters = Parameters.read(declared.parameters(), module + "." + declared.name(), exprs);
    parameters.forEach(parameter -> exprs.scope().declare(parameter.variable()));
    result = declared.result().map(exprs::type).orElse(Type.Primitive.UNIT);
    return action(module, new Action.NotNeeded(), List.of(), List.of(), Optional.empty());
  }

  /** With everything. */
  Action whole(String module) {
    Action.Decision decision = decision();
    Action action =
        action(
            module,
            decision,
            terms(Decl.Touches.class).stream().map(it -> exprs.check(it.target())).toList(),
            terms(Decl.About.class).stream().map(it -> exprs.check(it.target())).toList(),
            terms(Decl.Affects.class).stream().findFirst().map(this::affected));
    demand(action);
    return action;
  }

  private Action action(
      String module,
      Action.Decision decision,
      List<Term> touches,
      List<Term> about,
      Optional<Action.Affected> affects) {
    Duration timeout =
        terms(Decl.TimeLimit.class).stream()
            .findFirst()
            .map(Decl.TimeLimit::timeout)
            .orElse(Action.STANDARD_TIMEOUT);
    return new Action(
        module,
        declared.name().text(),
        Action.Form.NATIVE,
        declared.typeParameters().stream().map(Name::text).toList(),
        parameters,
        result,
        Effect.valueOf(declared.effect().name()),
        !terms(Decl.Idempotent.class).isEmpty(),
        !terms(Decl.Irreversible.class).isEmpty(),
        decision,
        permissions(),
        touches,
        about,
        affects,
        timeout,
        declared.doc().map(Decl.Doc::text).orElse(""),
        declared.name().span());
  }

  private <C extends Decl.Clause> List<C> terms(Class<C> kind) {
    return declared.clauses().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private List<Action.Permission> permissions() {
    List<Action.Permission> permissions = new ArrayList<>();
    for (Decl.Needs needs : terms(Decl.Needs.class)) {
      permissions.add(new Action.Permission(needs.system().text(), needs.permission().plain()));
    }
    return permissions;
  }

  private Action.Affected affected(Decl.Affects affects) {
    Term amount = exprs.checkAs(affects.amount(), Type.Primitive.INT, "an amount");
    return new Action.Affected(amount, affects.unit().text());
  }

  private Action.Decision decision() {
    for (Decl.Clause clause : declared.clauses()) {
      if (clause instanceof Decl.DecidedBy it) {
        return probe(it.probe());
      }
      if (clause instanceof Decl.DecidedByPerson it) {
        return new Action.AskPerson(it.question().plain());
      }
    }
    return new Action.NotNeeded();
  }

  private Action.Decision probe(Expr probe) {
    Variable started =
        new Variable(
            exprs.module + "." + declared.name() + "/started", "started", Type.Primitive.INSTANT);
    Scope scope = new Scope(exprs.scope());
    scope.declare(started);
    Term term = exprs.inside(scope, () -> exprs.condition(probe));
    if (Terms.effect(term).acts()) {
      exprs.findings.error(
          Code.ACTS_IN_READING_PLACE, probe.span(), "what decides an unknown outcome must not act");
    }
    return new Action.Probe(term, started);
  }

  /** What an action has to say of itself follows from its effect. */
  private void demand(Action action) {
    boolean decided = !(action.decision() instanceof Action.NotNeeded);
    if (action.effect().acts() && !decided) {
      missing("acts, so it has to say how an unknown outcome is decided", "decided by …");
    }
    if (!action.effect().acts() && decided) {
      missing("does not act, so there is nothing to decide", "take `decided by` away");
    }
    if (action.effect() == Effect.DESTROYS && evidence(action).isEmpty()) {
      missing("destroys, so it has to ask for an evidence", "add a parameter such as `proof: …`");
    }
    boolean makes = result instanceof Type.EvidenceOf;
    if (makes && action.about().isEmpty()) {
      missing("gives an evidence, so it has to say what the evidence speaks of", "about …");
    }
  }

  private static Optional<Action.Parameter> evidence(Action action) {
    return action.parameters().stream()
        .filter(parameter -> parameter.type() instanceof Type.EvidenceOf)
        .findFirst();
  }

  private void missing(String what, String help) {
    exprs.findings.add(
        Diagnostic.error(
                Code.NATIVE_DECLARATION,
                declared.name().span(),
                "`" + declared.name() + "` " + what)
            .help(help));
  }
}
