package io.godel.runbook.explore;

import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Evaluation;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.PlanNodes;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.types.Type;
import io.godel.runbook.types.Variable;
import io.godel.runbook.value.Value;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a condition can be found to be, whatever the world and the parameters are.
 *
 * <p>What is written down is always the same, and what needs no look at the world is always known:
 * a number that grows too large and a pattern that takes too long are left out of account.
 */
final class PossibleTruths {
  private static final String NOW = "core.now";

  private final Library library;
  private final Evaluator evaluator;

  /** What is the same in every run. */
  private Env constants = Env.EMPTY;

  /** What may have no value because it could not be seen. */
  private final Set<Variable> unseen = new HashSet<>();

  PossibleTruths(Plan plan) {
    this.library = plan.library();
    this.evaluator = new Evaluator(plan.library());
    List<Node.Observe> all =
        PlanNodes.all(plan).stream()
            .filter(Node.Observe.class::isInstance)
            .map(Node.Observe.class::cast)
            .toList();
    Map<Variable, Integer> bound = new HashMap<>();
    all.forEach(it -> bound.merge(it.variable(), 1, Integer::sum));
    all.stream()
        // A composed action's parameter stands for another value at each call.
        .filter(it -> bound.get(it.variable()) == 1)
        .forEach(
            it ->
                constant(it.value())
                    .ifPresent(value -> constants = constants.with(it.variable(), value)));
    Stream.concat(plan.settings().stream(), plan.assess().stream())
        .filter(Node.Observe.class::isInstance)
        .map(Node.Observe.class::cast)
        .filter(it -> canFail(it.value(), Set.of()))
        .forEach(it -> unseen.add(it.variable()));
  }

  /**
   * @param unbound what may have no value yet where the condition is asked
   */
  Set<Truth> of(Term condition, Set<Variable> unbound) {
    Optional<Value> constant = constant(condition);
    if (constant.isPresent()) {
      return EnumSet.of(Truth.of(((Value.Bool) constant.get()).value()));
    }
    if (condition instanceof Term.Unary not && not.operator() == Expr.UnaryOperator.NOT) {
      Set<Truth> all = EnumSet.noneOf(Truth.class);
      of(not.operand(), unbound).forEach(it -> all.add(not(it)));
      return all;
    }
    if (condition instanceof Term.Binary both && both.operator() == Expr.BinaryOperator.AND) {
      return combined(both, Truth.FALSE, unbound);
    }
    if (condition instanceof Term.Binary both && both.operator() == Expr.BinaryOperator.OR) {
      return combined(both, Truth.TRUE, unbound);
    }
    Set<Truth> all = EnumSet.of(Truth.TRUE, Truth.FALSE);
    if (canFail(condition, unbound)) {
      all.add(Truth.UNKNOWN);
    }
    return all;
  }

  private static Truth not(Truth truth) {
    return switch (truth) {
      case TRUE -> Truth.FALSE;
      case FALSE -> Truth.TRUE;
      case UNKNOWN -> Truth.UNKNOWN;
    };
  }

  /**
   * After Kleene, as conditions are evaluated.
   *
   * @param decisive the value of a side that decides alone
   */
  private Set<Truth> combined(Term.Binary both, Truth decisive, Set<Variable> unbound) {
    Set<Truth> all = EnumSet.noneOf(Truth.class);
    for (Truth left : of(both.left(), unbound)) {
      for (Truth right : of(both.right(), unbound)) {
        if (left == decisive || right == decisive) {
          all.add(decisive);
        } else {
          all.add(left == Truth.UNKNOWN ? left : right);
        }
      }
    }
    return all;
  }

  /** Its value, where that is the same in every run. */
  Optional<Value> constant(Term term) {
    return Terms.effect(term) == Effect.PURE
            && evaluator.evaluate(term, constants, Instant.EPOCH, List.of())
                instanceof Evaluation.Ready ready
        ? Optional.of(ready.value())
        : Optional.empty();
  }

  private boolean canFail(Term term, Set<Variable> unbound) {
    if (term instanceof Term.Use use && isOpen(use.variable(), unbound)
        || term instanceof Term.ElementOf element
            && element.receiver().type() instanceof Type.ListOf
        || term instanceof Term.Binary quotient
            && quotient.operator() == Expr.BinaryOperator.DIVIDED_BY
            && constant(quotient.right()).isEmpty()
        || term instanceof Term.Invoke call && canFail(call.action())) {
      return true;
    }
    return Terms.parts(term).stream().anyMatch(part -> canFail(part, unbound));
  }

  private boolean isOpen(Variable variable, Set<Variable> unbound) {
    return unseen.contains(variable) || unbound.contains(variable);
  }

  /** What it is called with is looked at elsewhere. */
  private boolean canFail(Action action) {
    return action.form() == Action.Form.VALUE
        ? canFail(library.values().get(action.qualifiedName()), Set.of())
        : action.effect() != Effect.PURE && !action.qualifiedName().equals(NOW);
  }
}
