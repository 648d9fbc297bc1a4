package io.godel.runbook.lint.rules.flow;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Term;
import io.godel.runbook.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program cannot be run in a pod that the runbook has taken away, and nothing answers from there.
 */
final class AskedOfNothing extends Rule {
  private static final Value NOTHING = new Value.Int(0);

  AskedOfNothing() {
    super("L0312", Severity.ERROR, "something is asked of pods that the runbook has taken away");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Outline.Response response : subject.outline().responses()) {
      for (Moment act : response.acts()) {
        takenAway(act.call().orElseThrow(), subject.known())
            .ifPresent(workload -> check(act, workload, response, subject, findings));
      }
    }
  }

  private void check(
      Moment act,
      Value.Handle workload,
      Outline.Response response,
      Subject subject,
      Findings findings) {
    Stream.concat(response.course().stream(), subject.outline().recovered().stream())
        .filter(later -> later.order() > act.order())
        .filter(later -> asks(later, workload, subject.known()))
        .findFirst()
        .filter(later -> !isBack(response, act, later, workload, subject.known()))
        .ifPresent(
            later ->
                findings.add(
                    at(later.place(), "there are no pods any more that this could be asked of")
                        .label(act.place(), "this takes them away")
                        .help("bring them back first, and wait until they are ready")));
  }

  /** The workload that has no pods afterwards. */
  private static Optional<Value.Handle> takenAway(Moment.Call call, Known known) {
    boolean away =
        call.is("k8s.delete")
            || call.is("k8s.scale")
                && call.argument("replicas")
                    .flatMap(known::value)
                    .filter(NOTHING::equals)
                    .isPresent();
    return away ? call.argument("workload").flatMap(known::handle) : Optional.empty();
  }

  private static boolean isBack(
      Outline.Response response, Moment act, Moment later, Value.Handle workload, Known known) {
    return response.acts().stream()
        .filter(it -> it.order() > act.order() && it.order() < later.order())
        .map(it -> it.call().orElseThrow())
        .filter(it -> takenAway(it, known).isEmpty())
        .filter(it -> it.is("k8s.apply") || it.is("k8s.scale"))
        .flatMap(it -> it.arguments().stream())
        .anyMatch(it -> known.handle(it).filter(workload::equals).isPresent());
  }

  private static boolean asks(Moment moment, Value.Handle workload, Known known) {
    boolean called =
        moment
            .call()
            .filter(call -> isOf(call.action(), call.arguments(), workload, known))
            .isPresent();
    return called
        || moment.asks().stream()
            .flatMap(term -> known.looks(term).stream())
            .anyMatch(look -> isOf(look.action(), look.arguments(), workload, known));
  }

  /** Whether a pod of the workload has to carry the call out. */
  private static boolean isOf(
      Action action, List<Term> arguments, Value.Handle workload, Known known) {
    for (int i = 0; i < Math.min(arguments.size(), action.parameters().size()); i++) {
      String parameter = action.parameters().get(i).name();
      Optional<Value.Handle> handle = known.handle(arguments.get(i));
      boolean from = parameter.equals("from") && handle.filter(workload::equals).isPresent();
      boolean inPod =
          action.qualifiedName().equals("k8s.exec")
              && handle.map(it -> it.identity().get("set")).filter(workload::equals).isPresent();
      if (from || inPod) {
        return true;
      }
    }
    return false;
  }
}
