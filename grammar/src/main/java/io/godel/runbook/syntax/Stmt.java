package io.godel.runbook.syntax;

import io.godel.runbook.source.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What can stand in a block. */
public sealed interface Stmt {
  Span span();

  <R> R accept(Visitor<R> visitor);

  /** {@code let x: T = value}, or {@code let x = do call}: a name for a value, once and for all. */
  record Let(
      Name name, Optional<TypeRef> type, boolean acting, Expr value, Policy policy, Span span)
      implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitLet(this);
    }
  }

  /** The unit of work, of journal, of resume and of report. */
  record Step(Name name, Text title, Policy policy, List<Limit> limits, List<Stmt> body, Span span)
      implements Stmt {
    public Step {
      limits = List.copyOf(limits);
      body = List.copyOf(body);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitStep(this);
    }
  }

  /** What must hold immediately before the step acts; it always blocks. */
  record Guard(
      Text why, Expr condition, Optional<Duration> fresh, Optional<Refusal> otherwise, Span span)
      implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitGuard(this);
    }
  }

  /** Advice; it never blocks. */
  record Warn(Text why, Expr condition, Span span) implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitWarn(this);
    }
  }

  /** A person must say yes. {@code another}: not the one who started the run. */
  record Approve(
      Text question,
      boolean another,
      Text role,
      Expr within,
      Optional<Refusal> onNo,
      Optional<Refusal> onTimeout,
      Span span)
      implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitApprove(this);
    }
  }

  /** An acting call. */
  record Do(Expr call, Policy policy, Span span) implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitDo(this);
    }
  }

  /** What must come true after the action; polled. */
  record Verify(Text what, Expr condition, Expr within, Expr every, Span span) implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitVerify(this);
    }
  }

  /** Waits until a condition holds. */
  record Await(
      Optional<Text> what,
      Expr condition,
      Expr within,
      Expr every,
      Optional<Refusal> otherwise,
      Span span)
      implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAwait(this);
    }
  }

  /** Hands an evidence of this step to the ones after it. */
  record Yield(Name name, Expr value, Span span) implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitYield(this);
    }
  }

  /** The compensation of the step. */
  record Undo(List<Stmt> body, Span span) implements Stmt {
    public Undo {
      body = List.copyOf(body);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitUndo(this);
    }
  }

  /** Nothing can take this step back: after it the way is forward. */
  record UndoNone(Text because, Span span) implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitUndoNone(this);
    }
  }

  /** What this step did is left as it is, whatever happens later. */
  record UndoKeep(Text because, Span span) implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitUndoKeep(this);
    }
  }

  /** What to do instead of the default when the step fails. */
  record OnFailure(List<Stmt> body, Span span) implements Stmt {
    public OnFailure {
      body = List.copyOf(body);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitOnFailure(this);
    }
  }

  /** A person is told, and the run stops for them. */
  record Escalate(Text to, Optional<Expr> with, Span span) implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitEscalate(this);
    }
  }

  /** The statements of the body run side by side. */
  record Parallel(List<Stmt> body, Span span) implements Stmt {
    public Parallel {
      body = List.copyOf(body);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitParallel(this);
    }
  }

  /** The body for each element, one after the other or some at once. */
  record For(Name variable, Expr domain, int atOnce, List<Stmt> body, Span span) implements Stmt {
    public For {
      body = List.copyOf(body);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitFor(this);
    }
  }

  /** One way or the other. */
  record If(Expr condition, List<Stmt> whenTrue, List<Stmt> whenFalse, Span span) implements Stmt {
    public If {
      whenTrue = List.copyOf(whenTrue);
      whenFalse = List.copyOf(whenFalse);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitIf(this);
    }
  }

  /** Another runbook as a part of this one, with its own guards. */
  record CallRunbook(Name runbook, List<Expr.Argument> arguments, Span span) implements Stmt {
    public CallRunbook {
      arguments = List.copyOf(arguments);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitCallRunbook(this);
    }
  }

  /** A task for a person, acknowledged and, where stated, answered. */
  record Manual(Text task, Text role, Expr within, List<Answer> answers, Span span)
      implements Stmt {
    public Manual {
      answers = List.copyOf(answers);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitManual(this);
    }
  }

  /** Ends the run; what was done is undone. */
  record Abort(Text why, Span span) implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAbort(this);
    }
  }

  /** Statements that belong together, one after the other. */
  record Block(List<Stmt> body, Span span) implements Stmt {
    public Block {
      body = List.copyOf(body);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitBlock(this);
    }
  }

  /** How often and how long a call or a step is tried. */
  record Policy(Optional<Retry> retry, Optional<Duration> timeout) {
    public static final Policy NONE = new Policy(Optional.empty(), Optional.empty());
  }

  /** At most {@code times} more tries, the pause between them doubling from first to last. */
  record Retry(int times, Duration first, Duration last, Span span) {}

  /** The blast radius of a step: at most so many of a kind of thing. */
  record Limit(Expr amount, Name unit, Span span) {}

  /** A typed answer that a person owes. */
  record Answer(Name name, TypeRef type, Text question, Span span) {}

  /** What happens when a guard does not hold or a person does not agree. */
  sealed interface Refusal {
    Span span();
  }

  /** The step is left out. */
  record Skip(Span span) implements Refusal {}

  /** The run ends and what was done is undone. */
  record AbortRun(Optional<Text> why, Span span) implements Refusal {}

  /** Another scenario is taken instead. */
  record UseScenario(Name scenario, Span span) implements Refusal {}

  /** One method for each kind. */
  interface Visitor<R> {
    R visitLet(Let let);

    R visitStep(Step step);

    R visitGuard(Guard guard);

    R visitWarn(Warn warn);

    R visitApprove(Approve approve);

    R visitDo(Do act);

    R visitVerify(Verify verify);

    R visitAwait(Await await);

    R visitYield(Yield yield);

    R visitUndo(Undo undo);

    R visitUndoNone(UndoNone undoNone);

    R visitUndoKeep(UndoKeep undoKeep);

    R visitOnFailure(OnFailure onFailure);

    R visitEscalate(Escalate escalate);

    R visitParallel(Parallel parallel);

    R visitFor(For loop);

    R visitIf(If branch);

    R visitCallRunbook(CallRunbook callRunbook);

    R visitManual(Manual manual);

    R visitAbort(Abort abort);

    R visitBlock(Block block);
  }
}
