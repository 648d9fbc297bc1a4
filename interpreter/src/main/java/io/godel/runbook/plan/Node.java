package io.godel.runbook.plan;

import io.godel.runbook.source.Span;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Variable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A piece of an execution plan.
 *
 * <p>The id is made of the names that lead to the node and, for nodes without a name, of its kind
 * and what it says; edits elsewhere in the text do not change it. All durations that bound
 * something are known when the plan is made.
 */
public sealed interface Node {
  String id();

  Span span();

  <R> R accept(Visitor<R> visitor);

  /** Looks and remembers; the effect is pure or reads. */
  record Observe(String id, Variable variable, Term value, Effect effect, Span span)
      implements Node {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitObserve(this);
    }
  }

  /** Must hold before the step acts. */
  record Guard(
      String id, Term why, Term condition, Optional<Duration> fresh, Refusal otherwise, Span span)
      implements Node {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitGuard(this);
    }
  }

  /** Advice that blocks nothing. */
  record Warn(String id, Term why, Term condition, Span span) implements Node {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitWarn(this);
    }
  }

  record Approve(
      String id,
      Term question,
      Term role,
      boolean another,
      Duration within,
      Refusal onNo,
      Refusal onTimeout,
      Span span)
      implements Node {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitApprove(this);
    }
  }

  /** An acting call of a native action. */
  record Act(
      String id,
      Optional<Variable> result,
      Action action,
      List<Term> arguments,
      Policy policy,
      Span span)
      implements Node {
    public Act {
      arguments = List.copyOf(arguments);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAct(this);
    }
  }

  /** Polled until it holds; when it never does, the step has failed. */
  record Verify(String id, Term what, Term condition, Duration within, Duration every, Span span)
      implements Node {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitVerify(this);
    }
  }

  /** Polled until it holds; when it never does, what the author says happens. */
  record Wait(
      String id,
      Optional<Term> what,
      Term condition,
      Duration within,
      Duration every,
      Refusal otherwise,
      Span span)
      implements Node {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitWait(this);
    }
  }

  /** A task for a person. */
  record Manual(
      String id, Term task, Term role, Duration within, List<Question> questions, Span span)
      implements Node {
    public Manual {
      questions = List.copyOf(questions);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitManual(this);
    }
  }

  record Branch(String id, Term condition, List<Node> whenTrue, List<Node> whenFalse, Span span)
      implements Node {
    public Branch {
      whenTrue = List.copyOf(whenTrue);
      whenFalse = List.copyOf(whenFalse);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitBranch(this);
    }
  }

  /**
   * The body for each element, at most so many at once.
   *
   * @param most so many elements there can be: their number where it is known, else the limit
   */
  record Loop(
      String id, Variable variable, Term domain, int most, int atOnce, List<Node> body, Span span)
      implements Node {
    public Loop {
      body = List.copyOf(body);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitLoop(this);
    }
  }

  record Parallel(String id, List<List<Node>> branches, Span span) implements Node {
    public Parallel {
      branches = branches.stream().map(List::copyOf).toList();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitParallel(this);
    }
  }

  /** Nodes that belong together: a block, a composed action, a part from another runbook. */
  record Sequence(String id, String label, List<Node> body, Span span) implements Node {
    public Sequence {
      body = List.copyOf(body);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSequence(this);
    }
  }

  /**
   * The unit of work, of journal, of resume, of undo and of report.
   *
   * @param effect the strongest of its course and of what follows its failure
   */
  record Step(
      String id,
      String name,
      Term title,
      Policy policy,
      List<Limit> limits,
      List<Node> body,
      Undo undo,
      Optional<List<Node>> onFailure,
      Effect effect,
      Span span)
      implements Node {
    public Step {
      limits = List.copyOf(limits);
      body = List.copyOf(body);
      onFailure = onFailure.map(List::copyOf);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitStep(this);
    }
  }

  /** A person is told and the run stops for them. */
  record Escalate(String id, Term to, Optional<Term> with, Span span) implements Node {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitEscalate(this);
    }
  }

  record Abort(String id, Term why, Span span) implements Node {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAbort(this);
    }
  }

  /** A typed answer that a person owes. */
  record Question(Variable variable, Term text) {}

  /** At most {@code amount} of a kind of thing. */
  record Limit(Term amount, String unit) {}

  /** How often and how long a call or a step is tried; no timeout is no bound of its own. */
  record Policy(Optional<Retry> retry, Optional<Duration> timeout) {
    public static final Policy ONCE = new Policy(Optional.empty(), Optional.empty());
  }

  /** So many more tries, the pause before each doubling from first up to last. */
  record Retry(int times, Duration first, Duration last) {}

  /** What happens when a guard does not hold or a person does not agree. */
  sealed interface Refusal {}

  /** The step is left out and the run goes on. */
  record SkipStep() implements Refusal {}

  /** The run ends; what was done is undone. */
  record AbortRun(Optional<Term> why) implements Refusal {}

  /** Another scenario is taken. */
  record UseScenario(String scenario) implements Refusal {}

  /** How a step is taken back. */
  sealed interface Undo {}

  /** The step changes nothing. */
  record NothingToUndo() implements Undo {}

  record Compensate(String id, List<Node> body, Span span) implements Undo {
    public Compensate {
      body = List.copyOf(body);
    }
  }

  /** A barrier: once the step has acted, nothing before it is undone any more. */
  record Irreversible(Term because) implements Undo {}

  /** What the step did stays, and what came before can still be undone. */
  record Keep(Term because) implements Undo {}

  /** One method for each kind of node. */
  interface Visitor<R> {
    R visitObserve(Observe observe);

    R visitGuard(Guard guard);

    R visitWarn(Warn warn);

    R visitApprove(Approve approve);

    R visitAct(Act act);

    R visitVerify(Verify verify);

    R visitWait(Wait wait);

    R visitManual(Manual manual);

    R visitBranch(Branch branch);

    R visitLoop(Loop loop);

    R visitParallel(Parallel parallel);

    R visitSequence(Sequence sequence);

    R visitStep(Step step);

    R visitEscalate(Escalate escalate);

    R visitAbort(Abort abort);
  }
}
