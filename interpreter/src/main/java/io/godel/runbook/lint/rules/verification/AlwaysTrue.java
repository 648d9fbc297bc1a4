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
import java.util.Set;

/** A check that cannot fail is worse than none: it is counted as one. */
final class AlwaysTrue extends Rule {
  private static final Set<Expr.BinaryOperator> REFLEXIVE =
      Set.of(
          Expr.BinaryOperator.EQUAL,
          Expr.BinaryOperator.LESS_EQUAL,
          Expr.BinaryOperator.GREATER_EQUAL);

  private static final Value TRUE = new Value.Bool(true);
  private static final Value NOTHING = new Value.Int(0);

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
    if (term instanceof Term.Binary it && it.operator() == Expr.BinaryOperator.AND) {
      return holds(it.left(), known) && holds(it.right(), known);
    }
    if (term instanceof Term.Binary it && it.operator() == Expr.BinaryOperator.OR) {
      return holds(it.left(), known) || holds(it.right(), known);
    }
    return term instanceof Term.Binary it && compares(it, known);
  }

  private static boolean speaksOfParameters(Term term) {
    return term instanceof Term.Use
        || Terms.parts(term).stream().anyMatch(AlwaysTrue::speaksOfParameters);
  }

  private static boolean compares(Term.Binary binary, Known known) {
    if (REFLEXIVE.contains(binary.operator()) && Terms.same(binary.left(), binary.right())) {
      return true;
    }
    if (binary.operator() == Expr.BinaryOperator.GREATER_EQUAL) {
      return isCount(binary.left())
          && known.value(binary.right()).filter(NOTHING::equals).isPresent();
    }
    return binary.operator() == Expr.BinaryOperator.MATCHES
        && known.value(binary.right()).filter(AlwaysTrue::isAnything).isPresent();
  }

  private static boolean isCount(Term term) {
    return term instanceof Term.Quantified
        || term instanceof Term.Invoke it && it.action().qualifiedName().equals("core.size");
  }

  private static boolean isAnything(Value value) {
    return value instanceof Value.Pattern it
        && (it.regex().equals(".*") || it.regex().equals("(?s).*"));
  }
}
