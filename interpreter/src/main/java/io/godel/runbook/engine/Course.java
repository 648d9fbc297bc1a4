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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The course of a run as a whole: assessment, scenario, recovery check, and the ways it ends. */
final class Course {
  static final String MAIN = "main";

  private Course() {}

  static void start(Turn turn, Input.Started started) {
    turn.facts(
        facts ->
            new State.Facts(
                started.run(),
                started.startedBy(),
                turn.now,
                started.scenario(),
                Env.EMPTY,
                false,
                false,
                false,
                false,
                false));
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
    Execution.sideBySide(
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
      turn.later(next -> consider(next, frame, index + 1, matching));
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
          next.later(then -> consider(then, frame, index + 1, more));
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
    turn.ask(
        frame.strand(),
        false,
        choice,
        (next, input) -> {
          Optional<Plan.Scenario> scenario =
              input instanceof Input.Chosen it && names.contains(it.scenario())
                  ? next.plan.scenario(it.scenario())
                  : Optional.empty();
          if (scenario.isPresent()) {
            respond(next, frame, scenario.get(), "chosen by " + ((Input.Chosen) input).by());
          } else {
            refused(next, several + " and nobody chose one: use --scenario");
          }
        });
  }

  private static void refused(Turn turn, String reason) {
    turn.end(new Ending(Ending.Kind.WORLD_AS_BEFORE, reason));
  }

  private static void respond(Turn turn, Frame frame, Plan.Scenario scenario, String why) {
    turn.tell(new Notice.ScenarioChosen(scenario.id(), scenario.name(), why));
    turn.tell(new Notice.PhaseStarted(scenario.id(), Notice.Phase.RESPONSE));
    Frame inside =
        frame.failingTo(
            (later, failure) -> {
              if (failure.kind() == Failure.Kind.OTHER_SCENARIO) {
                other(later, frame, failure);
              } else {
                failed(later, failure);
              }
            });
    Execution.sequence(
        turn, scenario.body(), inside, (next, env) -> recover(next, frame.with(env)));
  }

  private static void other(Turn turn, Frame frame, Failure failure) {
    Plan.Scenario scenario =
        turn.plan
            .scenario(failure.reason())
            .orElseThrow(() -> new AssertionError("no scenario " + failure.reason()));
    turn.drain(MAIN, next -> respond(next, frame, scenario, "the runbook turns to it here"));
  }

  private static void recover(Turn turn, Frame frame) {
    turn.tell(new Notice.PhaseStarted(turn.plan.runbook(), Notice.Phase.RECOVERY_CHECK));
    Frame inside =
        frame.failingTo(
            (later, failure) ->
                end(later, false, "the recovery check failed: " + failure.reason()));
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

  /** A piece of the run failed: nothing new begins, and what was done is taken back. */
  static void failed(Turn turn, Failure failure) {
    if (turn.facts().compensating()) {
      return;
    }
    turn.facts(State.Facts::whileCompensating);
    turn.drain(MAIN, next -> afterDrain(next, failure));
  }

  private static void afterDrain(Turn turn, Failure failure) {
    if (turn.facts().inDoubt() || failure.kind() == Failure.Kind.IN_DOUBT) {
      turn.end(new Ending(Ending.Kind.UNKNOWN, failure.reason()));
    } else if (failure.kind() == Failure.Kind.ESCALATED) {
      end(turn, false, failure.reason());
    } else {
      Compensation.run(turn, next -> lookOnceMore(next, failure));
    }
  }

  /** A broken invariant may hold again once everything is taken back. */
  private static void lookOnceMore(Turn turn, Failure failure) {
    turn.facts(facts -> facts.invariantBroken(false));
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
        turn.facts().inDoubt()
            ? Ending.Kind.UNKNOWN
            : asBefore && (turn.acted().isEmpty() || compensated && !turn.facts().invariantBroken())
                ? Ending.Kind.WORLD_AS_BEFORE
                : Ending.Kind.NOT_VERIFIED;
    turn.end(new Ending(kind, reason));
  }

  /** Possible in every state; a compensation that has begun goes on to its end. */
  static void abort(Turn turn, Input.Aborted aborted) {
    turn.tell(new Notice.AbortAsked(turn.plan.runbook(), aborted.by(), aborted.reason()));
    turn.goOn();
    turn.facts(facts -> facts.interrupted(false));
    if (turn.facts().compensating()) {
      turn.release();
      return;
    }
    String by = "aborted by " + aborted.by();
    String reason = aborted.reason().isEmpty() ? by : by + ": " + aborted.reason();
    turn.release();
    turn.later(
        next -> failed(next, new Failure(Failure.Kind.REFUSED, turn.plan.runbook(), reason)));
  }

  /** Why an evaluation has no value. */
  static String why(Evaluation evaluation) {
    return evaluation instanceof Evaluation.Failed failed
        ? failed.reason()
        : ValueText.shown(((Evaluation.Ready) evaluation).value());
  }
}
