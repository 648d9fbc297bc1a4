package io.godel.runbook.syntax;

import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.grammar.RunbookParser.*;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes statements of their parse trees. */
final class StmtBuilder {
  private final Tokens tokens;
  private final ExprBuilder exprs;

  StmtBuilder(Tokens tokens, ExprBuilder exprs) {
    this.tokens = tokens;
    this.exprs = exprs;
  }

  List<Stmt> block(BlockContext block) {
    if (block == null) {
      return List.of();
    }
    List<Stmt> statements = new ArrayList<>();
    for (StatementContext statement : block.statement()) {
      statement(statement).ifPresent(statements::add);
    }
    return statements;
  }

  private Optional<Stmt> statement(StatementContext statement) {
    return working(statement, tokens.span(statement))
        .or(() -> undoing(statement, tokens.span(statement)))
        .or(() -> steering(statement, tokens.span(statement)));
  }

  private Optional<Stmt> working(StatementContext statement, Span span) {
    if (statement instanceof LetStatementContext it) {
      return Optional.of(let(it.let()));
    }
    if (statement instanceof StepStatementContext it) {
      return Optional.of(step(it.step()));
    }
    if (statement instanceof GuardStatementContext it) {
      return Optional.of(
          new Stmt.Guard(
              exprs.text(it.text()),
              exprs.expr(it.expr()),
              Optional.ofNullable(it.DURATION()).map(tokens.literals()::duration),
              refusal(it.refusal()),
              span));
    }
    if (statement instanceof WarnStatementContext it) {
      return Optional.of(new Stmt.Warn(exprs.text(it.text()), exprs.expr(it.expr()), span));
    }
    if (statement instanceof ApproveStatementContext it) {
      return Optional.of(approve(it, span));
    }
    if (statement instanceof DoStatementContext it) {
      return Optional.of(new Stmt.Do(exprs.expr(it.expr()), policy(it.actingClause()), span));
    }
    if (statement instanceof VerifyStatementContext it) {
      return Optional.of(
          new Stmt.Verify(
              exprs.text(it.text()),
              exprs.expr(it.expr(0)),
              exprs.duration(it.expr(1)),
              exprs.duration(it.expr(2)),
              span));
    }
    if (statement instanceof AwaitStatementContext it) {
      return Optional.of(
          new Stmt.Await(
              Optional.ofNullable(it.text()).map(exprs::text),
              exprs.expr(it.expr(0)),
              exprs.duration(it.expr(1)),
              exprs.duration(it.expr(2)),
              refusal(it.refusal()),
              span));
    }
    if (statement instanceof YieldStatementContext it) {
      return Optional.of(new Stmt.Yield(exprs.name(it.name()), exprs.expr(it.expr()), span));
    }
    return Optional.empty();
  }

  Stmt.Let let(LetContext let) {
    return new Stmt.Let(
        exprs.name(let.name()),
        Optional.ofNullable(let.typeRef()).map(exprs::type),
        let.acting != null,
        exprs.expr(let.expr()),
        policy(let.actingClause()),
        tokens.span(let));
  }

  private Stmt step(StepContext step) {
    List<ActingClauseContext> policies = new ArrayList<>();
    List<Stmt.Limit> limits = new ArrayList<>();
    for (StepClauseContext clause : step.stepClause()) {
      if (clause instanceof StepActingContext it) {
        policies.add(it.actingClause());
      } else if (clause instanceof StepLimitContext it) {
        limits.add(new Stmt.Limit(exprs.expr(it.expr()), exprs.name(it.name()), tokens.span(it)));
      }
    }
    return new Stmt.Step(
        exprs.name(step.name()),
        exprs.text(step.text()),
        policy(policies),
        limits,
        block(step.block()),
        tokens.span(step));
  }

  private Stmt approve(ApproveStatementContext approve, Span span) {
    Optional<Stmt.Refusal> onNo = Optional.empty();
    Optional<Stmt.Refusal> onTimeout = Optional.empty();
    int next = 0;
    if (approve.ELSE() != null) {
      onNo = refusal(approve.refusal(next++));
    }
    if (approve.TIMEOUT() != null) {
      onTimeout = refusal(approve.refusal(next));
    }
    return new Stmt.Approve(
        exprs.text(approve.text(0)),
        approve.ANOTHER() != null,
        exprs.text(approve.text(1)),
        exprs.duration(approve.expr()),
        onNo,
        onTimeout,
        span);
  }

  private Optional<Stmt> undoing(StatementContext statement, Span span) {
    if (statement instanceof UndoStatementContext it) {
      return Optional.of(new Stmt.Undo(block(it.block()), span));
    }
    if (statement instanceof UndoNoneStatementContext it) {
      return Optional.of(new Stmt.UndoNone(exprs.text(it.text()), span));
    }
    if (statement instanceof UndoKeepStatementContext it) {
      return Optional.of(new Stmt.UndoKeep(exprs.text(it.text()), span));
    }
    if (statement instanceof OnFailureStatementContext it) {
      return Optional.of(new Stmt.OnFailure(block(it.block()), span));
    }
    if (statement instanceof OnFailureEscalateStatementContext it) {
      return Optional.of(new Stmt.OnFailure(List.of(escalate(it.escalation())), span));
    }
    return Optional.empty();
  }

  private Stmt escalate(EscalationContext escalation) {
    return new Stmt.Escalate(
        exprs.text(escalation.text()),
        Optional.ofNullable(escalation.expr()).map(exprs::expr),
        tokens.span(escalation));
  }

  private Optional<Stmt> steering(StatementContext statement, Span span) {
    if (statement instanceof EscalateStatementContext it) {
      return Optional.of(escalate(it.escalation()));
    }
    if (statement instanceof ParallelStatementContext it) {
      return Optional.of(new Stmt.Parallel(block(it.block()), span));
    }
    if (statement instanceof ForStatementContext it) {
      int atOnce = it.INT() == null ? 1 : (int) tokens.literals().integer(it.INT());
      return Optional.of(
          new Stmt.For(
              exprs.name(it.name()), exprs.expr(it.expr()), atOnce, block(it.block()), span));
    }
    if (statement instanceof IfStatementContext it) {
      return Optional.of(branch(it.ifBranch()));
    }
    if (statement instanceof CallStatementContext it) {
      return Optional.of(
          new Stmt.CallRunbook(exprs.name(it.name()), exprs.arguments(it.arguments()), span));
    }
    if (statement instanceof ManualStatementContext it) {
      return Optional.of(
          new Stmt.Manual(
              exprs.text(it.text(0)),
              exprs.text(it.text(1)),
              exprs.duration(it.expr()),
              answers(it.manualBody()),
              span));
    }
    if (statement instanceof AbortStatementContext it) {
      return Optional.of(new Stmt.Abort(exprs.text(it.text()), span));
    }
    if (statement instanceof BlockStatementContext it) {
      return Optional.of(new Stmt.Block(block(it.block()), span));
    }
    return Optional.empty();
  }

  private Stmt branch(IfBranchContext branch) {
    List<Stmt> otherwise =
        branch.ifBranch() != null
            ? List.of(branch(branch.ifBranch()))
            : block(branch.block().size() > 1 ? branch.block(1) : null);
    return new Stmt.If(
        exprs.expr(branch.expr()), block(branch.block(0)), otherwise, tokens.span(branch));
  }

  private List<Stmt.Answer> answers(ManualBodyContext body) {
    if (body == null) {
      return List.of();
    }
    List<Stmt.Answer> answers = new ArrayList<>();
    for (int i = 0; i < body.name().size(); i++) {
      Name name = exprs.name(body.name(i));
      Text question = exprs.text(body.text(i));
      answers.add(
          new Stmt.Answer(
              name, exprs.type(body.typeRef(i)), question, name.span().to(question.span())));
    }
    return answers;
  }

  private Stmt.Policy policy(List<ActingClauseContext> clauses) {
    Optional<Stmt.Retry> retry = Optional.empty();
    Optional<Duration> timeout = Optional.empty();
    for (ActingClauseContext clause : clauses) {
      if (clause instanceof ActingRetryContext it) {
        Literals literals = tokens.literals();
        retry =
            Optional.of(
                new Stmt.Retry(
                    (int) literals.integer(it.INT()),
                    literals.duration(it.DURATION(0)),
                    literals.duration(it.DURATION(1)),
                    tokens.span(it)));
      } else if (clause instanceof ActingTimeoutContext it) {
        timeout = Optional.of(tokens.literals().duration(it.DURATION()));
      }
    }
    return new Stmt.Policy(retry, timeout);
  }

  private Optional<Stmt.Refusal> refusal(RefusalContext refusal) {
    if (refusal instanceof RefuseSkipContext) {
      return Optional.of(new Stmt.Skip(tokens.span(refusal)));
    }
    if (refusal instanceof RefuseAbortContext it) {
      return Optional.of(
          new Stmt.AbortRun(Optional.ofNullable(it.text()).map(exprs::text), tokens.span(it)));
    }
    if (refusal instanceof RefuseUseContext it) {
      return Optional.of(new Stmt.UseScenario(exprs.name(it.name()), tokens.span(it)));
    }
    return Optional.empty();
  }
}
