package io.godel.runbook.report;

import io.godel.runbook.plan.Node;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.types.Type;
import io.godel.runbook.types.Variable;
import io.godel.runbook.value.ValueText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An acting call in words: what is called, and what is known of it before it happens. */
final class ActText {
  private final Node.Act act;
  private final Map<Variable, Term> arguments = new LinkedHashMap<>();

  ActText(Node.Act act) {
    this.act = act;
    for (int i = 0; i < act.arguments().size(); i++) {
      arguments.put(act.action().parameters().get(i).variable(), act.arguments().get(i));
    }
  }

  String call() {
    Term.Invoke invoke =
        new Term.Invoke(act.action(), act.arguments(), act.action().result(), act.span());
    String result = act.result().map(name -> name.name() + " = ").orElse("");
    return result + PlanWords.term(invoke);
  }

  List<String> details() {
    List<String> facts = new ArrayList<>();
    facts.add(act.action().idempotent() ? "idempotent" : "not idempotent");
    act.action()
        .affects()
        .ifPresent(it -> facts.add("hits " + here(it.amount()) + " " + it.unit()));
    if (act.policy().timeout().isEmpty()) {
      facts.add("timeout " + ValueText.exactDuration(act.action().timeout()));
    }
    facts.addAll(policy(act.policy()));
    List<String> details = new ArrayList<>();
    details.add(String.join(" · ", facts));
    details.add("in doubt: " + decision());
    for (Action.Parameter parameter : act.action().parameters()) {
      if (parameter.type() instanceof Type.EvidenceOf) {
        details.add("needs " + evidence(parameter));
      }
    }
    return details;
  }

  private String evidence(Action.Parameter parameter) {
    String age =
        parameter
            .fresh()
            .map(fresh -> ", at most " + ValueText.exactDuration(fresh) + " old")
            .orElse("");
    return "live " + parameter.type().shown() + age;
  }

  private String decision() {
    if (act.action().decision() instanceof Action.Probe probe) {
      return "decided by " + here(probe.term());
    }
    return act.action().decision() instanceof Action.AskPerson person
        ? "a person decides, " + PlanWords.visible(person.question())
        : "nothing decides";
  }

  /** With this call's arguments in the place of the action's parameters. */
  private String here(Term term) {
    return PlanWords.term(Terms.substitute(term, arguments));
  }

  /** How often and how long. */
  static List<String> policy(Node.Policy policy) {
    List<String> facts = new ArrayList<>();
    policy.timeout().ifPresent(timeout -> facts.add("timeout " + ValueText.exactDuration(timeout)));
    policy
        .retry()
        .ifPresent(
            retry ->
                facts.add(
                    "retry %d times, pauses %s..%s"
                        .formatted(
                            retry.times(),
                            ValueText.exactDuration(retry.first()),
                            ValueText.exactDuration(retry.last()))));
    return facts;
  }
}
