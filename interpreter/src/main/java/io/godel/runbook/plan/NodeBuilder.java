package io.godel.runbook.plan;

import io.godel.runbook.plan.Node.Policy;
import io.godel.runbook.plan.Node.Refusal;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.syntax.Text;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Facts;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.types.TypedRunbook;
import io.godel.runbook.types.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns statements into nodes; composed actions and called runbooks stand where they are used. */
final class NodeBuilder implements Stmt.Visitor<Node> {
  private final Planner planner;
  private final TypedRunbook runbook;
  private final Facts facts;
  private final String path;

  /**
   * @param path the id of what the nodes belong to
   */
  NodeBuilder(Planner planner, TypedRunbook runbook, String path) {
    this.planner = planner;
    this.runbook = runbook;
    this.facts = runbook.facts();
    this.path = path;
  }

  List<Node> all(List<Stmt> statements) {
    List<Node> nodes = new ArrayList<>();
    for (Stmt statement : statements) {
      if (!isClause(statement)) {
        nodes.add(statement.accept(this));
      }
    }
    return nodes;
  }

  /** What says how a step is taken back is part of the step, not of its course. */
  private static boolean isClause(Stmt statement) {
    return statement instanceof Stmt.Undo
        || statement instanceof Stmt.UndoNone
        || statement instanceof Stmt.UndoKeep
        || statement instanceof Stmt.OnFailure;
  }

  private NodeBuilder at(String inner) {
    return new NodeBuilder(planner, runbook, inner);
  }

  private String id(String kind, Text says) {
    return planner.ids().of(path, kind, says.plain());
  }

  @Override
  public Node visitLet(Stmt.Let let) {
    Variable variable = facts.variable(let);
    Term value = facts.term(let.value());
    if (let.acting()) {
      return act((Term.Invoke) value, Optional.of(variable), let.policy());
    }
    planner.define(variable, value);
    return observe(variable, value, let);
  }

  private Node observe(Variable variable, Term value, Stmt statement) {
    String id = planner.ids().named(path, variable.name());
    return new Node.Observe(id, variable, value, Terms.effect(value), statement.span());
  }

  private Node act(Term.Invoke call, Optional<Variable> result, Stmt.Policy written) {
    Action action = planner.whole(runbook, call.action());
    String id = planner.ids().of(path, "act", action.qualifiedName());
    if (action.form() == Action.Form.NATIVE) {
      return new Node.Act(id, result, action, call.arguments(), policy(written), call.span());
    }
    List<Node> body = new ArrayList<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      Variable parameter = action.parameters().get(i).variable();
      Term value = call.arguments().get(i);
      planner.define(parameter, value);
      body.add(
          new Node.Observe(
              planner.ids().named(id, parameter.name()),
              parameter,
              value,
              Terms.effect(value),
              value.span()));
    }
    body.addAll(at(id).all(runbook.library().steps().get(action.qualifiedName())));
    return new Node.Sequence(id, action.qualifiedName(), body, call.span());
  }

  private static Policy policy(Stmt.Policy policy) {
    return new Policy(
        policy.retry().map(retry -> new Node.Retry(retry.times(), retry.first(), retry.last())),
        policy.timeout());
  }

  @Override
  public Node visitStep(Stmt.Step step) {
    String id = planner.ids().named(path, step.name().text());
    List<Node> body = at(id).all(step.body());
    Optional<List<Node>> onFailure =
        step.body().stream()
            .filter(Stmt.OnFailure.class::isInstance)
            .map(it -> at(id + "/failure").all(((Stmt.OnFailure) it).body()))
            .findFirst();
    return new Node.Step(
        id,
        step.name().text(),
        facts.term(step.title()),
        policy(step.policy()),
        step.limits().stream()
            .map(it -> new Node.Limit(facts.term(it.amount()), it.unit().text()))
            .toList(),
        body,
        undo(step, id),
        onFailure,
        Planner.effect(body).and(onFailure.map(Planner::effect).orElse(Effect.PURE)),
        step.span());
  }

  private Node.Undo undo(Stmt.Step step, String id) {
    for (Stmt statement : step.body()) {
      if (statement instanceof Stmt.Undo it) {
        return new Node.Compensate(id + "/undo", at(id + "/undo").all(it.body()), it.span());
      }
      if (statement instanceof Stmt.UndoNone it) {
        return new Node.Irreversible(facts.term(it.because()));
      }
      if (statement instanceof Stmt.UndoKeep it) {
        return new Node.Keep(facts.term(it.because()));
      }
    }
    return new Node.NothingToUndo();
  }

  @Override
  public Node visitGuard(Stmt.Guard guard) {
    return new Node.Guard(
        id("guard", guard.why()),
        facts.term(guard.why()),
        facts.term(guard.condition()),
        guard.fresh(),
        refusal(guard.otherwise()),
        guard.span());
  }

  private Refusal refusal(Optional<Stmt.Refusal> written) {
    return Refusals.of(written, runbook);
  }

  @Override
  public Node visitWarn(Stmt.Warn warn) {
    return new Node.Warn(
        id("warn", warn.why()), facts.term(warn.why()), facts.term(warn.condition()), warn.span());
  }

  @Override
  public Node visitApprove(Stmt.Approve approve) {
    return new Node.Approve(
        id("approve", approve.question()),
        facts.term(approve.question()),
        facts.term(approve.role()),
        approve.another(),
        planner.duration(runbook, approve.within()),
        refusal(approve.onNo()),
        refusal(approve.onTimeout()),
        approve.span());
  }

  @Override
  public Node visitDo(Stmt.Do act) {
    return act((Term.Invoke) facts.term(act.call()), Optional.empty(), act.policy());
  }

  @Override
  public Node visitVerify(Stmt.Verify verify) {
    return new Node.Verify(
        id("verify", verify.what()),
        facts.term(verify.what()),
        facts.term(verify.condition()),
        planner.duration(runbook, verify.within()),
        planner.duration(runbook, verify.every()),
        verify.span());
  }

  @Override
  public Node visitAwait(Stmt.Await await) {
    String says =
        await
            .what()
            .map(Text::plain)
            .orElseGet(() -> TermCanonical.of(facts.term(await.condition())));
    return new Node.Wait(
        planner.ids().of(path, "await", says),
        await.what().map(facts::term),
        facts.term(await.condition()),
        planner.duration(runbook, await.within()),
        planner.duration(runbook, await.every()),
        refusal(await.otherwise()),
        await.span());
  }

  @Override
  public Node visitYield(Stmt.Yield yield) {
    return observe(facts.variable(yield), facts.term(yield.value()), yield);
  }

  @Override
  public Node visitUndo(Stmt.Undo undo) {
    throw clause(undo);
  }

  @Override
  public Node visitUndoNone(Stmt.UndoNone undoNone) {
    throw clause(undoNone);
  }

  @Override
  public Node visitUndoKeep(Stmt.UndoKeep undoKeep) {
    throw clause(undoKeep);
  }

  @Override
  public Node visitOnFailure(Stmt.OnFailure onFailure) {
    throw clause(onFailure);
  }

  private static AssertionError clause(Stmt statement) {
    return new AssertionError("a part of a step stands alone at " + statement.span());
  }

  @Override
  public Node visitEscalate(Stmt.Escalate escalate) {
    return new Node.Escalate(
        id("escalate", escalate.to()),
        facts.term(escalate.to()),
        escalate.with().map(facts::term),
        escalate.span());
  }

  @Override
  public Node visitParallel(Stmt.Parallel parallel) {
    String id = planner.ids().of(path, "parallel", StatementName.of(parallel.body()));
    List<List<Node>> branches = new ArrayList<>();
    for (Stmt branch : parallel.body()) {
      branches.add(at(id).all(List.of(branch)));
    }
    return new Node.Parallel(id, branches, parallel.span());
  }

  @Override
  public Node visitFor(Stmt.For loop) {
    Variable variable = facts.variable(loop);
    String id =
        planner.ids().of(path, "for", variable.name() + " " + StatementName.of(loop.body()));
    Term domain = facts.term(loop.domain());
    return new Node.Loop(
        id,
        variable,
        domain,
        planner.elementsMax(domain),
        Math.max(1, loop.atOnce()),
        at(id).all(loop.body()),
        loop.span());
  }

  /** So that what stands in it keeps its id when the condition is put otherwise. */
  private static String branchName(Stmt.If branch, Term condition) {
    String name = StatementName.of(branch.whenTrue());
    String other = name.isEmpty() ? StatementName.of(branch.whenFalse()) : name;
    return other.isEmpty() ? TermCanonical.of(condition) : other;
  }

  @Override
  public Node visitIf(Stmt.If branch) {
    Term condition = facts.term(branch.condition());
    String id = planner.ids().of(path, "if", branchName(branch, condition));
    return new Node.Branch(
        id,
        condition,
        at(id + "/then").all(branch.whenTrue()),
        at(id + "/else").all(branch.whenFalse()),
        branch.span());
  }

  @Override
  public Node visitCallRunbook(Stmt.CallRunbook call) {
    TypedRunbook part = runbook.parts().get(call.runbook().text());
    String id = planner.ids().of(path, "call", part.name());
    return new CalledRunbook(planner, facts, call, part, id).node();
  }

  @Override
  public Node visitManual(Stmt.Manual manual) {
    return new Node.Manual(
        id("manual", manual.task()),
        facts.term(manual.task()),
        facts.term(manual.role()),
        planner.duration(runbook, manual.within()),
        manual.answers().stream()
            .map(it -> new Node.Question(facts.variable(it), facts.term(it.question())))
            .toList(),
        manual.span());
  }

  @Override
  public Node visitAbort(Stmt.Abort abort) {
    return new Node.Abort(id("abort", abort.why()), facts.term(abort.why()), abort.span());
  }

  @Override
  public Node visitBlock(Stmt.Block block) {
    String id = planner.ids().of(path, "block", StatementName.of(block.body()));
    return new Node.Sequence(id, "", at(id).all(block.body()), block.span());
  }
}
