package io.godel.runbook.format;

import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.syntax.Text;
import java.util.List;
import java.util.Optional;

/** Prints statements, one on a line. */
final class StmtPrinter implements Stmt.Visitor<Lines> {
  private final Lines out;
  private final ExprPrinter exprs = new ExprPrinter();

  /** What follows the statement at hand in its block. */
  private Optional<Stmt> next = Optional.empty();

  StmtPrinter(Lines out) {
    this.out = out;
  }

  private String text(Text text) {
    return exprs.texts().print(text);
  }

  private String expr(Expr expr) {
    return exprs.print(expr);
  }

  /** A head and the statements of its block. */
  void block(String head, List<Stmt> body) {
    out.open(head);
    statements(body);
    out.close();
  }

  private void statements(List<Stmt> body) {
    for (int i = 0; i < body.size(); i++) {
      next = i + 1 < body.size() ? Optional.of(body.get(i + 1)) : Optional.empty();
      body.get(i).accept(this);
    }
  }

  @Override
  public Lines visitLet(Stmt.Let let) {
    String type = let.type().map(it -> ": " + exprs.type(it)).orElse("");
    String value = (let.acting() ? "do " : "") + expr(let.value()) + policy(let.policy());
    return line("let " + let.name() + type + " = " + value);
  }

  private Lines line(String text) {
    out.line(text);
    return out;
  }

  private static String policy(Stmt.Policy policy) {
    String retry = policy.retry().map(StmtPrinter::retry).orElse("");
    return retry + policy.timeout().map(it -> " timeout " + LiteralPrinter.duration(it)).orElse("");
  }

  private static String retry(Stmt.Retry retry) {
    return " retry "
        + retry.times()
        + " times backoff "
        + LiteralPrinter.duration(retry.first())
        + ".."
        + LiteralPrinter.duration(retry.last());
  }

  @Override
  public Lines visitStep(Stmt.Step step) {
    StringBuilder head = new StringBuilder("step " + step.name() + " " + text(step.title()));
    head.append(policy(step.policy()));
    step.limits().forEach(it -> head.append(" limit " + expr(it.amount()) + " " + it.unit()));
    block(head.toString(), step.body());
    return out;
  }

  @Override
  public Lines visitGuard(Stmt.Guard guard) {
    String fresh = guard.fresh().map(it -> " fresh " + LiteralPrinter.duration(it)).orElse("");
    return line(
        "guard "
            + text(guard.why())
            + " "
            + expr(guard.condition())
            + fresh
            + otherwise(guard.otherwise()));
  }

  private String otherwise(Optional<Stmt.Refusal> refusal) {
    return refusal.map(it -> " else " + refusal(it)).orElse("");
  }

  private String refusal(Stmt.Refusal refusal) {
    if (refusal instanceof Stmt.UseScenario use) {
      return "use " + use.scenario();
    }
    return refusal instanceof Stmt.AbortRun abort
        ? "abort" + abort.why().map(it -> " " + text(it)).orElse("")
        : "skip";
  }

  @Override
  public Lines visitWarn(Stmt.Warn warn) {
    return line("warn " + text(warn.why()) + " " + expr(warn.condition()));
  }

  @Override
  public Lines visitApprove(Stmt.Approve approve) {
    return line(
        "approve "
            + text(approve.question())
            + (approve.another() ? " by another " : " by ")
            + text(approve.role())
            + " within "
            + expr(approve.within())
            + otherwise(approve.onNo())
            + approve.onTimeout().map(it -> " on timeout " + refusal(it)).orElse(""));
  }

  @Override
  public Lines visitDo(Stmt.Do act) {
    return line("do " + expr(act.call()) + policy(act.policy()));
  }

  @Override
  public Lines visitVerify(Stmt.Verify verify) {
    String polled = " within " + expr(verify.within()) + " every " + expr(verify.every());
    return line("verify " + text(verify.what()) + " " + expr(verify.condition()) + polled);
  }

  @Override
  public Lines visitAwait(Stmt.Await await) {
    String condition = expr(await.condition());
    // Without a name of its own, a condition that begins with a text would give it one.
    boolean bracketed = await.what().isEmpty() && condition.startsWith("\"");
    return line(
        "await "
            + await.what().map(it -> text(it) + " ").orElse("")
            + (bracketed ? "(" + condition + ")" : condition)
            + " within "
            + expr(await.within())
            + " every "
            + expr(await.every())
            + otherwise(await.otherwise()));
  }

  @Override
  public Lines visitYield(Stmt.Yield yield) {
    return line("yield " + yield.name() + " = " + expr(yield.value()));
  }

  @Override
  public Lines visitUndo(Stmt.Undo undo) {
    block("undo", undo.body());
    return out;
  }

  @Override
  public Lines visitUndoNone(Stmt.UndoNone undoNone) {
    return line("undo none because " + text(undoNone.because()));
  }

  @Override
  public Lines visitUndoKeep(Stmt.UndoKeep undoKeep) {
    return line("undo keep because " + text(undoKeep.because()));
  }

  @Override
  public Lines visitOnFailure(Stmt.OnFailure onFailure) {
    block("on failure", onFailure.body());
    return out;
  }

  @Override
  public Lines visitEscalate(Stmt.Escalate escalate) {
    return line(
        "escalate to "
            + text(escalate.to())
            + escalate.with().map(it -> " with " + expr(it)).orElse(""));
  }

  @Override
  public Lines visitParallel(Stmt.Parallel parallel) {
    block("parallel", parallel.body());
    return out;
  }

  @Override
  public Lines visitFor(Stmt.For loop) {
    String max = loop.atOnce() == 1 ? "" : " max " + loop.atOnce() + " at once";
    block("for " + loop.variable() + " in " + expr(loop.domain()) + max, loop.body());
    return out;
  }

  @Override
  public Lines visitIf(Stmt.If branch) {
    out.open("if " + expr(branch.condition()));
    statements(branch.whenTrue());
    List<Stmt> otherwise = branch.whenFalse();
    while (otherwise.size() == 1 && otherwise.get(0) instanceof Stmt.If elseIf) {
      out.closeAndOpen("else if " + expr(elseIf.condition()));
      statements(elseIf.whenTrue());
      otherwise = elseIf.whenFalse();
    }
    if (!otherwise.isEmpty()) {
      out.closeAndOpen("else");
      statements(otherwise);
    }
    out.close();
    return out;
  }

  @Override
  public Lines visitCallRunbook(Stmt.CallRunbook call) {
    return line("call " + call.runbook() + exprs.arguments(call.arguments()));
  }

  @Override
  public Lines visitManual(Stmt.Manual manual) {
    String head =
        "manual "
            + text(manual.task())
            + " by "
            + text(manual.role())
            + " within "
            + expr(manual.within());
    // A block that follows would be taken for the questions of the task.
    boolean braced =
        !manual.answers().isEmpty() || next.filter(Stmt.Block.class::isInstance).isPresent();
    if (!braced) {
      return line(head);
    }
    out.open(head);
    for (Stmt.Answer answer : manual.answers()) {
      String question = " " + text(answer.question());
      out.line("evidence " + answer.name() + ": " + exprs.type(answer.type()) + question);
    }
    out.close();
    return out;
  }

  @Override
  public Lines visitAbort(Stmt.Abort abort) {
    return line("abort " + text(abort.why()));
  }

  @Override
  public Lines visitBlock(Stmt.Block block) {
    out.openBare();
    statements(block.body());
    out.close();
    return out;
  }
}
