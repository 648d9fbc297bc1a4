package io.godel.runbook.simulation;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Copies a simulation in the middle of its run, with its world and everything that is due in it, so
 * that it can go on from there in more ways than one.
 *
 * <p>All that can change is copied once, however it hangs together; what never changes is shared. A
 * class of which it is not known how it could be copied is a mistake and is refused.
 */
public final class Snapshot {
  /** A run and its world are about so many objects that are copied. */
  private static final int USUAL = 500;

  private final Map<Object, Object> copies = new IdentityHashMap<>(USUAL);

  private Snapshot() {}

  /** A copy that shares nothing with its original that can change. */
  @SuppressWarnings("unchecked")
  public static <T> T of(T original) {
    return (T) new Snapshot().copy(original);
  }

  /**
   * @param original may be null
   */
  Object copy(Object original) {
    // Of all that is come to most are texts, or were copied before.
    if (original == null || original instanceof String) {
      return original;
    }
    Object known = copies.get(original);
    return known == null ? Shape.of(original.getClass()).copy(original, this) : known;
  }

  /** The copy that was made already, or else what is made now of something that leads nowhere. */
  Object once(Object original, UnaryOperator<Object> made) {
    Object known = copies.get(original);
    return known == null ? known(original, made.apply(original)) : known;
  }

  /** The copy is known before it is filled: what is inside may lead back to it. */
  <T> T known(Object original, T copy) {
    copies.put(original, copy);
    return copy;
  }
}
