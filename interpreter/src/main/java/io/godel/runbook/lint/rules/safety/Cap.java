package io.godel.runbook.lint.rules.safety;

import io.godel.runbook.syntax.Expr.BinaryOperator;
import io.godel.runbook.syntax.Expr.UnaryOperator;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.types.Variable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what lets a number become as large as it likes.
 *
 * @param conditions what each parameter has to be, where it says so
 */
record Cap(Map<Variable, Optional<Term>> conditions) {
  private static final Set<BinaryOperator> SMALLER =
      Set.of(BinaryOperator.LESS, BinaryOperator.LESS_EQUAL);

  private static final Set<BinaryOperator> LARGER =
      Set.of(BinaryOperator.GREATER, BinaryOperator.GREATER_EQUAL);

  /** A parameter without an upper bound, or a look at the world; empty where there is a cap. */
  Optional<Term> missing(Term amount) {
    if (amount instanceof Term.Use use) {
      Optional<Term> condition = conditions.getOrDefault(use.variable(), Optional.empty());
      boolean open =
          conditions.containsKey(use.variable()) && condition.filter(Cap::caps).isEmpty();
      return open ? Optional.of(amount) : Optional.empty();
    }
    if (amount instanceof Term.Invoke call && call.action().effect() != Effect.PURE) {
      return Optional.of(amount);
    }
    if (isSmallest(amount)) {
      Term list = Terms.parts(amount).get(0);
      boolean capped = Terms.parts(list).stream().anyMatch(it -> missing(it).isEmpty());
      return capped ? Optional.empty() : firstMissing(Terms.parts(list).stream());
    }
    if (amount instanceof Term.Conditional it) {
      return missing(it.whenTrue()).or(() -> missing(it.whenFalse()));
    }
    if (amount instanceof Term.Binary it && lessensByRight(it.operator())) {
      return missing(it.left());
    }
    return firstMissing(Terms.parts(amount).stream());
  }

  private Optional<Term> firstMissing(Stream<Term> parts) {
    return parts.flatMap(part -> missing(part).stream()).findFirst();
  }

  private static boolean isSmallest(Term term) {
    return term instanceof Term.Invoke call
        && call.action().qualifiedName().equals("core.min")
        && call.arguments().get(0) instanceof Term.ListOf;
  }

  private static boolean lessensByRight(BinaryOperator operator) {
    return operator == BinaryOperator.MINUS || operator == BinaryOperator.DIVIDED_BY;
  }

  /** Whether what is called {@code it} has an upper bound where the condition holds. */
  static boolean caps(Term condition) {
    return caps(condition, true);
  }

  private static boolean caps(Term condition, boolean holds) {
    if (condition instanceof Term.Unary not && not.operator() == UnaryOperator.NOT) {
      return caps(not.operand(), !holds);
    }
    if (!(condition instanceof Term.Binary binary)) {
      return false;
    }
    BinaryOperator operator = binary.operator();
    if (operator == BinaryOperator.AND || operator == BinaryOperator.OR) {
      boolean left = caps(binary.left(), holds);
      boolean right = caps(binary.right(), holds);
      return (operator == BinaryOperator.AND) == holds ? left || right : left && right;
    }
    if (SMALLER.contains(operator)) {
      return speaksOfIt(holds ? binary.left() : binary.right());
    }
    if (LARGER.contains(operator)) {
      return speaksOfIt(holds ? binary.right() : binary.left());
    }
    return operator == (holds ? BinaryOperator.EQUAL : BinaryOperator.NOT_EQUAL)
        || holds && operator == BinaryOperator.IN;
  }

  private static boolean speaksOfIt(Term term) {
    return term instanceof Term.Use use && use.variable().name().equals("it")
        || Terms.parts(term).stream().anyMatch(Cap::speaksOfIt);
  }
}
