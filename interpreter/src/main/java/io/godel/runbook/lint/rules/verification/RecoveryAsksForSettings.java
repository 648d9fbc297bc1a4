package io.godel.runbook.lint.rules.verification;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.types.Term;
import java.util.List;
import java.util.Set;

/** That a setting is set says nothing of whether anybody is served. */
final class RecoveryAsksForSettings extends Rule {
  /** Looks that give back what somebody has asked for. */
  private static final Set<String> ORDERED =
      Set.of(
          "k8s.data",
          "k8s.replicas",
          "k8s.exists",
          "k8s.annotation",
          "k8s.variable",
          "k8s.memory_limit",
          "k8s.bounds",
          "k8s.restarted_at",
          "pg.setting",
          "redis.setting");

  RecoveryAsksForSettings() {
    super(
        "L0206",
        Severity.WARNING,
        "the recovery check asks only for what was ordered, and not for what came of it");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    List<Moment> checks =
        subject.outline().recovered().stream()
            .filter(it -> it.statement() instanceof Stmt.Verify)
            .toList();
    boolean all =
        !checks.isEmpty()
            && checks.stream()
                .allMatch(it -> it.condition().filter(c -> asksOrders(c, subject)).isPresent());
    if (all) {
      findings.add(
          at(checks.get(0).span(), "this is what somebody has ordered, and not what came of it")
              .help("ask as a user would: a page, an answer, rows that come back"));
    }
  }

  private static boolean asksOrders(Term condition, Subject subject) {
    List<Term.Invoke> looks = subject.known().looks(condition);
    return !looks.isEmpty()
        && looks.stream().allMatch(look -> ORDERED.contains(look.action().qualifiedName()));
  }
}
