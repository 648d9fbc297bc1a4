package io.godel.runbook.engine;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.value.Value;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What reaches a run from outside. The state of a run follows from its plan and its inputs alone,
 * so the journal of inputs is the run's memory.
 */
public sealed interface Input {
  Instant at();

  /**
   * @param run the run's identity
   * @param startedBy who started it
   * @param scenario the one that the operator chose, if any
   */
  record Started(Instant at, String run, String startedBy, Optional<String> scenario)
      implements Input {}

  record Answered(Instant at, String call, Outcome outcome) implements Input {}

  /** A point in time that the engine had asked for has come. */
  record Woken(Instant at, String timer) implements Input {}

  /**
   * @param by who decided
   * @param reason what they said, empty for nothing
   * @param seen lines that they were shown besides the request: what each call would change, by the
   *     servers' word at that moment
   */
  record Decided(
      Instant at, String request, Decision decision, String by, String reason, List<String> seen)
      implements Input {
    public Decided {
      seen = List.copyOf(seen);
    }

    /** By the request alone. */
    public Decided(Instant at, String request, Decision decision, String by, String reason) {
      this(at, request, decision, by, reason, List.of());
    }
  }

  /** What a person can say to a request for approval, or to an undecidable outcome. */
  enum Decision {
    YES,
    NO
  }

  /** A manual task is done; the answers by the name of the question. */
  record Acknowledged(Instant at, String request, String by, Map<String, Value> answers)
      implements Input {
    public Acknowledged {
      answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    }
  }

  /** The operator chose among several scenarios that match. */
  record Chosen(Instant at, String request, String scenario, String by) implements Input {}

  /** Finish the current calls and stop, so that the run can be resumed. */
  record Interrupted(Instant at, String by) implements Input {}

  /** End the run now, with compensation. Possible in every state. */
  record Aborted(Instant at, String by, String reason) implements Input {}

  /**
   * The run goes on after its process was gone: guards hold no more until asked again.
   *
   * @param started the acting calls that were carried out, as far as the journal knows: one of them
   *     without an answer is in doubt, any other was never carried out
   * @param abort why the run is to be ended instead
   */
  record Resumed(Instant at, String by, Set<String> started, Optional<String> abort)
      implements Input {
    public Resumed {
      started = Collections.unmodifiableSet(new TreeSet<>(started));
    }
  }
}
