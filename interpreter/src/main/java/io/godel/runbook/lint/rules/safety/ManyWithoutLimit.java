package io.godel.runbook.lint.rules.safety;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Term;
import java.util.Optional;

/** A list that was short in the drill can have hundreds of elements in the incident. */
final class ManyWithoutLimit extends Rule {
  ManyWithoutLimit() {
    super("L0105", Severity.ERROR, "a call hits as many as there are, and the step has no limit");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    subject.outline().steps().forEach(work -> check(work, subject.known(), findings));
  }

  private void check(Outline.Work work, Known known, Findings findings) {
    for (Moment act : work.acts()) {
      Moment.Call call = act.call().orElseThrow();
      Optional<String> unit = openUnit(call, known);
      if (unit.isPresent()
          && work.step().limits().stream().noneMatch(it -> it.unit().text().equals(unit.get()))) {
        findings.add(
            at(act.place(), "how many " + unit.get() + " this hits is known only when it runs")
                .help("write a limit behind the title of the step: `limit 10 " + unit.get() + "`"));
      }
    }
  }

  /** The unit of what the call hits, where it mutates and the amount is not known before. */
  private static Optional<String> openUnit(Moment.Call call, Known known) {
    return call.action()
        .affects()
        .filter(it -> call.action().effect() == Effect.MUTATES)
        .filter(it -> isOpen(known.within(call, it.amount()), known))
        .map(Action.Affected::unit);
  }

  private static boolean isOpen(Term amount, Known known) {
    return known.value(amount).isEmpty()
        && !(known.traced(amount) instanceof Term.Invoke size
            && size.action().qualifiedName().equals("core.size")
            && isCut(size.arguments().get(0)));
  }

  /** A list that is written down, or the first few of one. */
  private static boolean isCut(Term list) {
    if (list instanceof Term.Comprehension it) {
      return isCut(it.domain());
    }
    return list instanceof Term.ListOf
        || list instanceof Term.Invoke it && it.action().qualifiedName().equals("core.take");
  }
}
