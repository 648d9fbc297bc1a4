package io.godel.runbook.lint.rules.style;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import java.util.HashSet;
import java.util.Set;

/** An action of one's own that nobody calls is read, and kept true, for nothing. */
final class UnusedAction extends Rule {
  UnusedAction() {
    super("L0609", Severity.WARNING, "an action of the runbook is called nowhere");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    // What was not understood may call anything.
    if (!subject.runbook().sound()) {
      return;
    }
    Set<String> called = new HashSet<>();
    subject.runbook().facts().terms().forEach(term -> collect(term, called));
    for (Decl.ComposedAction action : subject.tree().items(Decl.ComposedAction.class)) {
      if (!called.contains(subject.tree().name() + "." + action.name())) {
        findings.add(
            at(action.name().span(), "nothing calls `" + action.name() + "`")
                .help("call it where the same is written out, or take it out"));
      }
    }
  }

  private static void collect(Term term, Set<String> called) {
    if (term instanceof Term.Invoke it) {
      called.add(it.action().qualifiedName());
    }
    Terms.parts(term).forEach(part -> collect(part, called));
  }
}
