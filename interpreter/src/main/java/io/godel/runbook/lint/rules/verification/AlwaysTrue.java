package io.godel.runbook.lint.rules.verification;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A check that cannot fail is worse than none: it is counted as one. */
final class AlwaysTrue extends Rule {
  private static final Set<String> COUNTS = Set.of("core.size", "core.length");
  private static final Set<String> SEARCHES =
      Set.of("core.contains", "core.starts_with", "core.ends_with");

  private static final Value TRUE = new Value.Bool(true);
  private static final Value NOBODY = new Value.Items(List.of());
  private static final Value NOTHING_SOUGHT = new Value.Str("");

  AlwaysTrue() {
    super("L0207", Severity.ERROR, "a condition holds whatever the world looks like");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    subject
        .outline()
        .everything()
        .filter(Moment::demands)
        .filter(it -> it.condition().filter(c -> holds(c, subject.known())).isPresent())
        .forEach(
            it ->
                findings.add(
                    at(it.span(), "this holds whatever the world looks like")
                        .help("ask for what would be otherwise if it had not worked")));
  }

  private static boolean holds(Term condition, Known known) {
    Term term = known.unfolded(condition);
    if (known.looks(term).isEmpty() && speaksOfParameters(term)) {
      return false;
    }
    if (known.looks(term).isEmpty()) {
      return known.value(term).filter(TRUE::equals).isPresent();
    }
    if (term instanceof Term.Unary it && it.operator() == Expr.UnaryOperator.NOT) {
      return asksNobody(it.operand(), Expr.Quantifier.ANY, known);
    }
    if (term instanceof Term.Invoke it) {
      return SEARCHES.contains(it.action().qualifiedName())
          && fixed(it.arguments().get(1), known).filter(NOTHING_SOUGHT::equals).isPresent();
    }
    if (term instanceof Term.Binary it && it.operator() == Expr.BinaryOperator.AND) {
      return holds(it.left(), known) && holds(it.right(), known);
    }
    if (term instanceof Term.Binary it && it.operator() == Expr.BinaryOperator.OR) {
      return holds(it.left(), known)
          || holds(it.right(), known)
          || isOpposite(it.left(), it.right())
          || isOpposite(it.right(), it.left());
    }
    return asksNobody(term, Expr.Quantifier.ALL, known)
        || term instanceof Term.Binary it && compares(it, known);
  }

  private static boolean isOpposite(Term condition, Term other) {
    return other instanceof Term.Unary it
        && it.operator() == Expr.UnaryOperator.NOT
        && Terms.same(it.operand(), condition);
  }

  /** Whether it goes through a list that is known to be empty. */
  private static boolean asksNobody(Term term, Expr.Quantifier quantifier, Known known) {
    return term instanceof Term.Quantified it
        && it.quantifier() == quantifier
        && fixed(it.domain(), known).filter(NOBODY::equals).isPresent();
  }

  /** The value that it has in every run: with a parameter in it there may be others. */
  private static Optional<Value> fixed(Term term, Known known) {
    return speaksOfParameters(term) ? Optional.empty() : known.value(term);
  }

  private static boolean speaksOfParameters(Term term) {
    return term instanceof Term.Use
        || Terms.parts(term).stream().anyMatch(AlwaysTrue::speaksOfParameters);
  }

  private static boolean compares(Term.Binary binary, Known known) {
    Term left = binary.left();
    Term right = binary.right();
    return switch (binary.operator()) {
      case EQUAL -> Terms.same(left, right);
      case GREATER_EQUAL -> Terms.same(left, right) || isAtLeast(left, right, 0, known);
      case LESS_EQUAL -> Terms.same(left, right) || isAtLeast(right, left, 0, known);
      case GREATER -> isAtLeast(left, right, -1, known);
      case LESS -> isAtLeast(right, left, -1, known);
      case MATCHES -> fixed(right, known).filter(AlwaysTrue::isAnything).isPresent();
      default -> false;
    };
  }

  /** Whether the first is a number of things, and the other one no more than that. */
  private static boolean isAtLeast(Term count, Term other, long most, Known known) {
    return isCount(count)
        && fixed(other, known).orElse(null) instanceof Value.Int number
        && number.value() <= most;
  }

  private static boolean isCount(Term term) {
    return term instanceof Term.Quantified
        || term instanceof Term.Invoke it && COUNTS.contains(it.action().qualifiedName());
  }

  private static boolean isAnything(Value value) {
    return value instanceof Value.Pattern it
        && (it.regex().equals(".*") || it.regex().equals("(?s).*"));
  }
}
