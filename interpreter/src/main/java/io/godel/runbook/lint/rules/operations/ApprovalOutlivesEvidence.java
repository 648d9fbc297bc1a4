package io.godel.runbook.lint.rules.operations;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Variable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * While people are waited for, the evidence gets older. A yes that comes in time for the question
 * and too late for the evidence is worth nothing.
 */
final class ApprovalOutlivesEvidence extends Rule {
  ApprovalOutlivesEvidence() {
    super("L0408", Severity.WARNING, "people may take longer than the evidence stays fresh");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Outline.Response response : subject.outline().responses()) {
      for (Moment moment : response.course()) {
        moment.call().ifPresent(call -> check(moment, call, response.course(), subject, findings));
      }
    }
  }

  private void check(
      Moment act, Moment.Call call, List<Moment> course, Subject subject, Findings findings) {
    for (int i = 0; i < call.arguments().size(); i++) {
      Optional<Duration> fresh = call.action().parameters().get(i).fresh();
      if (fresh.isPresent() && bare(call.arguments().get(i)) instanceof Term.Use use) {
        waited(use.variable(), act, fresh.get(), course, subject, findings);
      }
    }
  }

  private void waited(
      Variable evidence,
      Moment act,
      Duration fresh,
      List<Moment> course,
      Subject subject,
      Findings findings) {
    Optional<Moment> made =
        course.stream()
            .filter(it -> it.order() < act.order())
            .filter(it -> isMadeBy(it, evidence, subject))
            .findFirst();
    if (made.isEmpty()) {
      return;
    }
    List<Moment> waits =
        course.stream()
            .filter(it -> it.order() > made.get().order() && it.order() < act.order())
            .filter(it -> Waiting.forPeople(it, subject).isPresent())
            .toList();
    Duration longest =
        waits.stream()
            .map(it -> Waiting.forPeople(it, subject).orElseThrow())
            .reduce(Duration.ZERO, Duration::plus);
    if (longest.compareTo(fresh) > 0) {
      findings.add(
          at(
                  waits.get(waits.size() - 1).span(),
                  "`%s` may be too old when people have answered: they have %s, it stays fresh for %s"
                      .formatted(evidence.name(), Waiting.shown(longest), Waiting.shown(fresh)))
              .label(made.get().span(), "it is made here")
              .help("make the evidence behind the question, or give people less time"));
    }
  }

  private static boolean isMadeBy(Moment moment, Variable evidence, Subject subject) {
    return subject
        .runbook()
        .facts()
        .findVariable(moment.statement())
        .filter(evidence::equals)
        .isPresent();
  }

  private static Term bare(Term term) {
    return term instanceof Term.Converted it ? bare(it.value()) : term;
  }
}
