package io.godel.runbook.lint.rules.flow;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.lint.conditions.Cases;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Stmt;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What no way leads to was meant to be done, and is not. */
final class UnreachedStatement extends Rule {
  UnreachedStatement() {
    super("L0301", Severity.WARNING, "no way leads to a statement");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Decl.Scenario scenario : subject.tree().items(Decl.Scenario.class)) {
      list(scenario.body(), subject, findings);
    }
  }

  private void list(List<Stmt> body, Subject subject, Findings findings) {
    for (int i = 0; i < body.size(); i++) {
      Stmt statement = body.get(i);
      inside(statement, subject, findings);
      Optional<Stmt> next = body.stream().skip(i + 1L).filter(it -> !isClause(it)).findFirst();
      if (ends(statement) && next.isPresent()) {
        findings.add(
            at(first(next.get()), "the run never comes here")
                .label(first(statement), "it ends here, whatever is seen")
                .help("take out what is never done, or put a condition before the end"));
        return;
      }
    }
  }

  private void inside(Stmt statement, Subject subject, Findings findings) {
    if (statement instanceof Stmt.If it) {
      Optional<Boolean> truth =
          subject
              .runbook()
              .facts()
              .find(it.condition())
              .flatMap(term -> Cases.truth(term, subject.known()));
      List<Stmt> dead = truth.orElse(true) ? it.whenFalse() : it.whenTrue();
      if (truth.isPresent() && !dead.isEmpty()) {
        findings.add(
            at(first(dead.get(0)), "the run never comes here")
                .label(it.condition().span(), "this is always " + truth.get())
                .help("take out what is never done, or ask for what can differ"));
      }
      list(it.whenTrue(), subject, findings);
      list(it.whenFalse(), subject, findings);
    } else {
      blocks(statement).forEach(block -> list(block, subject, findings));
    }
  }

  private static List<List<Stmt>> blocks(Stmt statement) {
    if (statement instanceof Stmt.Step it) {
      return List.of(it.body());
    } else if (statement instanceof Stmt.For it) {
      return List.of(it.body());
    } else if (statement instanceof Stmt.Undo it) {
      return List.of(it.body());
    } else if (statement instanceof Stmt.OnFailure it) {
      return List.of(it.body());
    } else if (statement instanceof Stmt.Parallel it) {
      // Side by side none of them comes behind another.
      return it.body().stream().map(List::of).toList();
    }
    return statement instanceof Stmt.Block it ? List.of(it.body()) : List.of();
  }

  /** Whether the run never goes on behind it. */
  private static boolean ends(Stmt statement) {
    if (statement instanceof Stmt.If it) {
      return it.whenTrue().stream().anyMatch(UnreachedStatement::ends)
          && it.whenFalse().stream().anyMatch(UnreachedStatement::ends);
    } else if (statement instanceof Stmt.Step it) {
      return !canBeLeftOut(it.body()) && it.body().stream().anyMatch(UnreachedStatement::ends);
    } else if (statement instanceof Stmt.Block it) {
      return it.body().stream().anyMatch(UnreachedStatement::ends);
    }
    return statement instanceof Stmt.Abort || statement instanceof Stmt.Escalate;
  }

  /** Whether something in it can have the step left out, so that the run goes on behind it. */
  private static boolean canBeLeftOut(List<Stmt> body) {
    return body.stream()
        .anyMatch(
            it ->
                refusals(it).anyMatch(Stmt.Skip.class::isInstance)
                    || (it instanceof Stmt.If branch
                        && (canBeLeftOut(branch.whenTrue()) || canBeLeftOut(branch.whenFalse())))
                    || blocks(it).stream().anyMatch(UnreachedStatement::canBeLeftOut));
  }

  private static Stream<Stmt.Refusal> refusals(Stmt statement) {
    if (statement instanceof Stmt.Guard it) {
      return it.otherwise().stream();
    } else if (statement instanceof Stmt.Await it) {
      return it.otherwise().stream();
    }
    return statement instanceof Stmt.Approve it
        ? Stream.concat(it.onNo().stream(), it.onTimeout().stream())
        : Stream.empty();
  }

  private static boolean isClause(Stmt statement) {
    return statement instanceof Stmt.Undo
        || statement instanceof Stmt.UndoNone
        || statement instanceof Stmt.UndoKeep
        || statement instanceof Stmt.OnFailure;
  }

  /** What to point at. */
  private static Span first(Stmt statement) {
    if (statement instanceof Stmt.Step it) {
      return it.name().span();
    }
    return statement instanceof Stmt.If it ? it.condition().span() : statement.span();
  }
}
