package io.godel.runbook.lint.conditions;

import io.godel.runbook.lint.Known;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.types.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cases in which a condition is true, as far as its text says. No case is left of one that can
 * never be true; that a case is left does not say that the world can come to it.
 */
public final class Cases {
  /** A condition with more cases than this is not decided. */
  private static final int CASES_MAX = 64;

  private final List<Clause> clauses;

  private Cases(List<Clause> clauses) {
    this.clauses = clauses;
  }

  /**
   * Of a condition that is found out at one moment together with all that it speaks of; empty where
   * it has too many cases to be looked at.
   */
  public static Optional<Cases> of(Term condition, Known known) {
    Reading reading = new Reading(new Comparisons(known));
    return reading.cases(known.traced(condition), true).map(Cases::new);
  }

  /** Whether the condition is the same whatever is seen; empty where that depends. */
  public static Optional<Boolean> truth(Term condition, Known known) {
    Reading reading = new Reading(new Comparisons(known));
    Term whole = known.unfolded(condition);
    if (reading.cases(whole, true).filter(List::isEmpty).isPresent()) {
      return Optional.of(false);
    }
    return reading.cases(whole, false).filter(List::isEmpty).map(never -> true);
  }

  /** Whether nothing that is seen makes it true. */
  public boolean areNone() {
    return clauses.isEmpty();
  }

  /** Whether the other condition is true whenever this one is. */
  public boolean imply(Cases other) {
    return !clauses.isEmpty()
        && clauses.stream()
            .allMatch(mine -> other.clauses.stream().anyMatch(theirs -> mine.implies(theirs)));
  }

  /** Whether there are values for which both are true. */
  public boolean surelyMeet(Cases other) {
    return clauses.stream()
        .anyMatch(mine -> other.clauses.stream().anyMatch(theirs -> mine.surelyMeets(theirs)));
  }

  /**
   * Takes a condition apart at its connectives.
   *
   * @param comparisons what is said of that which has none
   */
  private record Reading(Comparisons comparisons) {
    /**
     * @param wanted the truth that the cases lead to
     */
    Optional<List<Clause>> cases(Term term, boolean wanted) {
      if (term instanceof Term.Converted it) {
        return cases(it.value(), wanted);
      }
      if (term instanceof Term.Constant it && it.value() instanceof Expr.BoolValue truth) {
        return Optional.of(truth.value() == wanted ? List.of(Clause.TRUE) : List.of());
      }
      if (term instanceof Term.Unary it && it.operator() == Expr.UnaryOperator.NOT) {
        return cases(it.operand(), !wanted);
      }
      if (term instanceof Term.Binary it
          && (it.operator() == Expr.BinaryOperator.AND
              || it.operator() == Expr.BinaryOperator.OR)) {
        boolean both = (it.operator() == Expr.BinaryOperator.AND) == wanted;
        Optional<List<Clause>> left = cases(it.left(), wanted);
        Optional<List<Clause>> right = cases(it.right(), wanted);
        return both ? both(left, right) : either(left, right);
      }
      if (term instanceof Term.Conditional it) {
        return either(
            both(cases(it.condition(), true), cases(it.whenTrue(), wanted)),
            both(cases(it.condition(), false), cases(it.whenFalse(), wanted)));
      }
      return Optional.of(comparisons.cases(term, wanted));
    }

    private static Optional<List<Clause>> both(
        Optional<List<Clause>> left, Optional<List<Clause>> right) {
      // What is false on one side is false, however little is known of the other.
      if (left.filter(List::isEmpty).isPresent() || right.filter(List::isEmpty).isPresent()) {
        return Optional.of(List.of());
      }
      if (left.isEmpty() || right.isEmpty() || left.get().size() * right.get().size() > CASES_MAX) {
        return Optional.empty();
      }
      List<Clause> all = new ArrayList<>();
      for (Clause one : left.get()) {
        right.get().forEach(other -> one.and(other).ifPresent(all::add));
      }
      return Optional.of(all);
    }

    private static Optional<List<Clause>> either(
        Optional<List<Clause>> left, Optional<List<Clause>> right) {
      if (left.isEmpty() || right.isEmpty()) {
        return Optional.empty();
      }
      List<Clause> all = new ArrayList<>(left.get());
      all.addAll(right.get());
      return all.size() > CASES_MAX ? Optional.empty() : Optional.of(all);
    }
  }
}
