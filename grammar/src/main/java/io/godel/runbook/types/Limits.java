package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Stmt;
import java.util.List;

/** Checks how many of what a step may hit. */
final class Limits {
  private Limits() {}

  /** The number itself. */
  static void amount(Stmt.Limit limit, ExprChecker exprs, FactTable facts) {
    Term term = exprs.checkAs(limit.amount(), Type.Primitive.INT, "a limit");
    facts.record(limit.amount(), term);
    if (Terms.effect(term) != Effect.PURE) {
      exprs.findings.add(
          Diagnostic.error(
                  Code.UNBOUNDED, limit.amount().span(), "a limit cannot look at the world")
              .help("give the value a name with `let` in the step"));
    }
    if (term instanceof Term.Unary minus && minus.operand() instanceof Term.Constant) {
      exprs.findings.error(
          Code.BOUND_SENSELESS, limit.amount().span(), "a limit cannot be less than nothing");
    }
  }

  /** Compares a limit with what the step is seen to hit. */
  static void held(Stmt.Limit limit, List<Acts.Act> done, FactTable facts, Findings findings) {
    String unit = limit.unit().text();
    List<Acts.Act> hits =
        done.stream()
            .filter(act -> act.action().affects().filter(it -> it.unit().equals(unit)).isPresent())
            .toList();
    boolean composed = done.stream().anyMatch(act -> act.action().form() == Action.Form.STEPS);
    if (hits.isEmpty() && !composed) {
      Diagnostic unknown =
          Diagnostic.error(
              Code.UNIT_UNKNOWN,
              limit.unit().span(),
              "nothing in this step says how many " + unit + " it hits, so nothing is limited");
      List<String> units =
          done.stream()
              .flatMap(act -> act.action().affects().stream())
              .map(Action.Affected::unit)
              .distinct()
              .toList();
      findings.add(units.isEmpty() ? unknown : unknown.help("it hits " + String.join(", ", units)));
      return;
    }
    long most = hits.stream().mapToLong(Limits::atLeast).sum();
    if (facts.find(limit.amount()).orElse(null) instanceof Term.Constant constant
        && constant.value() instanceof Expr.IntValue allowed
        && most > allowed.value()) {
      findings.error(
          Code.LIMIT_EXCEEDED,
          limit.span(),
          "the step hits %d %s, and its limit is %d".formatted(most, unit, allowed.value()));
    }
  }

  private static long atLeast(Acts.Act act) {
    Term amount = act.action().affects().orElseThrow().amount();
    return amount instanceof Term.Constant constant
            && constant.value() instanceof Expr.IntValue known
        ? known.value()
        : 0;
  }
}
