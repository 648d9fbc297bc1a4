package io.godel.runbook.outlook;

import io.godel.runbook.backend.Backend;
import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.engine.Clock;
import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Evaluation;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.eval.Explanation;
import io.godel.runbook.plan.TermWritten;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Type;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Finds out values by asking the backend and waiting for each answer. */
final class Looker {
  /** A term that looks more often is given up. */
  private static final int LOOKS_MAX = 1_000;

  private final Library library;
  private final Evaluator evaluator;
  private final Backend backend;
  private final Clock clock;
  private int calls;

  /** A value, or why there is none; of a condition also what was seen of its parts. */
  record Found(Evaluation result, Explanation explanation) {}

  Looker(Library library, Backend backend, Clock clock) {
    this.library = library;
    this.evaluator = new Evaluator(library);
    this.backend = backend;
    this.clock = clock;
  }

  Found find(Term term, Env env) throws InterruptedException {
    Instant now = clock.now();
    List<Outcome> answers = new ArrayList<>();
    Evaluation result = evaluator.evaluate(term, env, now, answers);
    while (result instanceof Evaluation.Needs needs && answers.size() < LOOKS_MAX) {
      answers.add(ask(needs.action(), needs.arguments(), false).outcome());
      result = evaluator.evaluate(term, env, now, answers);
    }
    if (result instanceof Evaluation.Needs) {
      String reason = "it looks at more than " + LOOKS_MAX + " things";
      return new Found(new Evaluation.Failed("limit", reason), Explanation.of(term, reason));
    }
    boolean isCondition = term.type() == Type.Primitive.BOOL;
    return new Found(
        result,
        isCondition ? evaluator.explain(term, env, now, answers) : Explanation.of(term, ""));
  }

  /** What would have to be looked at first stays as it was written. */
  String text(Term term, Env env) {
    Evaluation value = evaluator.evaluate(term, env, clock.now(), List.of());
    return value instanceof Evaluation.Ready ready
        ? ValueText.plain(ready.value())
        : TermWritten.of(term);
  }

  /** An answered call. */
  record Asked(String call, Outcome outcome) {}

  /** Hands an acting call to the backend, which asks the server about it and does not act. */
  Asked act(Action action, Map<String, Value> arguments) throws InterruptedException {
    return ask(action, arguments, true);
  }

  /** Calls and waits for the answer, for as long as the action allows. */
  private Asked ask(Action action, Map<String, Value> arguments, boolean acts)
      throws InterruptedException {
    Duration timeout = library.action(action.qualifiedName()).orElse(action).timeout();
    String id = "outlook@" + calls++;
    AtomicReference<Outcome> answer = new AtomicReference<>();
    Instant end = clock.now().plus(timeout);
    backend.start(
        new Call(id, action.qualifiedName(), arguments, acts, timeout),
        outcome -> {
          answer.set(outcome);
          clock.wake();
        });
    while (answer.get() == null && clock.now().isBefore(end)) {
      clock.await(end);
    }
    String silence = "no answer within " + ValueText.duration(timeout);
    Outcome given = answer.get();
    return new Asked(id, given == null ? new Outcome.NotDone("timeout", silence, true) : given);
  }
}
