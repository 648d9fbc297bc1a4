package io.godel.runbook.lint.rules.safety;

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

/**
 * What is scaled to 0 stays there: an autoscaler leaves a workload without replicas alone
 * (Kubernetes, <i>HorizontalPodAutoscaler: implicit maintenance-mode deactivation</i>).
 */
final class ScaledToNothing extends Rule {
  private static final Value NOTHING = new Value.Int(0);

  ScaledToNothing() {
    super("L0108", Severity.ERROR, "a workload is scaled to 0, and nothing scales it up again");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Outline.Response response : subject.outline().responses()) {
      List<Moment> scalings = response.acts().stream().filter(this::scales).toList();
      for (Moment scaling : scalings) {
        Moment.Call call = scaling.call().orElseThrow();
        Term workload = call.argument("workload").orElseThrow();
        if (toNothing(call, subject.known())
            && !isFencing(response, scaling)
            && scalings.stream().noneMatch(it -> isBack(it, scaling, workload, subject.known()))) {
          findings.add(
              at(scaling.place(), "this workload stays at 0: no later step scales it up again")
                  .here("an undo does that only when the run fails")
                  .help("keep `let wanted = ….replicas`, and scale back to it at the end"));
        }
      }
    }
  }

  private boolean scales(Moment moment) {
    return moment.call().orElseThrow().is("k8s.scale");
  }

  private static boolean toNothing(Moment.Call call, Known known) {
    return call.argument("replicas").flatMap(known::value).filter(NOTHING::equals).isPresent();
  }

  /** A server that is kept down so that it takes no more writes is meant to stay down. */
  private static boolean isFencing(Outline.Response response, Moment scaling) {
    return response.steps().stream()
        .filter(step -> step.course().contains(scaling))
        .anyMatch(
            step -> step.course().stream().anyMatch(it -> it.statement() instanceof Stmt.Yield));
  }

  private static boolean isBack(Moment later, Moment earlier, Term workload, Known known) {
    Moment.Call call = later.call().orElseThrow();
    return later.order() > earlier.order()
        && known.same(call.argument("workload").orElseThrow(), workload)
        && !toNothing(call, known);
  }
}
