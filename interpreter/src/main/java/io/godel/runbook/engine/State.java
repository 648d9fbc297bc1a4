package io.godel.runbook.engine;

import io.godel.runbook.eval.Env;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.value.Value;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/**
 * A run between two inputs. It never changes: {@link Engine#step} makes the next one, so a state
 * can be kept, gone on from twice, and compared by what it waits for.
 */
public final class State {
  final Plan plan;
  final Instant now;
  final long sequence;
  final PMap<String, Waiting> waiting;
  final PMap<String, StepRecord> steps;
  final PVector<String> acted;
  final PVector<Death> deaths;
  final PMap<String, String> inFlight;
  final PVector<Drain> drains;
  final PMap<String, Join> joins;
  final PVector<Consumer<Turn>> held;
  final Facts facts;
  final Optional<Ending> ending;

  /** An effect on something, at a time: evidence about it that is not younger is dead. */
  record Death(Value target, Instant at, String action) {}

  /** Waits until no acting call of a strand is under way any more. */
  record Drain(String strand, Consumer<Turn> then) {}

  /** Branches that run side by side and meet. */
  record Join(int open, Env env) {}

  /** What is known of the run as a whole. */
  record Facts(
      String run,
      String startedBy,
      Instant started,
      Optional<String> chosen,
      Env settings,
      boolean interrupted,
      boolean compensating,
      boolean inDoubt,
      boolean guardsAreOld,
      boolean invariantBroken) {
    static final Facts NONE =
        new Facts(
            "", "", Instant.EPOCH, Optional.empty(), Env.EMPTY, false, false, false, false, false);

    Facts settings(Env env) {
      return new Facts(
          run,
          startedBy,
          started,
          chosen,
          env,
          interrupted,
          compensating,
          inDoubt,
          guardsAreOld,
          invariantBroken);
    }

    Facts interrupted(boolean value) {
      return new Facts(
          run,
          startedBy,
          started,
          chosen,
          settings,
          value,
          compensating,
          inDoubt,
          guardsAreOld,
          invariantBroken);
    }

    Facts whileCompensating() {
      return new Facts(
          run,
          startedBy,
          started,
          chosen,
          settings,
          interrupted,
          true,
          inDoubt,
          guardsAreOld,
          invariantBroken);
    }

    Facts whileInDoubt() {
      return new Facts(
          run,
          startedBy,
          started,
          chosen,
          settings,
          interrupted,
          compensating,
          true,
          guardsAreOld,
          invariantBroken);
    }

    Facts guardsAreOld(boolean value) {
      return new Facts(
          run,
          startedBy,
          started,
          chosen,
          settings,
          interrupted,
          compensating,
          inDoubt,
          value,
          invariantBroken);
    }

    Facts invariantBroken(boolean value) {
      return new Facts(
          run,
          startedBy,
          started,
          chosen,
          settings,
          interrupted,
          compensating,
          inDoubt,
          guardsAreOld,
          value);
    }
  }

  State(
      Plan plan,
      Instant now,
      long sequence,
      PMap<String, Waiting> waiting,
      PMap<String, StepRecord> steps,
      PVector<String> acted,
      PVector<Death> deaths,
      PMap<String, String> inFlight,
      PVector<Drain> drains,
      PMap<String, Join> joins,
      PVector<Consumer<Turn>> held,
      Facts facts,
      Optional<Ending> ending) {
    this.plan = plan;
    this.now = now;
    this.sequence = sequence;
    this.waiting = waiting;
    this.steps = steps;
    this.acted = acted;
    this.deaths = deaths;
    this.inFlight = inFlight;
    this.drains = drains;
    this.joins = joins;
    this.held = held;
    this.facts = facts;
    this.ending = ending;
  }

  static State initial(Plan plan) {
    return new State(
        plan,
        Instant.EPOCH,
        0,
        TreePMap.empty(),
        TreePMap.empty(),
        TreePVector.empty(),
        TreePVector.empty(),
        TreePMap.empty(),
        TreePVector.empty(),
        TreePMap.empty(),
        TreePVector.empty(),
        Facts.NONE,
        Optional.empty());
  }

  /** How the run ended; empty while it goes on. */
  public Optional<Ending> ending() {
    return ending;
  }

  /** What the names of the whole runbook stand for. */
  public Env settings() {
    return facts.settings();
  }

  /** What became of a step, by its name; a step that did not begin is pending. */
  public Notice.StepState step(String name) {
    return steps.values().stream()
        .filter(record -> record.step().name().equals(name))
        .map(StepRecord::state)
        .reduce((first, last) -> last)
        .orElse(Notice.StepState.PENDING);
  }
}
