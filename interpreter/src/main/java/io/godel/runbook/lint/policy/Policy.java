package io.godel.runbook.lint.policy;

import io.godel.runbook.diagnostic.ExplainPage;
import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Evaluation;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.source.Span;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.Term;
import io.godel.runbook.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A rule of a house: an action that says of a runbook, a step or a call whether it may be so. */
final class Policy extends Rule {
  private final Action action;
  private final Term condition;
  private final Evaluator evaluator;
  private final About about;

  /** What it says something of. */
  enum About {
    RUNBOOK("lint.Runbook"),
    STEP("lint.Step"),
    ACT("lint.Act");

    private final String type;

    About(String type) {
      this.type = type;
    }

    /** By the type of the action's parameter; empty for an action that is no policy. */
    static Optional<About> of(Action action) {
      if (action.parameters().size() != 1 || !action.result().shown().equals("Bool")) {
        return Optional.empty();
      }
      String type = action.parameters().get(0).type().shown();
      for (About about : values()) {
        if (about.type.equals(type)) {
          return Optional.of(about);
        }
      }
      return Optional.empty();
    }
  }

  Policy(Action action, About about, Library library) {
    super(action.qualifiedName(), Severity.ERROR, firstLine(action));
    this.action = action;
    this.about = about;
    this.condition = library.values().get(action.qualifiedName());
    this.evaluator = new Evaluator(library);
  }

  private static String firstLine(Action action) {
    return action.doc().strip().lines().findFirst().orElse(action.qualifiedName());
  }

  @Override
  public ExplainPage page() {
    return new ExplainPage(this, action.doc().strip(), Optional.empty(), Optional.empty());
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Facade facade = new Facade(subject);
    if (about == About.RUNBOOK) {
      demand(facade.runbook(), subject.tree().name().span(), findings);
      return;
    }
    for (Outline.Response response : subject.outline().responses()) {
      for (Outline.Work work : response.steps()) {
        if (about == About.STEP) {
          demand(facade.step(response, work), work.step().name().span(), findings);
        } else {
          work.everything()
              .filter(moment -> moment.call().isPresent())
              .forEach(moment -> demand(facade.act(moment), moment.span(), findings));
        }
      }
    }
  }

  private void demand(Value value, Span span, Findings findings) {
    Env env = Env.EMPTY.with(action.parameters().get(0).variable(), value);
    Evaluation result = evaluator.evaluate(condition, env, Instant.EPOCH, List.of());
    if (result instanceof Evaluation.Needs) {
      throw new AssertionError("a policy looks at nothing: " + id());
    }
    if (Evaluator.truth(result) != Truth.TRUE) {
      String wanting = evaluator.explain(condition, env, Instant.EPOCH, List.of()).wanting();
      findings.add(
          wanting.isEmpty() ? at(span, summary()) : at(span, summary()).help("wanted: " + wanting));
    }
  }
}
