package io.godel.runbook.lint.rules.safety;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An autoscaler puts the number of replicas back within seconds, unless it is 0 (Kubernetes,
 * <i>HorizontalPodAutoscaler</i>). Which one belongs to a workload is known here only by its name.
 */
final class ScaledUnderAutoscaler extends Rule {
  private static final Value NOTHING = new Value.Int(0);

  ScaledUnderAutoscaler() {
    super("L0109", Severity.WARNING, "a workload is scaled while its autoscaler goes on working");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Outline.Response response : subject.outline().responses()) {
      for (Moment act : response.acts()) {
        Moment.Call call = act.call().orElseThrow();
        if (call.is("k8s.scale") && isCount(call, subject.known())) {
          owner(call, scalers(subject), subject.known())
              .filter(scaler -> !isHeld(response, act, scaler, subject.known()))
              .ifPresent(
                  scaler ->
                      findings.add(
                          at(act.place(), "the autoscaler `" + scaler + "` takes this back")
                              .help(
                                  "set its bounds to that number first: `do k8s.set_bounds(…)`")));
        }
      }
    }
  }

  /** Those that the runbook itself speaks of. */
  private static List<String> scalers(Subject subject) {
    return subject
        .outline()
        .everything()
        .flatMap(
            it ->
                Stream.concat(
                    it.asks().stream(), it.call().stream().flatMap(c -> c.arguments().stream())))
        .flatMap(term -> subject.known().handles(term).stream())
        .filter(handle -> handle.type().equals("k8s.Autoscaler"))
        .flatMap(handle -> name(handle).stream())
        .distinct()
        .toList();
  }

  private static Optional<String> name(Value.Handle handle) {
    return handle.identity().get("name") instanceof Value.Str name
        ? Optional.of(name.value())
        : Optional.empty();
  }

  private static boolean isCount(Moment.Call call, Known known) {
    return call.argument("replicas")
        .flatMap(known::value)
        .filter(it -> !it.equals(NOTHING))
        .isPresent();
  }

  private static Optional<String> owner(Moment.Call call, List<String> scalers, Known known) {
    Optional<String> workload =
        call.argument("workload").flatMap(known::handle).flatMap(ScaledUnderAutoscaler::name);
    return workload.flatMap(
        it -> scalers.stream().filter(s -> s.equals(it) || s.startsWith(it + "-")).findFirst());
  }

  private static boolean isHeld(Outline.Response response, Moment act, String scaler, Known known) {
    return response.acts().stream()
        .filter(it -> it.dominates(act) && it.call().orElseThrow().is("k8s.set_bounds"))
        .flatMap(it -> it.call().orElseThrow().argument("scaler").flatMap(known::handle).stream())
        .anyMatch(it -> name(it).filter(scaler::equals).isPresent());
  }
}
