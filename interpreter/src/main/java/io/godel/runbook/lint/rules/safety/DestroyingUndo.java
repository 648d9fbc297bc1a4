package io.godel.runbook.lint.rules.safety;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.types.Effect;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A compensation runs when something has failed already, and nobody is asked. */
final class DestroyingUndo extends Rule {
  private static final Map<String, Set<String>> MAKERS =
      Map.of(
          "k8s.delete", Set.of("k8s.apply"),
          "k8s.delete_snapshot", Set.of("k8s.snapshot"));

  DestroyingUndo() {
    super("L0111", Severity.ERROR, "an undo removes what its step did not make");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    subject.outline().steps().forEach(work -> check(work, subject.known(), findings));
  }

  private void check(Outline.Work work, Known known, Findings findings) {
    for (Moment act : work.undo()) {
      Optional<Moment.Call> call = act.call();
      if (call.isPresent() && destroys(call.get()) && !isOwn(work, call.get(), known)) {
        findings.add(
            at(
                    act.place(),
                    "this undo can destroy: `%s` runs with nobody asked"
                        .formatted(call.get().action().qualifiedName()))
                .help("let a person do it, in a step of its own or by `escalate`"));
      }
    }
  }

  private static boolean destroys(Moment.Call call) {
    return call.action().effect() == Effect.DESTROYS
        || MAKERS.containsKey(call.action().qualifiedName());
  }

  /** What the step has made it may remove. */
  private static boolean isOwn(Outline.Work work, Moment.Call removal, Known known) {
    Set<String> makers = MAKERS.getOrDefault(removal.action().qualifiedName(), Set.of());
    return work.acts().stream()
        .map(it -> it.call().orElseThrow())
        .filter(it -> makers.contains(it.action().qualifiedName()))
        .flatMap(it -> it.arguments().stream())
        .anyMatch(it -> known.same(it, removal.arguments().get(0)));
  }
}
