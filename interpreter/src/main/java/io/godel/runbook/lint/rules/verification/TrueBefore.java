package io.godel.runbook.lint.rules.verification;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.types.Term;
import io.godel.runbook.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What held before the act, and is not touched by it, says nothing about the act. */
final class TrueBefore extends Rule {
  TrueBefore() {
    super("L0202", Severity.WARNING, "a verification was true before the step did anything");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Outline.Response response : subject.outline().responses()) {
      for (Moment verify : response.course()) {
        if (verify.statement() instanceof Stmt.Verify && verify.condition().isPresent()) {
          earlier(response, verify, subject.known())
              .ifPresent(
                  before ->
                      findings.add(
                          at(verify.span(), "this held already before the step acted")
                              .label(before.span(), "it was demanded here")
                              .help("ask for something that only the act can make true")));
        }
      }
    }
  }

  private static Optional<Moment> earlier(Outline.Response response, Moment verify, Known known) {
    Term condition = verify.condition().orElseThrow();
    return response.course().stream()
        .filter(it -> it.demands() && it.dominates(verify))
        .filter(it -> it.condition().filter(asked -> known.same(asked, condition)).isPresent())
        .filter(it -> actsBetween(response, it, verify).findAny().isPresent())
        .filter(
            it ->
                actsBetween(response, it, verify)
                    .noneMatch(act -> bears(act.call().orElseThrow(), condition, known)))
        .findFirst();
  }

  private static Stream<Moment> actsBetween(Outline.Response response, Moment first, Moment last) {
    return response.acts().stream()
        .filter(it -> it.order() > first.order() && it.order() < last.order());
  }

  /** Whether the call is handed anything that the condition speaks of. */
  private static boolean bears(Moment.Call call, Term condition, Known known) {
    List<Value.Handle> asked = known.handles(condition);
    return asked.isEmpty()
        || call.arguments().stream()
            .flatMap(it -> known.handles(it).stream())
            .anyMatch(asked::contains);
  }
}
