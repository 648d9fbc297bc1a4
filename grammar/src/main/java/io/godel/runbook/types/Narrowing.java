package io.godel.runbook.types;

import io.godel.runbook.syntax.Expr;
import java.util.Optional;

/** What a condition that was found true or false says about optional values. */
final class Narrowing {
  private Narrowing() {}

  /** A scope in which the condition has the given truth. */
  static Scope when(Term condition, boolean truth, Scope outer) {
    Scope scope = new Scope(outer);
    learn(condition, truth, scope);
    return scope;
  }

  static void learn(Term condition, boolean truth, Scope scope) {
    if (condition instanceof Term.Unary not && not.operator() == Expr.UnaryOperator.NOT) {
      learn(not.operand(), !truth, scope);
    } else if (condition instanceof Term.Binary binary) {
      learnBinary(binary, truth, scope);
    }
  }

  private static void learnBinary(Term.Binary binary, boolean truth, Scope scope) {
    switch (binary.operator()) {
      case AND -> learnBoth(binary, truth, true, scope);
      case OR -> learnBoth(binary, truth, false, scope);
      case NOT_EQUAL -> learnEqual(binary, !truth, scope);
      case EQUAL -> learnEqual(binary, truth, scope);
      default -> {}
    }
  }

  private static void learnBoth(Term.Binary binary, boolean truth, boolean deciding, Scope scope) {
    if (truth == deciding) {
      learn(binary.left(), truth, scope);
      learn(binary.right(), truth, scope);
    }
  }

  /** What differs from a value that is never none may still be none. */
  private static void learnEqual(Term.Binary binary, boolean equal, Scope scope) {
    if (isNone(binary.right()) || isNone(binary.left())) {
      if (!equal) {
        narrow(isNone(binary.right()) ? binary.left() : binary.right(), scope);
      }
    } else if (equal && !(binary.right().type() instanceof Type.OptionalOf)) {
      narrow(binary.left(), scope);
    }
  }

  private static boolean isNone(Term term) {
    Term inner = term instanceof Term.Converted converted ? converted.value() : term;
    return inner.type() == Type.Primitive.NOTHING;
  }

  private static void narrow(Term term, Scope scope) {
    Term inner = term instanceof Term.Converted converted ? converted.value() : term;
    if (inner.type() instanceof Type.OptionalOf optional) {
      path(inner).ifPresent(path -> scope.narrow(path, optional.of()));
    }
  }

  /** The narrower type that a field of a named value was found to have; values never change. */
  static Optional<Type> known(Term field, Scope scope) {
    return path(field).flatMap(scope::narrowed);
  }

  /** The name of a value, or of a field of it: {@code replication.received}. */
  private static Optional<String> path(Term term) {
    if (term instanceof Term.Use use) {
      return Optional.of(use.variable().id());
    }
    return term instanceof Term.FieldOf field
        ? path(field.receiver()).map(receiver -> receiver + "." + field.field())
        : Optional.empty();
  }
}
