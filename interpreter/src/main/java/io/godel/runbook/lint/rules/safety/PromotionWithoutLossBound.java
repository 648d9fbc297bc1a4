package io.godel.runbook.lint.rules.safety;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.types.Term;
import java.util.Optional;

/**
 * What the primary had confirmed and the candidate has not received is lost by a promotion
 * (PostgreSQL manual, 26.3; Patroni: {@code maximum_lag_on_failover}).
 */
final class PromotionWithoutLossBound extends Rule {
  PromotionWithoutLossBound() {
    super("L0104", Severity.ERROR, "a replica is promoted with no bound on what is lost");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Outline.Response response : subject.outline().responses()) {
      for (Moment act : response.acts()) {
        Moment.Call call = act.call().orElseThrow();
        Optional<Term> candidate = call.argument("candidate");
        if (call.is("pg.promote")
            && candidate.isPresent()
            && !isBounded(response, act, candidate.get(), subject.known())) {
          findings.add(
              at(act.place(), "no guard bounds how much is lost by this promotion")
                  .help("add `guard \"…\" pg.loss_bound(CANDIDATE, PRIMARY) <= 16MiB else abort`"));
        }
      }
    }
  }

  private static boolean isBounded(
      Outline.Response response, Moment act, Term candidate, Known known) {
    return response.course().stream()
        .filter(it -> it.demands() && it.dominates(act))
        .flatMap(it -> it.condition().stream())
        .flatMap(condition -> known.looks(known.traced(condition)).stream())
        .filter(look -> look.action().qualifiedName().equals("pg.loss_bound"))
        .anyMatch(look -> known.same(look.arguments().get(0), candidate));
  }
}
