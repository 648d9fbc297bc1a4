package io.godel.runbook.lint.rules.flow;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.types.Term;
import io.godel.runbook.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A recovery check that looks at other things of the kind that a scenario changes is true whether
 * the change has helped or not. One that looks from outside, or at things of another kind, may
 * depend on what was changed, and is left alone.
 */
final class RecoveryLooksElsewhere extends Rule {
  RecoveryLooksElsewhere() {
    super("L0304", Severity.WARNING, "the recovery check looks at nothing that a scenario changes");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Known known = subject.known();
    List<Value.Handle> seen = new ArrayList<>();
    for (Moment moment : subject.outline().recovered()) {
      for (Term look : moment.condition().map(known::traced).map(known::looks).orElse(List.of())) {
        List<Value.Handle> named = known.handles(look);
        if (named.isEmpty()) {
          return;
        }
        seen.addAll(named);
      }
    }
    for (Outline.Response response : subject.outline().responses()) {
      check(response, seen, known, findings);
    }
  }

  private void check(
      Outline.Response response, List<Value.Handle> seen, Known known, Findings findings) {
    Set<Value.Handle> changed = new HashSet<>();
    for (Moment moment : response.course()) {
      if (moment.call().isPresent()) {
        List<Term> touched = known.touches(moment.call().get());
        List<Value.Handle> handles =
            touched.stream().flatMap(term -> known.handles(term).stream()).toList();
        if (handles.size() < touched.size() || touched.isEmpty()) {
          return;
        }
        changed.addAll(handles);
      }
    }
    Set<String> kinds = seen.stream().map(Value.Handle::type).collect(Collectors.toSet());
    boolean alike = changed.stream().allMatch(it -> kinds.contains(it.type()));
    if (!changed.isEmpty() && alike && changed.stream().noneMatch(seen::contains)) {
      findings.add(
          at(
                  response.scenario().name().span(),
                  "the recovery check looks at nothing that `%s` changes"
                      .formatted(response.scenario().name()))
              .help("verify in `recovered` that what this scenario works on works again"));
    }
  }
}
