package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Name;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.Stmt;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The other runbooks that one speaks of: found beside it, checked when they are called. */
final class Runbooks {
  private final Function<String, Parsed<Optional<TypedRunbook>>> check;
  private final Set<String> callers;
  private final Findings findings;
  private final Map<String, TypedRunbook> called = new LinkedHashMap<>();

  /**
   * @param check finds and checks the runbook of that name
   * @param callers the runbooks that are being checked because one calls the other
   */
  Runbooks(
      Function<String, Parsed<Optional<TypedRunbook>>> check,
      Set<String> callers,
      Findings findings) {
    this.check = check;
    this.callers = new LinkedHashSet<>(callers);
    this.findings = findings;
  }

  /** Where no other runbook can be called. */
  static Runbooks none(Findings findings) {
    return new Runbooks(name -> new Parsed<>(Optional.empty(), List.of()), Set.of(), findings);
  }

  Map<String, TypedRunbook> called() {
    return called;
  }

  void call(Stmt.CallRunbook call, ExprChecker exprs, FactTable facts) {
    Name name = call.runbook();
    if (callers.contains(name.text())) {
      findings.add(
          Diagnostic.error(Code.CYCLE, name.span(), "`" + name + "` would come to call itself")
              .here("the way back: " + String.join(" → ", callers) + " → " + name));
      return;
    }
    Parsed<Optional<TypedRunbook>> target = check.apply(name.text());
    if (target.tree().isEmpty()) {
      call.arguments().forEach(argument -> exprs.check(argument.value()));
      findings.add(uncallable(name, target.diagnostics()));
      return;
    }
    if (turns(target.tree().get())) {
      findings.add(
          Diagnostic.error(
                  Code.RUNBOOK_SHAPE,
                  name.span(),
                  "`" + name + "` cannot be a part of another runbook")
              .here("it turns from one scenario to another with `else use`")
              .help("run it by itself, or let its guards abort"));
    }
    called.put(name.text(), target.tree().get());
    arguments(call, target.tree().get(), exprs, facts);
  }

  private static Diagnostic uncallable(Name name, List<Diagnostic> why) {
    Optional<Diagnostic> circle =
        why.stream().filter(each -> each.code() == Code.CYCLE).findFirst();
    if (circle.isPresent()) {
      return Diagnostic.error(
              Code.CYCLE, name.span(), "the runbook `" + name + "` would come to call this one")
          .label(circle.get().span(), circle.get().here());
    }
    if (why.isEmpty()) {
      return Diagnostic.error(
              Code.UNKNOWN_RUNBOOK,
              name.span(),
              "there is no runbook `" + name + "` beside this one")
          .help("it would be in the file `" + Checker.Siblings.fileName(name.text()) + "`");
    }
    return Diagnostic.error(
            Code.UNKNOWN_RUNBOOK, name.span(), "the runbook `" + name + "` has errors of its own")
        .label(why.get(0).span(), why.get(0).message())
        .help("check it first");
  }

  /** Whether it turns to another scenario, which the caller has not. */
  private static boolean turns(TypedRunbook runbook) {
    return runbook.tree().items(Decl.Scenario.class).stream()
        .anyMatch(scenario -> scenario.body().stream().anyMatch(Runbooks::turns));
  }

  private static boolean turns(Stmt statement) {
    if (statement instanceof Stmt.Step step) {
      return step.body().stream().anyMatch(Runbooks::turns);
    }
    boolean itself =
        statement instanceof Stmt.Guard guard && isTurn(guard.otherwise())
            || statement instanceof Stmt.Await await && isTurn(await.otherwise())
            || statement instanceof Stmt.Approve approve
                && (isTurn(approve.onNo()) || isTurn(approve.onTimeout()));
    return itself
        || Acts.inner(statement).stream()
            .anyMatch(block -> block.stream().anyMatch(Runbooks::turns));
  }

  private static boolean isTurn(Optional<Stmt.Refusal> refusal) {
    return refusal.filter(Stmt.UseScenario.class::isInstance).isPresent();
  }

  private static void arguments(
      Stmt.CallRunbook call, TypedRunbook target, ExprChecker exprs, FactTable facts) {
    List<Decl.Param> parameters = target.tree().items(Decl.Param.class);
    Places<Decl.Param> places =
        new Places<>(parameters, param -> param.name().text(), call.runbook(), exprs.findings);
    places.fill(call.arguments());
    for (Decl.Param parameter : parameters) {
      Optional<io.godel.runbook.syntax.Expr.Argument> given = places.argument(parameter);
      if (given.isPresent()) {
        Type type = target.facts().variable(parameter).type();
        Term term = exprs.checkAs(given.get().value(), type, "`" + parameter.name() + "`");
        facts.record(given.get().value(), term);
      } else if (parameter.standard().isEmpty() && !places.hasFaults()) {
        exprs.findings.error(
            Code.ARGUMENT_MISSING,
            call.span(),
            "`%s` needs `%s`".formatted(call.runbook(), parameter.name()));
      }
    }
  }
}
