package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.Expr;
import java.util.Map;
import java.util.Optional;

/** Finds plain numbers where an amount with a unit is needed. */
final class Units {
  /** The unit that is most likely meant. */
  private static final Map<Type, String> USUAL =
      Map.of(
          Type.Primitive.DURATION, "s",
          Type.Primitive.BYTES, "MiB",
          Type.Primitive.PERCENT, "%");

  private Units() {}

  /** What is to be said of a number that lacks the unit of the wanted type. */
  static Optional<Diagnostic> missing(Term term, Type wanted) {
    if (USUAL.containsKey(wanted)
        && term instanceof Term.Constant constant
        && constant.value() instanceof Expr.IntValue number) {
      return Optional.of(
          Diagnostic.error(
                  Code.UNIT_MISSING,
                  term.span(),
                  "this number has no unit, and " + Types.a(wanted) + " is needed")
              .here(number.value() + " of what?")
              .help("for example `" + number.value() + USUAL.get(wanted) + "`"));
    }
    return Optional.empty();
  }
}
