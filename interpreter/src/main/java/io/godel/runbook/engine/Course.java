package io.godel.runbook.engine;

import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Evaluation;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.types.Variable;
import io.godel.runbook.value.ValueText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The course of a run as a whole: assessment, scenario, recovery check, and the ways it ends. */
final class Course {
  static final String MAIN = "main";

  /** How long a person is waited for who has to choose among scenarios. */
  private static final Duration CHOOSING = Duration.ofMinutes(10);

  private static final String NOT_CHOSEN = " and nobody chose one: use --scenario";

  private Course() {}

  static void start(Turn turn, Input.Started started) {
    turn.facts(facts -> Facts.of(started, turn.now));
    String root = turn.plan.runbook();
    turn.tell(new Notice.RunStarted(root, started.run(), started.startedBy(), turn.now));
    turn.tell(new Notice.PhaseStarted(root, Notice.Phase.ASSESSMENT));
    Env arguments = Env.EMPTY;
    for (Plan.Argument argument : turn.plan.arguments()) {
      arguments = arguments.with(argument.variable(), argument.value());
    }
    Frame frame = new Frame(MAIN, "", Optional.empty(), arguments, Course::failed);
    observe(
        turn,
        turn.plan.settings(),
        frame,
        (settled, env) -> {
          settled.facts(facts -> facts.settings(env));
          Invariants.check(
              settled, frame.with(env), next -> assess(next, frame.with(env)), Course::failed);
        });
  }

  private static void assess(Turn turn, Frame frame) {
    observe(turn, turn.plan.assess(), frame, (next, env) -> choose(next, frame.with(env)));
  }

  /**
   * Looks at everything, side by side where one does not need the other. What cannot be seen is not
   * known, and that is no failure of the run.
   */
  private static void observe(Turn turn, List<Node> nodes, Frame frame, Next next) {
    List<Node> now = new ArrayList<>();
    List<Node> rest = new ArrayList<>();
    List<Variable> open =
        nodes.stream()
            .filter(Node.Observe.class::isInstance)
            .map(node -> ((Node.Observe) node).variable())
            .toList();
    for (Node node : nodes) {
      boolean waits = needs(node).stream().anyMatch(open::contains);
      (waits ? rest : now).add(node);
    }
    if (now.isEmpty()) {
      next.go(turn, frame.env());
      return;
    }
    Next after = (later, env) -> observe(later, rest, frame.with(frame.env().and(env)), next);
    Branching.sideBySide(
        turn,
        turn.plan.runbook() + "/look",
        now.stream().map(List::of).toList(),
        frame,
        after,
        Execution.Mode.LOOKING);
  }

  private static List<Variable> needs(Node node) {
    List<Variable> needed = new ArrayList<>();
    if (node instanceof Node.Observe it) {
      collect(it.value(), needed);
      needed.remove(it.variable());
    } else if (node instanceof Node.Warn it) {
      collect(it.condition(), needed);
      collect(it.why(), needed);
    }
    return needed;
  }

  private static void collect(Term term, List<Variable> needed) {
    if (term instanceof Term.Use use) {
      needed.add(use.variable());
    }
    Terms.parts(term).forEach(part -> collect(part, needed));
  }

  private static void choose(Turn turn, Frame frame) {
    Optional<String> chosen = turn.facts().chosen();
    if (chosen.isPresent()) {
      Optional<Plan.Scenario> scenario = turn.plan.scenario(chosen.get());
      if (scenario.isPresent()) {
        respond(turn, frame, scenario.get(), "chosen by " + turn.facts().startedBy());
      } else {
        refused(turn, "there is no scenario `" + chosen.get() + "`");
      }
      return;
    }
    consider(turn, frame, 0, List.of());
  }

  private static void consider(Turn turn, Frame frame, int index, List<Plan.Scenario> matching) {
    if (index == turn.plan.scenarios().size()) {
      decide(turn, frame, matching);
      return;
    }
    Plan.Scenario scenario = turn.plan.scenarios().get(index);
    if (scenario.when().isEmpty()) {
      turn.later(frame.strand(), next -> consider(next, frame, index + 1, matching));
      return;
    }
    Looking.at(
        turn,
        frame,
        scenario.id(),
        scenario.when().get(),
        (next, found) -> {
          next.tell(
              new Notice.ScenarioConsidered(
                  scenario.id(), scenario.name(), found.truth(), found.explanation()));
          List<Plan.Scenario> more = new ArrayList<>(matching);
          if (found.truth() == Truth.TRUE) {
            more.add(scenario);
          }
          next.later(frame.strand(), then -> consider(then, frame, index + 1, more));
        });
  }

  private static void decide(Turn turn, Frame frame, List<Plan.Scenario> matching) {
    if (matching.isEmpty()) {
      refused(turn, "no scenario fits what was seen");
    } else if (matching.size() == 1) {
      respond(turn, frame, matching.get(0), "its condition holds");
    } else {
      ask(turn, frame, matching);
    }
  }

  private static void ask(Turn turn, Frame frame, List<Plan.Scenario> matching) {
    List<String> names = matching.stream().map(Plan.Scenario::name).toList();
    String several = "several scenarios fit (" + String.join(", ", names) + ")";
    Command.Choice choice =
        new Command.Choice(turn.id(turn.plan.runbook() + "/choice"), turn.plan.runbook(), names);
    String patience = "patience with " + choice.id();
    turn.ask(
        frame.strand(),
        false,
        choice,
        (next, input) -> {
          next.forget(patience);
          Optional<Plan.Scenario> scenario =
              input instanceof Input.Chosen it && names.contains(it.scenario())
                  ? next.plan.scenario(it.scenario())
                  : Optional.empty();
          if (scenario.isPresent()) {
            respond(next, frame, scenario.get(), "chosen by " + ((Input.Chosen) input).by());
          } else {
            refused(next, several + NOT_CHOSEN);
          }
        });
    turn.wake(
        frame.strand(),
        false,
        patience,
        turn.now.plus(CHOOSING),
        next -> {
          next.forget(choice.id());
          refused(next, several + NOT_CHOSEN);
        });
  }

  private static void refused(Turn turn, String reason) {
    turn.end(new Ending(Ending.Kind.WORLD_AS_BEFORE, reason));
  }

  private static void respond(Turn turn, Frame frame, Plan.Scenario scenario, String why) {
    turn.facts(facts -> facts.taking(scenario.name()));
    turn.tell(new Notice.ScenarioChosen(scenario.id(), scenario.name(), why));
    turn.tell(new Notice.PhaseStarted(scenario.id(), Notice.Phase.RESPONSE));
    Frame inside = frame.failingTo((later, failure) -> turned(later, frame, failure));
    Execution.sequence(
        turn, scenario.body(), inside, (next, env) -> recover(next, frame.with(env)));
  }

  /** A failure may be the author's turn to another scenario; each is taken once at most. */
  private static void turned(Turn turn, Frame frame, Failure failure) {
    if (failure.kind() != Failure.Kind.OTHER_SCENARIO) {
      failed(turn, failure);
      return;
    }
    String name = failure.reason();
    if (turn.facts().taken().contains(name)) {
      String reason = "the scenario " + name + " was taken already";
      failed(turn, new Failure(Failure.Kind.REFUSED, failure.node(), reason));
    } else {
      turn.drain(MAIN, MAIN, next -> other(next, frame, failure));
    }
  }

  private static void other(Turn turn, Frame frame, Failure failure) {
    Failure worst = worst(turn, failure);
    if (worst.kind() != Failure.Kind.OTHER_SCENARIO) {
      failed(turn, worst);
      return;
    }
    Plan.Scenario scenario =
        turn.plan
            .scenario(failure.reason())
            .orElseThrow(() -> new AssertionError("no scenario " + failure.reason()));
    Stepping.endRunning(turn, "the scenario " + scenario.name() + " is taken instead");
    respond(turn, frame, scenario, "the runbook turns to it here");
  }

  /** What was found out while a line of work was ending can weigh more than why it ended. */
  static Failure worst(Turn turn, Failure failure) {
    if (turn.is(Facts.Flag.IN_DOUBT) && failure.kind() != Failure.Kind.IN_DOUBT) {
      return new Failure(
          Failure.Kind.IN_DOUBT,
          failure.node(),
          "nobody knows whether a call took effect; " + failure.reason());
    }
    if (turn.is(Facts.Flag.INVARIANT_BROKEN) && failure.kind() != Failure.Kind.IN_DOUBT) {
      return new Failure(Failure.Kind.INVARIANT, failure.node(), failure.reason());
    }
    return failure;
  }

  private static void recover(Turn turn, Frame frame) {
    turn.tell(new Notice.PhaseStarted(turn.plan.runbook(), Notice.Phase.RECOVERY_CHECK));
    Frame inside = frame.failingTo((later, failure) -> notRecovered(later, frame, failure));
    Execution.sequence(
        turn,
        turn.plan.recovered(),
        inside,
        (next, env) ->
            Invariants.check(
                next,
                frame.with(env),
                last -> last.end(new Ending(Ending.Kind.RECOVERED, "")),
                Course::failed));
  }

  /** What every step has verified stays: to take it back now could make things worse. */
  private static void notRecovered(Turn turn, Frame frame, Failure failure) {
    if (failure.kind() == Failure.Kind.OTHER_SCENARIO) {
      turned(turn, frame, failure);
    } else {
      end(turn, false, "the recovery check failed: " + failure.reason());
    }
  }

  /** A piece of the run failed: nothing new begins, and what was done is taken back. */
  static void failed(Turn turn, Failure failure) {
    if (turn.is(Facts.Flag.COMPENSATING)) {
      return;
    }
    turn.facts(facts -> facts.with(Facts.Flag.COMPENSATING));
    turn.drain(MAIN, Compensation.STRAND, next -> afterDrain(next, failure));
  }

  private static void afterDrain(Turn turn, Failure failure) {
    Failure worst = turn.is(Facts.Flag.IN_DOUBT) ? worst(turn, failure) : failure;
    Stepping.endRunning(turn, "the run was ended");
    if (worst.kind() == Failure.Kind.IN_DOUBT) {
      turn.end(new Ending(Ending.Kind.UNKNOWN, worst.reason()));
    } else if (worst.kind() == Failure.Kind.ESCALATED) {
      end(turn, false, worst.reason());
    } else {
      Compensation.run(turn, next -> lookOnceMore(next, worst));
    }
  }

  /** A broken invariant may hold again once everything is taken back. */
  private static void lookOnceMore(Turn turn, Failure failure) {
    turn.facts(facts -> facts.without(Facts.Flag.INVARIANT_BROKEN));
    Frame frame = Compensation.frame(turn);
    Invariants.check(
        turn,
        frame,
        next -> end(next, true, failure.reason()),
        (next, broken) -> end(next, true, failure.reason() + "; " + broken.reason()));
  }

  /**
   * @param compensated whether what was done was to be taken back
   */
  private static void end(Turn turn, boolean compensated, String reason) {
    boolean asBefore =
        turn.acted().stream().allMatch(step -> turn.step(step).state() == Notice.StepState.UNDONE);
    Ending.Kind kind =
        turn.is(Facts.Flag.IN_DOUBT)
            ? Ending.Kind.UNKNOWN
            : asBefore
                    && (turn.acted().isEmpty()
                        || compensated && !turn.is(Facts.Flag.INVARIANT_BROKEN))
                ? Ending.Kind.WORLD_AS_BEFORE
                : Ending.Kind.NOT_VERIFIED;
    turn.end(new Ending(kind, reason));
  }

  /** Possible in every state; a compensation that has begun goes on to its end. */
  static void abort(Turn turn, String who, String why) {
    turn.tell(new Notice.AbortAsked(turn.plan.runbook(), who, why));
    if (turn.is(Facts.Flag.COMPENSATING)) {
      turn.strands().release();
      return;
    }
    String by = "aborted by " + who;
    String reason = why.isEmpty() ? by : by + ": " + why;
    failed(turn, new Failure(Failure.Kind.REFUSED, turn.plan.runbook(), reason));
  }

  /** Why an evaluation has no value. */
  static String why(Evaluation evaluation) {
    return evaluation instanceof Evaluation.Failed failed
        ? failed.reason()
        : ValueText.shown(((Evaluation.Ready) evaluation).value());
  }
}
