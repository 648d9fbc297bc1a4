package io.godel.runbook.explore;

import java.util.Comparator;
import java.util.Optional;

/**
 * Something that could have gone otherwise in a run.
 *
 * @param record how many records the journal had by then; what comes later follows from it
 * @param what it happens to: of two possibilities of the same thing only one can come
 * @param event in the words of a {@link Story}
 * @param lull behind which the same can come as well; empty where it is not known that it would
 *     come to the same
 */
record Possibility(int record, String what, String event, Optional<Lull> lull)
    implements Comparable<Possibility> {
  private static final Comparator<Possibility> ORDER =
      Comparator.comparingInt(Possibility::record)
          .thenComparing(Possibility::what)
          .thenComparing(Possibility::event);

  Possibility(int record, String what, String event) {
    this(record, what, event, Optional.empty());
  }

  @Override
  public int compareTo(Possibility other) {
    return ORDER.compare(this, other);
  }

  /** Whether it can come after the other one in the same story. */
  boolean follows(Possibility other) {
    return compareTo(other) > 0 && !(record == other.record && what.equals(other.what));
  }
}
