package io.godel.runbook.eval;

import io.godel.runbook.syntax.Expr.BinaryOperator;
import io.godel.runbook.syntax.Expr.UnaryOperator;
import io.godel.runbook.types.Term;
import java.util.List;

/** Says what would satisfy a condition that does not hold. */
final class Wants {
  private final List<Explanation.Part> parts;

  Wants(List<Explanation.Part> parts) {
    this.parts = parts;
  }

  String of(Term term, boolean wanted) {
    if (term instanceof Term.Unary not && not.operator() == UnaryOperator.NOT) {
      return of(not.operand(), !wanted);
    }
    if (term instanceof Term.Binary binary && isConnective(binary)) {
      return ofConnective(binary, wanted);
    }
    String text = TermText.asWritten(term);
    return seen(text, Truth.UNKNOWN)
        ? "`" + text + "` has to be known"
        : "`" + text + "` has to be " + wanted;
  }

  private static boolean isConnective(Term.Binary binary) {
    return binary.operator() == BinaryOperator.AND || binary.operator() == BinaryOperator.OR;
  }

  private String ofConnective(Term.Binary binary, boolean wanted) {
    boolean both = (binary.operator() == BinaryOperator.AND) == wanted;
    if (!both) {
      return of(binary.left(), wanted) + ", or " + of(binary.right(), wanted);
    }
    if (satisfied(binary.left(), wanted)) {
      return of(binary.right(), wanted);
    }
    if (satisfied(binary.right(), wanted)) {
      return of(binary.left(), wanted);
    }
    return of(binary.left(), wanted) + ", and " + of(binary.right(), wanted);
  }

  private boolean satisfied(Term term, boolean wanted) {
    if (term instanceof Term.Unary not && not.operator() == UnaryOperator.NOT) {
      return satisfied(not.operand(), !wanted);
    }
    if (term instanceof Term.Binary binary && isConnective(binary)) {
      boolean both = (binary.operator() == BinaryOperator.AND) == wanted;
      boolean left = satisfied(binary.left(), wanted);
      boolean right = satisfied(binary.right(), wanted);
      return both ? left && right : left || right;
    }
    return seen(TermText.asWritten(term), Truth.of(wanted));
  }

  private boolean seen(String text, Truth truth) {
    return parts.stream().anyMatch(part -> part.text().equals(text) && part.truth() == truth);
  }
}
