package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.Stmt;
import java.util.List;
import java.util.Optional;

/** Makes sure that guards and a person's yes stand before the deed and not behind it. */
final class Consent {
  private final Acts acts;
  private final Findings findings;
  private boolean unapproved;
  private Optional<Stmt.Approve> question = Optional.empty();

  Consent(Acts acts, Findings findings) {
    this.acts = acts;
    this.findings = findings;
  }

  /** A person's yes stands before everything that destroys, on every way. */
  void demandApproval(List<Stmt> body) {
    question = question(body);
    approved(body, false);
  }

  private static Optional<Stmt.Approve> question(List<Stmt> body) {
    for (Stmt statement : body) {
      if (statement instanceof Stmt.Approve approve) {
        return Optional.of(approve);
      }
      for (List<Stmt> inner : Acts.inner(statement)) {
        Optional<Stmt.Approve> found = question(inner);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private boolean approved(List<Stmt> body, boolean before) {
    boolean approved = before;
    for (Stmt statement : body) {
      approved = after(statement, approved);
    }
    return approved;
  }

  private boolean after(Stmt statement, boolean approved) {
    if (statement instanceof Stmt.Approve) {
      return true;
    }
    if (statement instanceof Stmt.If it) {
      boolean yes = approved(it.whenTrue(), approved) || StepShape.endsRun(it.whenTrue());
      boolean no = approved(it.whenFalse(), approved) || StepShape.endsRun(it.whenFalse());
      return approved || yes && no;
    }
    if (statement instanceof Stmt.For it) {
      approved(it.body(), approved);
      return approved;
    }
    if (statement instanceof Stmt.Parallel it) {
      // What runs beside the question does not wait for its answer.
      boolean asked = false;
      for (Stmt branch : it.body()) {
        asked |= after(branch, approved);
      }
      return asked || approved;
    }
    if (statement instanceof Stmt.Block it) {
      return approved(it.body(), approved);
    }
    if (!approved) {
      acts.of(List.of(statement)).stream()
          .filter(act -> act.action().effect() == Effect.DESTROYS)
          .forEach(this::notApproved);
    }
    return approved;
  }

  private void notApproved(Acts.Act act) {
    unapproved = true;
    Diagnostic destroyed =
        Diagnostic.error(
                Code.NOT_APPROVED,
                act.span(),
                "`%s` destroys, and no person has said yes to it"
                    .formatted(act.action().qualifiedName()))
            .here("what this takes away does not come back")
            .help("put `approve \"…?\" by \"…\" within 10m` before it");
    findings.add(
        question
            .map(
                asked -> destroyed.label(asked.question().span(), "this question does not stop it"))
            .orElse(destroyed));
  }

  /** A question that comes when all is done, or a guard in place of a verification. */
  void demandBefore(List<Stmt> body) {
    order(body, new Done(false, false), false);
  }

  /**
   * @param acted whether something was done
   * @param unseen whether nobody has verified it yet
   */
  private record Done(boolean acted, boolean unseen) {}

  private void order(List<Stmt> body, Done before, boolean more) {
    Done done = before;
    for (int i = 0; i < body.size(); i++) {
      Stmt statement = body.get(i);
      boolean later = more || acts(body.subList(i + 1, body.size()));
      if (!later) {
        tooLate(statement, done);
      }
      boolean again = later || statement instanceof Stmt.For && acts(List.of(statement));
      for (List<Stmt> inner : Acts.inner(statement)) {
        order(inner, done, again);
      }
      boolean verified = statement instanceof Stmt.Verify;
      // What a person answered may be refused; what the program did has to be verified.
      boolean unseen = !acts.of(List.of(statement)).isEmpty();
      done = new Done(done.acted || acts(List.of(statement)), !verified && (done.unseen || unseen));
    }
  }

  /** A task for a person is a deed as well. */
  private boolean acts(List<Stmt> body) {
    return !acts.of(body).isEmpty()
        || body.stream()
            .anyMatch(
                it -> it instanceof Stmt.Manual || Acts.inner(it).stream().anyMatch(this::acts));
  }

  private void tooLate(Stmt statement, Done done) {
    if (statement instanceof Stmt.Guard guard && done.unseen) {
      findings.add(
          Diagnostic.error(
                  Code.STATEMENT_MISPLACED,
                  guard.condition().span(),
                  "this guard stands behind the deed, and nothing is left to be guarded")
              .here("too late to refuse")
              .help("put it before the `do`, or make it `verify \"…\" … within 2m every 5s`"));
    } else if (statement instanceof Stmt.Approve approve && done.acted && !unapproved) {
      findings.add(
          Diagnostic.error(
                  Code.STATEMENT_MISPLACED,
                  approve.question().span(),
                  "this question comes behind the deed, and nothing is left to be approved")
              .here("too late to say no")
              .help("put `approve` before the `do`"));
    }
  }
}
