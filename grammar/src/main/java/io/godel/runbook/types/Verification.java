package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes sure that on every way through statements a verification follows the last deed. */
final class Verification {
  private final FactTable facts;
  private final Findings findings;

  Verification(FactTable facts, Findings findings) {
    this.facts = facts;
    this.findings = findings;
  }

  void demand(List<Stmt> body, Code code) {
    open(body, Optional.empty())
        .ifPresent(
            act ->
                findings.add(
                    Diagnostic.error(
                            code, act.span(), "nothing verifies what `" + name(act) + "` did")
                        .here(
                            body.stream().anyMatch(Verification::verifies)
                                ? "a `verify` does not follow on every way"
                                : "no `verify` behind this")
                        .help(
                            "add `verify \"…\" CONDITION within 2m every 5s`: that a call "
                                + "returned proves nothing")));
  }

  private static boolean verifies(Stmt statement) {
    return statement instanceof Stmt.Verify
        || Acts.inner(statement).stream()
            .anyMatch(inner -> inner.stream().anyMatch(Verification::verifies));
  }

  private String name(Expr call) {
    return facts.find(call).orElse(null) instanceof Term.Invoke invoke
        ? invoke.action().qualifiedName()
        : call.span().text();
  }

  /** The last acting call that no verification follows, on any way through the statements. */
  private Optional<Expr> open(List<Stmt> body, Optional<Expr> before) {
    Optional<Expr> open = before;
    for (Stmt statement : body) {
      open = after(statement, open);
    }
    return open;
  }

  private Optional<Expr> after(Stmt statement, Optional<Expr> open) {
    if (statement instanceof Stmt.Verify) {
      return Optional.empty();
    }
    if (statement instanceof Stmt.Do it) {
      return leavesOpen(it.call()) ? Optional.of(it.call()) : open;
    }
    if (statement instanceof Stmt.Let it && it.acting()) {
      return leavesOpen(it.value()) ? Optional.of(it.value()) : open;
    }
    if (statement instanceof Stmt.Parallel it) {
      return afterAll(it.body(), open);
    }
    if (statement instanceof Stmt.If it) {
      return onWay(it.whenTrue(), open).or(() -> onWay(it.whenFalse(), open));
    }
    if (statement instanceof Stmt.For it) {
      // There may be nothing to go through: then the body has verified nothing.
      return open(it.body(), open).or(() -> open);
    }
    return statement instanceof Stmt.Block it ? open(it.body(), open) : open;
  }

  /** A way on which the run ends leads to nothing that would need to know. */
  private Optional<Expr> onWay(List<Stmt> body, Optional<Expr> before) {
    return StepShape.endsRun(body) ? Optional.empty() : open(body, before);
  }

  /** Each branch verifies its own deeds; one that verifies does so for what came before, too. */
  private Optional<Expr> afterAll(List<Stmt> branches, Optional<Expr> open) {
    List<Expr> left = new ArrayList<>();
    branches.forEach(branch -> after(branch, Optional.empty()).ifPresent(left::add));
    if (!left.isEmpty()) {
      return Optional.of(left.get(left.size() - 1));
    }
    boolean verified = branches.stream().anyMatch(branch -> after(branch, open).isEmpty());
    return verified ? Optional.empty() : open;
  }

  /** A composed action verifies itself; what was found not to act leaves nothing to verify. */
  private boolean leavesOpen(Expr call) {
    return facts.find(call).orElse(null) instanceof Term.Invoke invoke
        && invoke.action().form() == Action.Form.NATIVE
        && invoke.action().effect().acts();
  }
}
