package io.godel.runbook.lint.rules.flow;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.types.Variable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an action changes is what its probe looks at. A step that has looked at just that before it
 * acts knows how it was; an undo that sets another value brings about what never was.
 */
final class UndoSetsSomethingElse extends Rule {
  UndoSetsSomethingElse() {
    super("L0308", Severity.WARNING, "an undo does not restore what was captured");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Outline.Response response : subject.outline().responses()) {
      for (Outline.Work step : response.steps()) {
        List<Moment> before =
            Stream.concat(response.course().stream(), subject.outline().assess().stream()).toList();
        step.undo().stream()
            .filter(it -> it.call().isPresent())
            .forEach(undone -> check(undone, step, before, subject, findings));
      }
    }
  }

  private void check(
      Moment undone, Outline.Work step, List<Moment> before, Subject subject, Findings findings) {
    Known known = subject.known();
    Moment.Call back = undone.call().orElseThrow();
    List<Term> changed = changed(back, known);
    if (changed.isEmpty() || restores(back, changed, known)) {
      return;
    }
    Optional<Moment> act =
        step.acts().stream()
            .filter(it -> it.call().orElseThrow().action().equals(back.action()))
            .filter(it -> changes(it.call().orElseThrow(), changed, known))
            .findFirst();
    Optional<Stmt.Let> captured =
        act.flatMap(
            it ->
                before.stream()
                    .filter(earlier -> earlier.order() < it.order())
                    .map(Moment::statement)
                    .filter(Stmt.Let.class::isInstance)
                    .map(Stmt.Let.class::cast)
                    .filter(let -> looks(let, changed, subject))
                    .reduce((first, last) -> last));
    captured.ifPresent(
        let ->
            findings.add(
                at(undone.span(), "this is not what `" + let.name() + "` says it was before")
                    .label(let.name().span(), "it was looked at here")
                    .help("set it back to `" + let.name() + "`")));
  }

  /** What the call changes, as looks; what is looked at to find out the new value is none. */
  private static List<Term> changed(Moment.Call call, Known known) {
    Map<Variable, Term> bindings = Known.bindings(call.action(), call.arguments());
    return call.action().decision() instanceof Action.Probe probe
        ? known.looks(probe.term()).stream().map(look -> Terms.substitute(look, bindings)).toList()
        : List.of();
  }

  private static boolean changes(Moment.Call call, List<Term> changed, Known known) {
    return changed(call, known).stream().anyMatch(it -> holds(changed, it, known));
  }

  private static boolean looks(Stmt.Let let, List<Term> changed, Subject subject) {
    Known known = subject.known();
    return !let.acting()
        && subject.runbook().facts().find(let.value()).map(known::looks).stream()
            .flatMap(List::stream)
            .anyMatch(it -> holds(changed, it, known));
  }

  /** A value that has what was looked at in it; a new look in the undo finds what was changed. */
  private static boolean restores(Moment.Call back, List<Term> changed, Known known) {
    return back.arguments().stream()
        .anyMatch(
            argument ->
                known.looks(known.traced(argument)).stream()
                    .anyMatch(it -> holds(changed, it, known)));
  }

  private static boolean holds(List<Term> looks, Term look, Known known) {
    return looks.stream().anyMatch(it -> known.same(it, look));
  }
}
