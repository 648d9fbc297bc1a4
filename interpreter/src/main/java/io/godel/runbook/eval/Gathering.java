package io.godel.runbook.eval;

import io.godel.runbook.eval.Evaluation.Failed;
import io.godel.runbook.eval.Evaluation.Needs;
import io.godel.runbook.eval.Evaluation.Ready;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Variable;
import io.godel.runbook.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Goes through the elements of something: quantifiers and comprehensions. */
final class Gathering {
  private final Reduction reduction;

  Gathering(Reduction reduction) {
    this.reduction = reduction;
  }

  Evaluation quantify(Term.Quantified quantified, List<Value> elements) {
    long held = 0;
    Failed unknown = null;
    for (Value element : elements) {
      Evaluation each = holdsFor(quantified.variable(), element, quantified.condition());
      if (each instanceof Needs) {
        return each;
      }
      if (each instanceof Failed failed) {
        unknown = failed;
      } else if (Reduction.isBool(each, true)) {
        held++;
      } else if (quantified.quantifier() == Expr.Quantifier.ALL) {
        return Reduction.bool(false);
      }
    }
    if (quantified.quantifier() == Expr.Quantifier.ANY && held > 0) {
      return Reduction.bool(true);
    }
    if (unknown != null) {
      return unknown;
    }
    return switch (quantified.quantifier()) {
      case COUNT -> Reduction.ready(new Value.Int(held));
      case ANY -> Reduction.bool(false);
      case ALL -> Reduction.bool(true);
    };
  }

  private Evaluation holdsFor(Variable variable, Value element, Optional<Term> condition) {
    if (condition.isEmpty()) {
      return element instanceof Value.Bool truth ? Reduction.ready(truth) : Reduction.bool(true);
    }
    return reduction.with(variable, element, condition.get());
  }

  Evaluation comprehend(Term.Comprehension comprehension, List<Value> elements) {
    List<Value> results = new ArrayList<>();
    for (Value element : elements) {
      Evaluation wanted =
          comprehension.condition().isEmpty()
              ? Reduction.bool(true)
              : holdsFor(comprehension.variable(), element, comprehension.condition());
      if (!(wanted instanceof Ready)) {
        return wanted;
      }
      if (Reduction.isBool(wanted, true)) {
        Evaluation result =
            reduction.with(comprehension.variable(), element, comprehension.element());
        if (!(result instanceof Ready ready)) {
          return result;
        }
        results.add(ready.value());
      }
    }
    return Reduction.ready(new Value.Items(results));
  }

  /** The elements of what can be gone through, in order; of a map its keys. */
  static List<Value> elements(Value domain) {
    if (domain instanceof Value.Items items) {
      return items.values();
    }
    if (domain instanceof Value.Group group) {
      return List.copyOf(group.values());
    }
    if (domain instanceof Value.Range range) {
      return new RangeElements(range).list();
    }
    return List.copyOf(Values.as(Value.Table.class, domain).entries().keySet());
  }
}
