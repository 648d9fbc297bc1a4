package io.godel.runbook.explore;

import java.util.Comparator;

/**
 * Something that could have gone otherwise in a run.
 *
 * @param record how many records the journal had by then; what comes later follows from it
 * @param what it happens to: of two possibilities of the same thing only one can come
 * @param event in the words of a {@link Story}
 */
record Possibility(int record, String what, String event) implements Comparable<Possibility> {
  private static final Comparator<Possibility> ORDER =
      Comparator.comparingInt(Possibility::record)
          .thenComparing(Possibility::what)
          .thenComparing(Possibility::event);

  @Override
  public int compareTo(Possibility other) {
    return ORDER.compare(this, other);
  }

  /** Whether it can come after the other one in the same story. */
  boolean follows(Possibility other) {
    return compareTo(other) > 0 && !(record == other.record && what.equals(other.what));
  }
}
