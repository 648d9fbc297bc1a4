package io.godel.runbook.simulation;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Copies a simulation in the middle of its run, with its world and everything that is due in it, so
 * that it can go on from there in more ways than one.
 *
 * <p>All that can change is copied once, however it hangs together; what never changes is shared. A
 * class of which it is not known how it could be copied is a mistake and is refused.
 */
public final class Snapshot {
  /** A run and its world are about so many objects that can change. */
  private static final int USUAL = 2_000;

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
    if (original == null) {
      return null;
    }
    Shape shape = Shape.of(original.getClass());
    if (shape == Shape.SHARED) {
      return original;
    }
    Object known = copies.get(original);
    return known == null ? shape.copy(original, this) : known;
  }

  /**
   * @param original a collection of texts or numbers; may be null
   */
  Object copyPlain(Object original) {
    Object known = copies.get(original);
    if (known != null || original == null) {
      return known;
    }
    Optional<Object> copy = Containers.plain(original);
    return copy.isPresent() ? known(original, copy.get()) : copy(original);
  }

  /** The copy is known before it is filled: what is inside may lead back to it. */
  <T> T known(Object original, T copy) {
    copies.put(original, copy);
    return copy;
  }
}
