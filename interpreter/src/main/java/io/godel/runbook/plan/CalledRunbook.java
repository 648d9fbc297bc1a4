package io.godel.runbook.plan;

import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Name;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.types.Facts;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.types.Type;
import io.godel.runbook.types.TypedRunbook;
import io.godel.runbook.types.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A runbook as a part of another: its parameters, its look, its first scenario that fits, its
 * recovery check.
 */
final class CalledRunbook {
  private final Planner planner;
  private final Facts caller;
  private final Stmt.CallRunbook call;
  private final TypedRunbook part;
  private final String id;

  CalledRunbook(
      Planner planner, Facts caller, Stmt.CallRunbook call, TypedRunbook part, String id) {
    this.planner = planner;
    this.caller = caller;
    this.call = call;
    this.part = part;
    this.id = id;
  }

  Node node() {
    List<Node> body = new ArrayList<>();
    part.tree().items(Decl.Param.class).forEach(param -> parameter(param, body));
    NodeBuilder builder = new NodeBuilder(planner, part, id);
    part.tree().items(Decl.Value.class).forEach(value -> body.add(value.let().accept(builder)));
    part.tree().items(Decl.Assess.class).forEach(it -> body.addAll(block("/assess", it.body())));
    body.add(choice(part.tree().items(Decl.Scenario.class)));
    part.tree()
        .items(Decl.Recovered.class)
        .forEach(it -> body.addAll(block("/recovered", it.body())));
    return new Node.Sequence(id, part.name(), body, call.span());
  }

  private List<Node> block(String name, List<Stmt> statements) {
    return new NodeBuilder(planner, part, id + name).all(statements);
  }

  private void parameter(Decl.Param param, List<Node> body) {
    Variable variable = part.facts().variable(param);
    Term value =
        given(param.name())
            .map(caller::term)
            .orElseGet(() -> part.facts().term(param.standard().orElseThrow()));
    body.add(let(variable.name(), variable, value));
    param.where().ifPresent(where -> demand(variable, where, body));
  }

  private Node let(String name, Variable variable, Term value) {
    planner.define(variable, value);
    return new Node.Observe(
        planner.ids().named(id, name), variable, value, Terms.effect(value), value.span());
  }

  /** What a parameter demands of its value holds for a caller as it does for an operator. */
  private void demand(Variable variable, Expr where, List<Node> body) {
    Span span = where.span();
    Variable it = part.facts().variable(where);
    body.add(let(variable.name() + "/it", it, new Term.Use(variable, variable.type(), span)));
    String why = "`" + variable.name() + "` is what `" + part.name() + "` accepts";
    body.add(
        new Node.Guard(
            planner.ids().of(id, "guard", "accepted " + variable.name()),
            new Term.Chars(why, Type.Primitive.STRING, span),
            part.facts().term(where),
            Optional.empty(),
            new Node.AbortRun(Optional.empty()),
            span));
  }

  /** By name, or by position among the parameters. */
  private Optional<Expr> given(Name parameter) {
    int position =
        part.tree().items(Decl.Param.class).stream()
            .map(param -> param.name().text())
            .toList()
            .indexOf(parameter.text());
    for (int i = 0; i < call.arguments().size(); i++) {
      Expr.Argument argument = call.arguments().get(i);
      boolean named =
          argument.label().filter(label -> label.text().equals(parameter.text())).isPresent();
      if (named || argument.label().isEmpty() && i == position) {
        return Optional.of(argument.value());
      }
    }
    return Optional.empty();
  }

  private Node choice(List<Decl.Scenario> scenarios) {
    List<Decl.Scenario> candidates =
        scenarios.stream().filter(scenario -> scenario.when().isPresent()).toList();
    if (candidates.isEmpty()) {
      Span span = part.tree().name().span();
      Term why =
          new Term.Chars("no scenario of `" + part.name() + "` fits", Type.Primitive.STRING, span);
      return new Node.Abort(planner.ids().of(id, "abort", "no scenario fits"), why, span);
    }
    Decl.Scenario first = candidates.get(0);
    String inner = planner.ids().named(id, first.name().text());
    return new Node.Branch(
        inner,
        part.facts().term(first.when().orElseThrow()),
        new NodeBuilder(planner, part, inner).all(first.body()),
        List.of(choice(candidates.subList(1, candidates.size()))),
        first.span());
  }
}
