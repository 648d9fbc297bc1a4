package io.godel.runbook.lint.rules.verification;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A verification that looks at another thing of the same kind is green whether the step has worked
 * or not.
 */
final class VerifiesSomethingElse extends Rule {
  VerifiesSomethingElse() {
    super(
        "L0201",
        Severity.WARNING,
        "a step verifies something that has nothing to do with what it did");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    subject.outline().steps().forEach(work -> check(work, subject.known(), findings));
  }

  private void check(Outline.Work work, Known known, Findings findings) {
    Set<Value.Handle> acted = new HashSet<>();
    work.acts().stream()
        .flatMap(it -> it.call().orElseThrow().arguments().stream())
        .forEach(it -> acted.addAll(known.handles(it)));
    List<Moment> verifications =
        work.course().stream().filter(it -> it.statement() instanceof Stmt.Verify).toList();
    if (!verifications.isEmpty()
        && verifications.stream().allMatch(it -> isElsewhere(it, acted, known))) {
      findings.add(
          at(verifications.get(0).span(), "this looks at nothing that the step has changed")
              .label(work.acts().get(0).place(), "what the step does")
              .help("ask for the effect itself"));
    }
  }

  /** Whether it asks of things of the kinds that were acted on, and of none of these things. */
  private static boolean isElsewhere(Moment verify, Set<Value.Handle> acted, Known known) {
    Set<String> kinds = acted.stream().map(Value.Handle::type).collect(Collectors.toSet());
    List<Value.Handle> asked = verify.condition().map(known::handles).orElse(List.of());
    return !asked.isEmpty()
        && asked.stream().allMatch(it -> kinds.contains(it.type()) && !acted.contains(it));
  }
}
