package io.godel.runbook.engine;

import io.godel.runbook.eval.Env;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/**
 * What is known of a run as a whole.
 *
 * @param started when; the run has not started as long as {@code run} is empty
 * @param chosen the scenario that the operator chose
 * @param settings what the names of the whole runbook stand for
 * @param resumed when the run went on the last time after its process was gone; what guards said
 *     before that counts no longer
 * @param stoodStill how long no process carried the run on, all in all
 * @param taken the scenarios that were taken: none is taken twice, so that a run ends
 */
record Facts(
    String run,
    String startedBy,
    Instant started,
    Optional<String> chosen,
    Env settings,
    Instant resumed,
    Duration stoodStill,
    PSet<String> taken,
    PSet<Flag> flags) {

  /** What a run can be in the midst of. */
  enum Flag {
    /** Finishes the calls that are under way, and begins nothing new. */
    INTERRUPTED,
    /** Takes back what was done. */
    COMPENSATING,
    /** Nobody knows whether some call took effect. */
    IN_DOUBT,
    INVARIANT_BROKEN
  }

  static final Facts NONE =
      new Facts(
          "",
          "",
          Instant.EPOCH,
          Optional.empty(),
          Env.EMPTY,
          Instant.MIN,
          Duration.ZERO,
          HashTreePSet.empty(),
          HashTreePSet.empty());

  static Facts of(Input.Started input, Instant now) {
    return new Facts(
        input.run(),
        input.startedBy(),
        now,
        input.scenario(),
        Env.EMPTY,
        Instant.MIN,
        Duration.ZERO,
        HashTreePSet.empty(),
        HashTreePSet.empty());
  }

  boolean is(Flag flag) {
    return flags.contains(flag);
  }

  Facts with(Flag flag) {
    return flagged(flags.plus(flag));
  }

  Facts without(Flag flag) {
    return flagged(flags.minus(flag));
  }

  private Facts flagged(PSet<Flag> other) {
    return new Facts(run, startedBy, started, chosen, settings, resumed, stoodStill, taken, other);
  }

  Facts settings(Env env) {
    return new Facts(run, startedBy, started, chosen, env, resumed, stoodStill, taken, flags);
  }

  Facts taking(String scenario) {
    return new Facts(
        run,
        startedBy,
        started,
        chosen,
        settings,
        resumed,
        stoodStill,
        taken.plus(scenario),
        flags);
  }

  Facts resumedAt(Instant now, Duration gap) {
    return new Facts(
        run, startedBy, started, chosen, settings, now, stoodStill.plus(gap), taken, flags);
  }
}
