package io.godel.runbook.outlook;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.eval.Constants;
import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Evaluation;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.plan.Bounds;
import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.TermWritten;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Type;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Goes from node to node; what a node finds out the later ones know. */
final class Walk {
  /** What is said of a value that only an acting call gives. */
  private static final String LATER = "it is known when the call has been made: ";

  /** With these a check has not been refused: it could not be made. */
  private static final Set<String> NO_ANSWER =
      Set.of("not_found", "not_available", "forbidden", "unreachable", "timeout", "failed");

  private final Looker looker;
  private final Consumer<Finding> findings;
  private final Optional<Diffs> diffs;

  /**
   * @param diffs where the servers are asked about acting calls
   */
  Walk(Looker looker, Consumer<Finding> findings, Optional<Diffs> diffs) {
    this.looker = looker;
    this.findings = findings;
    this.diffs = diffs;
  }

  String text(Term term, Env env) {
    return looker.text(term, env);
  }

  Env all(List<Node> nodes, Env env) throws InterruptedException {
    Env known = env;
    for (Node node : nodes) {
      known = one(node, known);
    }
    return known;
  }

  Env one(Node node, Env env) throws InterruptedException {
    if (node instanceof Node.Observe it) {
      return observe(it, env);
    } else if (node instanceof Node.Guard it) {
      condition(it.id(), Finding.Condition.Use.GUARD, it.why(), it.condition(), env);
    } else if (node instanceof Node.Warn it) {
      condition(it.id(), Finding.Condition.Use.WARN, it.why(), it.condition(), env);
    } else if (node instanceof Node.Verify it) {
      condition(it.id(), Finding.Condition.Use.VERIFY, it.what(), it.condition(), env);
    } else if (node instanceof Node.Wait it) {
      Term what = it.what().orElse(it.condition());
      condition(it.id(), Finding.Condition.Use.AWAIT, what, it.condition(), env);
    } else if (node instanceof Node.Approve it) {
      person(it.id(), text(it.question(), env), text(it.role(), env));
    } else if (node instanceof Node.Manual it) {
      return manual(it, env);
    } else if (node instanceof Node.Act it) {
      return act(it, env);
    } else if (node instanceof Node.Branch it) {
      return branch(it, env);
    } else if (node instanceof Node.Loop it) {
      loop(it, env);
    } else if (node instanceof Node.Parallel it) {
      return parallel(it, env);
    } else if (node instanceof Node.Sequence it) {
      return all(it.body(), env);
    } else if (node instanceof Node.Step it) {
      findings.accept(
          new Finding.Part(it.id(), Finding.Part.Kind.STEP, it.name(), text(it.title(), env)));
      return all(it.body(), env);
    }
    return env;
  }

  private Env observe(Node.Observe observe, Env env) throws InterruptedException {
    Evaluation found = looker.find(observe.value(), env).result();
    String name = observe.variable().name();
    if (found instanceof Evaluation.Ready ready) {
      if (observe.effect() != Effect.PURE) {
        findings.accept(new Finding.Seen(observe.id(), name, ready.value()));
      }
      return env.with(observe.variable(), ready.value());
    }
    Evaluation.Failed failed = (Evaluation.Failed) found;
    findings.accept(
        isLater(failed) || isProofRefused(observe, failed)
            ? new Finding.NotYet(observe.id(), name, failed.reason())
            : new Finding.NotSeen(observe.id(), name, failed.code(), failed.reason()));
    return env.withUnknown(observe.variable(), failed.reason());
  }

  private static boolean isLater(Evaluation.Failed failed) {
    return failed.reason().startsWith(LATER);
  }

  /** A check that does not pass yet is what the acting calls before it are there for. */
  private static boolean isProofRefused(Node.Observe observe, Evaluation.Failed failed) {
    return observe.variable().type() instanceof Type.EvidenceOf
        && !NO_ANSWER.contains(failed.code());
  }

  Evaluation when(Plan.Scenario scenario, Env env) throws InterruptedException {
    Looker.Found found = looker.find(scenario.when().orElseThrow(), env);
    tell(scenario.id(), Finding.Condition.Use.WHEN, scenario.name(), found);
    return found.result();
  }

  Truth condition(String node, Finding.Condition.Use use, Term what, Term condition, Env env)
      throws InterruptedException {
    Looker.Found found = looker.find(condition, env);
    String words = text(what, env);
    if (found.result() instanceof Evaluation.Failed failed && isLater(failed)) {
      findings.accept(new Finding.NotYet(node, words, failed.reason()));
      return Truth.UNKNOWN;
    }
    tell(node, use, words, found);
    return Evaluator.truth(found.result());
  }

  private void tell(String node, Finding.Condition.Use use, String what, Looker.Found found) {
    Optional<String> failure =
        found.result() instanceof Evaluation.Failed failed
            ? Optional.of(failed.code())
            : Optional.empty();
    findings.accept(
        new Finding.Condition(
            node, use, what, Evaluator.truth(found.result()), found.explanation(), failure));
  }

  private void person(String node, String what, String role) {
    findings.accept(new Finding.Person(node, what, role));
  }

  private Env manual(Node.Manual manual, Env env) {
    person(manual.id(), text(manual.task(), env), text(manual.role(), env));
    Env known = env;
    for (Node.Question question : manual.questions()) {
      known = known.withUnknown(question.variable(), LATER + "a person answers");
    }
    return known;
  }

  private Env act(Node.Act act, Env env) throws InterruptedException {
    Map<String, Value> arguments = new LinkedHashMap<>();
    List<String> shown = new ArrayList<>();
    Optional<String> missing = Optional.empty();
    for (int i = 0; i < act.arguments().size(); i++) {
      Action.Parameter parameter = act.action().parameters().get(i);
      Evaluation found = looker.find(act.arguments().get(i), env).result();
      if (found instanceof Evaluation.Ready ready) {
        Value value = Constants.converted(ready.value(), parameter.type());
        arguments.put(parameter.name(), value);
        shown.add(parameter.name() + ": " + ValueText.shown(value));
      } else {
        missing = missing.or(() -> Optional.of(((Evaluation.Failed) found).reason()));
        shown.add(parameter.name() + ": " + TermWritten.of(act.arguments().get(i)));
      }
    }
    String words = act.action().qualifiedName() + "(" + String.join(", ", shown) + ")";
    Optional<Value> result = Optional.empty();
    if (missing.isPresent()) {
      findings.accept(new Finding.NotYet(act.id(), words, missing.get()));
    } else if (diffs.isPresent()) {
      Looker.Asked asked = looker.act(act.action(), arguments);
      String diff = diffs.get().of(asked.call());
      findings.accept(new Finding.Act(act.id(), words, Optional.of(asked.outcome()), diff));
      result =
          asked.outcome() instanceof Outcome.Done done
              ? Optional.of(done.result())
              : Optional.empty();
    } else {
      findings.accept(new Finding.Act(act.id(), words, Optional.empty(), ""));
    }
    if (act.result().isEmpty()) {
      return env;
    }
    return result.isPresent()
        ? env.with(act.result().get(), result.get())
        : env.withUnknown(act.result().get(), LATER + act.action().qualifiedName());
  }

  /** Both ways where it is not known which one: neither may come as a surprise. */
  private Env branch(Node.Branch branch, Env env) throws InterruptedException {
    Truth truth =
        condition(
            branch.id(), Finding.Condition.Use.BRANCH, branch.condition(), branch.condition(), env);
    if (truth == Truth.UNKNOWN) {
      findings.accept(new Finding.Fork(branch.id(), true));
      Env then = all(branch.whenTrue(), env);
      findings.accept(new Finding.Fork(branch.id(), false));
      return then.and(all(branch.whenFalse(), env));
    }
    return all(truth == Truth.TRUE ? branch.whenTrue() : branch.whenFalse(), env);
  }

  private void loop(Node.Loop loop, Env env) throws InterruptedException {
    Evaluation domain = looker.find(loop.domain(), env).result();
    if (domain instanceof Evaluation.Failed failed) {
      findings.accept(
          new Finding.NotYet(loop.id(), TermWritten.of(loop.domain()), failed.reason()));
      return;
    }
    List<Value> elements;
    try {
      elements = Evaluator.elements(((Evaluation.Ready) domain).value());
    } catch (ArithmeticException tooMany) {
      findings.accept(
          new Finding.NotSeen(
              loop.id(), TermWritten.of(loop.domain()), "limit", tooMany.getMessage()));
      return;
    }
    for (Value element : elements.subList(0, Math.min(elements.size(), Bounds.ELEMENTS_MAX))) {
      all(loop.body(), env.with(loop.variable(), element));
    }
  }

  private Env parallel(Node.Parallel parallel, Env env) throws InterruptedException {
    Env known = env;
    for (List<Node> branch : parallel.branches()) {
      known = known.and(all(branch, env));
    }
    return known;
  }
}
