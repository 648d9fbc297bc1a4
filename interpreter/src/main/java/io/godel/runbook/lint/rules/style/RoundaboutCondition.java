package io.godel.runbook.lint.rules.style;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Fix;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Type;
import java.util.Optional;

/** A condition is read aloud at night; each turn in it is one more to get wrong. */
final class RoundaboutCondition extends Rule {
  RoundaboutCondition() {
    super("L0607", Severity.NOTE, "a condition says in a roundabout way what is plain");
  }

  /** What is plain: the condition itself, or its opposite. */
  private record Plain(Term condition, boolean opposite) {}

  @Override
  public void check(Subject subject, Findings findings) {
    for (Term term : subject.said().terms()) {
      plain(term).ifPresent(plain -> add(term, plain, findings));
    }
  }

  private static Optional<Plain> plain(Term term) {
    if (term instanceof Term.Unary outer
        && outer.operator() == Expr.UnaryOperator.NOT
        && outer.operand() instanceof Term.Unary inner
        && inner.operator() == Expr.UnaryOperator.NOT) {
      return Optional.of(new Plain(inner.operand(), false));
    } else if (term instanceof Term.Conditional it) {
      Optional<Boolean> then = truth(it.whenTrue());
      Optional<Boolean> otherwise = truth(it.whenFalse());
      return then.isPresent() && otherwise.isPresent() && !then.equals(otherwise)
          ? Optional.of(new Plain(it.condition(), !then.get()))
          : Optional.empty();
    }
    return term instanceof Term.Binary it ? compared(it) : Optional.empty();
  }

  /** An optional value has to be compared: it can be none. */
  private static Optional<Plain> compared(Term.Binary it) {
    boolean equal = it.operator() == Expr.BinaryOperator.EQUAL;
    if (!equal && it.operator() != Expr.BinaryOperator.NOT_EQUAL) {
      return Optional.empty();
    }
    Optional<Boolean> truth = truth(it.right()).or(() -> truth(it.left()));
    Term other = truth(it.right()).isPresent() ? it.left() : it.right();
    return truth
        .filter(value -> other.type() == Type.Primitive.BOOL)
        .map(value -> new Plain(other, value != equal));
  }

  private static Optional<Boolean> truth(Term term) {
    return term instanceof Term.Constant it && it.value() instanceof Expr.BoolValue value
        ? Optional.of(value.value())
        : Optional.empty();
  }

  private void add(Term term, Plain plain, Findings findings) {
    String words = plain.condition().span().text();
    String bare = isOneThing(plain.condition()) ? words : "(" + words + ")";
    String wanted = plain.opposite() ? "not " + bare : bare;
    findings.add(
        at(term.span(), "this says no more than `" + wanted + "`"),
        Fix.replace("write `" + wanted + "`", term.span(), wanted));
  }

  private static boolean isOneThing(Term term) {
    return term instanceof Term.Use
        || term instanceof Term.Invoke
        || term instanceof Term.FieldOf
        || term instanceof Term.Quantified
        || term instanceof Term.Constant;
  }
}
