package io.godel.runbook.engine;

import io.godel.runbook.eval.Env;
import io.godel.runbook.plan.Plan;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
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
  final Deaths deaths;
  final Strands.Lines lines;
  final Facts facts;
  final Optional<Ending> ending;

  State(
      Plan plan,
      Instant now,
      long sequence,
      PMap<String, Waiting> waiting,
      PMap<String, StepRecord> steps,
      PVector<String> acted,
      Deaths deaths,
      Strands.Lines lines,
      Facts facts,
      Optional<Ending> ending) {
    this.plan = plan;
    this.now = now;
    this.sequence = sequence;
    this.waiting = waiting;
    this.steps = steps;
    this.acted = acted;
    this.deaths = deaths;
    this.lines = lines;
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
        Deaths.NONE,
        Strands.Lines.NONE,
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

  /** What the run waits for: the ids of calls, requests and timers, in order. */
  public Set<String> waitsFor() {
    return waiting.keySet();
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
