package io.godel.runbook.lint;

import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Term;
import java.util.List;
import java.util.Optional;

/**
 * A statement where it takes effect. Those of composed actions stand where the action is called,
 * with its arguments put in.
 *
 * @param order its place among all moments of the runbook
 * @param span what to point at in the runbook's own text
 * @param regions the blocks around it that may be left out, the outermost first
 * @param value of a {@code let} that only looks, or of a {@code yield}
 * @param condition of a guard, a warning, a verification, a wait or a branch
 * @param call the acting call of a {@code do} or an acting {@code let}
 */
public record Moment(
    int order,
    Stmt statement,
    Span span,
    List<Region> regions,
    Optional<Term> value,
    Optional<Term> condition,
    Optional<Call> call) {
  public Moment {
    regions = List.copyOf(regions);
  }

  /**
   * A call of a native action that acts.
   *
   * @param written the expression of the call itself, in whichever text it stands
   */
  public record Call(Action action, List<Term> arguments, Stmt.Policy policy, Expr written) {
    public Call {
      arguments = List.copyOf(arguments);
    }

    /** The argument of that parameter. */
    public Optional<Term> argument(String parameter) {
      for (int i = 0; i < arguments.size(); i++) {
        if (action.parameters().get(i).name().equals(parameter)) {
          return Optional.of(arguments.get(i));
        }
      }
      return Optional.empty();
    }

    public boolean is(String qualifiedName) {
      return action.qualifiedName().equals(qualifiedName);
    }
  }

  /** What to point at: the call itself, where it stands in the runbook's own text. */
  public Span place() {
    return call.map(it -> it.written().span())
        .filter(written -> written.source() == span.source())
        .orElse(span);
  }

  /** What it asks the world, as a condition or to name what it sees. */
  public Optional<Term> asks() {
    return condition.or(() -> value);
  }

  /** Whether it stops the run, or the step, where its condition does not hold. */
  public boolean demands() {
    return statement instanceof Stmt.Guard
        || statement instanceof Stmt.Verify
        || statement instanceof Stmt.Await;
  }

  /** Whether every way to the other one leads through this one. */
  public boolean dominates(Moment other) {
    return order < other.order
        && regions.size() <= other.regions.size()
        && other.regions.subList(0, regions.size()).equals(regions);
  }
}
