package io.godel.runbook.explore;

import io.godel.runbook.source.Span;
import java.util.Locale;

/**
 * One thing that a run can come to.
 *
 * @param node of the plan; there are as many parts of it as it has outcomes
 * @param step that it stands in; empty for what stands in none, as a step itself
 * @param what for people, for example {@code guard "there are some"}
 * @param outcome in a word or two, for example {@code false}
 * @param span where it stands
 * @param seen whether some run came to it
 * @param within whether some run came to what it stands in
 */
public record Part(
    Kind kind,
    String node,
    String step,
    String what,
    String outcome,
    Span span,
    boolean seen,
    boolean within) {

  /** What kind of thing it is. */
  public enum Kind {
    /** A step begins. */
    STEPS,
    /** A scenario is chosen, {@code if} and {@code for} go one way, a failure has its handler. */
    BRANCHES,
    /** A guard is true, false or not known. */
    GUARDS,
    /** A person says yes, no or nothing. */
    ANSWERS,
    /** A step is taken back. */
    UNDOS,
    /** An acting call is refused, gets no answer, or nobody finds out whether it took effect. */
    FAULTS;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
