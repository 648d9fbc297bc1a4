package io.godel.runbook.types;

import io.godel.runbook.syntax.Expr;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out what a condition is before anything is looked at, where its text alone says it. */
final class Folding {
  private Folding() {}

  /** Empty where the text does not say. */
  static Optional<Boolean> truth(Term term) {
    if (term instanceof Term.Constant constant && constant.value() instanceof Expr.BoolValue it) {
      return Optional.of(it.value());
    }
    if (term instanceof Term.Converted converted) {
      return truth(converted.value());
    }
    if (term instanceof Term.Unary not && not.operator() == Expr.UnaryOperator.NOT) {
      return truth(not.operand()).map(value -> !value);
    }
    return term instanceof Term.Binary binary ? binary(binary) : Optional.empty();
  }

  private static Optional<Boolean> binary(Term.Binary binary) {
    return switch (binary.operator()) {
      case AND -> contradicts(binary) ? Optional.of(false) : connective(binary, false);
      case OR -> connective(binary, true);
      case EQUAL -> order(binary).map(order -> order == 0);
      case NOT_EQUAL -> order(binary).map(order -> order != 0);
      case LESS -> order(binary).map(order -> order < 0);
      case LESS_EQUAL -> order(binary).map(order -> order <= 0);
      case GREATER -> order(binary).map(order -> order > 0);
      case GREATER_EQUAL -> order(binary).map(order -> order >= 0);
      case IN -> membership(binary);
      case MATCHES, COALESCE, RANGE, PLUS, MINUS, TIMES, DIVIDED_BY -> Optional.empty();
    };
  }

  /**
   * @param deciding the truth of one side that settles the whole
   */
  private static Optional<Boolean> connective(Term.Binary binary, boolean deciding) {
    Optional<Boolean> left = truth(binary.left());
    Optional<Boolean> right = truth(binary.right());
    if (left.equals(Optional.of(deciding)) || right.equals(Optional.of(deciding))) {
      return Optional.of(deciding);
    }
    return left.isPresent() && right.isPresent() ? Optional.of(!deciding) : Optional.empty();
  }

  /** Whether one part of a conjunction is the opposite of another. */
  private static boolean contradicts(Term.Binary conjunction) {
    List<Term> parts = new ArrayList<>();
    conjuncts(conjunction, parts);
    return parts.stream()
        .filter(part -> part instanceof Term.Unary it && it.operator() == Expr.UnaryOperator.NOT)
        .map(part -> ((Term.Unary) part).operand())
        .anyMatch(denied -> parts.stream().anyMatch(part -> Terms.same(part, denied)));
  }

  private static void conjuncts(Term term, List<Term> into) {
    if (term instanceof Term.Binary it && it.operator() == Expr.BinaryOperator.AND) {
      conjuncts(it.left(), into);
      conjuncts(it.right(), into);
    } else {
      into.add(term);
    }
  }

  private static Optional<Boolean> membership(Term.Binary binary) {
    if (binary.right() instanceof Term.Binary range
        && range.operator() == Expr.BinaryOperator.RANGE) {
      Optional<Integer> low = order(binary.left(), range.left());
      Optional<Integer> high = order(binary.left(), range.right());
      return low.isPresent() && high.isPresent()
          ? Optional.of(low.get() >= 0 && high.get() <= 0)
          : Optional.empty();
    }
    if (binary.right() instanceof Term.ListOf list) {
      List<Optional<Integer>> orders =
          list.elements().stream().map(element -> order(binary.left(), element)).toList();
      return orders.stream().allMatch(Optional::isPresent)
          ? Optional.of(orders.contains(Optional.of(0)))
          : Optional.empty();
    }
    return Optional.empty();
  }

  /** Whether a range is seen to begin behind its end. */
  static boolean isEmpty(Term range) {
    return range instanceof Term.Binary it
        && order(it.left(), it.right()).filter(order -> order > 0).isPresent();
  }

  private static Optional<Integer> order(Term.Binary binary) {
    return order(binary.left(), binary.right());
  }

  private static Optional<Integer> order(Term left, Term right) {
    Optional<Object> a = value(left);
    Optional<Object> b = value(right);
    return a.isPresent() && b.isPresent() ? compared(a.get(), b.get()) : Optional.empty();
  }

  private static Optional<Integer> compared(Object left, Object right) {
    if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
      return Optional.of(a.compareTo(b));
    }
    if (left instanceof Duration a && right instanceof Duration b) {
      return Optional.of(a.compareTo(b));
    }
    if (left instanceof String a && right instanceof String b) {
      return Optional.of(a.compareTo(b));
    }
    if (left instanceof Instant a && right instanceof Instant b) {
      return Optional.of(a.compareTo(b));
    }
    if (left instanceof LocalDate a && right instanceof LocalDate b) {
      return Optional.of(a.compareTo(b));
    }
    return left instanceof Boolean a && right instanceof Boolean b
        ? Optional.of(Boolean.compare(a, b))
        : Optional.empty();
  }

  /** Amounts of one kind as their number; the checker has seen that the kinds agree. */
  private static Optional<Object> value(Term term) {
    if (term instanceof Term.Converted converted) {
      return value(converted.value());
    }
    if (term instanceof Term.Chars chars) {
      return Optional.of(chars.value());
    }
    if (term instanceof Term.EnumConstant constant) {
      return Optional.of(constant.constant());
    }
    if (term instanceof Term.Unary minus && minus.operator() == Expr.UnaryOperator.MINUS) {
      return value(minus.operand())
          .filter(BigDecimal.class::isInstance)
          .map(number -> ((BigDecimal) number).negate());
    }
    return term instanceof Term.Constant constant ? plain(constant.value()) : Optional.empty();
  }

  private static Optional<Object> plain(Expr.Constant constant) {
    if (constant instanceof Expr.BoolValue it) {
      return Optional.of(it.value());
    }
    if (constant instanceof Expr.IntValue it) {
      return Optional.of(BigDecimal.valueOf(it.value()));
    }
    if (constant instanceof Expr.DecimalValue it) {
      return Optional.of(it.value());
    }
    if (constant instanceof Expr.DurationValue it) {
      return Optional.of(it.value());
    }
    if (constant instanceof Expr.BytesValue it) {
      return Optional.of(BigDecimal.valueOf(it.value()));
    }
    if (constant instanceof Expr.PercentValue it) {
      return Optional.of(it.value());
    }
    if (constant instanceof Expr.DateValue it) {
      return Optional.of(it.value());
    }
    return constant instanceof Expr.InstantValue it ? Optional.of(it.value()) : Optional.empty();
  }
}
