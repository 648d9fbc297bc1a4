package io.godel.runbook.types;

import java.util.Locale;

/** What carrying something out does to the world, from harmless to final. */
public enum Effect {
  /** Nothing is looked at and nothing changes: the same arguments always give the same value. */
  PURE,
  /** The world is looked at. */
  READS,
  /** The world is changed, and the change can be taken back. */
  MUTATES,
  /** Something is changed or lost that cannot be taken back. */
  DESTROYS;

  /** The stronger of the two. */
  public Effect and(Effect other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Whether the world is different afterwards. */
  public boolean acts() {
    return compareTo(MUTATES) >= 0;
  }

  /** As it is written in the language. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
