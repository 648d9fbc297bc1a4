package io.godel.runbook.lint.rules.safety;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Term;

/**
 * Between the assessment and a destroying call minutes go by. What is destroyed has to be looked at
 * on every way to the call, and nothing may change it in between.
 */
final class UnguardedDestruction extends Rule {
  UnguardedDestruction() {
    super(
        "L0101",
        Severity.ERROR,
        "something is destroyed that no guard has looked at immediately before");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Outline.Response response : subject.outline().responses()) {
      for (Moment act : response.acts()) {
        Moment.Call call = act.call().orElseThrow();
        if (call.action().effect() == Effect.DESTROYS) {
          subject.known().touches(call).stream()
              .filter(target -> !isLookedAt(response, act, target, subject.known()))
              .findFirst()
              .ifPresent(target -> findings.add(told(act, call)));
        }
      }
    }
  }

  private Diagnostic told(Moment act, Moment.Call call) {
    return at(
            act.place(),
            "nothing asks about this very thing before `" + call.action().qualifiedName() + "`")
        .help("add a `guard` that looks at what is destroyed: minutes go by before this line");
  }

  private static boolean isLookedAt(
      Outline.Response response, Moment act, Term target, Known known) {
    return response.course().stream()
        .filter(it -> it.demands() || it.statement() instanceof Stmt.Yield)
        .filter(it -> it.dominates(act))
        .filter(it -> it.asks().filter(asked -> known.looksAt(asked, target)).isPresent())
        .anyMatch(it -> isLive(response, it, act, target, known));
  }

  private static boolean isLive(
      Outline.Response response, Moment look, Moment act, Term target, Known known) {
    return response.acts().stream()
        .filter(it -> it.order() > look.order() && it.order() < act.order())
        .noneMatch(it -> known.touches(it.call().orElseThrow(), target));
  }
}
