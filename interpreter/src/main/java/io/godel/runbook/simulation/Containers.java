package io.godel.runbook.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How collections of the JDK are copied: a new one of the same kind and order, with copies of what
 * is in it. One that cannot be changed is shared when nothing in it can.
 */
final class Containers {
  private static final Map<Class<?>, Function<Object, Object>> EMPTY =
      Map.ofEntries(
          Map.entry(ArrayList.class, it -> new ArrayList<>(((ArrayList<?>) it).size())),
          Map.entry(ArrayDeque.class, it -> new ArrayDeque<>()),
          Map.entry(ConcurrentLinkedQueue.class, it -> new ConcurrentLinkedQueue<>()),
          Map.entry(HashSet.class, it -> new HashSet<>()),
          Map.entry(LinkedHashSet.class, it -> new LinkedHashSet<>()),
          Map.entry(
              PriorityQueue.class, it -> new PriorityQueue<>(((PriorityQueue<?>) it).comparator())),
          Map.entry(HashMap.class, it -> new HashMap<>()),
          Map.entry(LinkedHashMap.class, it -> new LinkedHashMap<>()),
          Map.entry(IdentityHashMap.class, it -> new IdentityHashMap<>()));

  private static final Map<Class<?>, UnaryOperator<Object>> SAME =
      Map.of(
          ArrayList.class, it -> new ArrayList<>((Collection<?>) it),
          ArrayDeque.class, it -> ((ArrayDeque<?>) it).clone(),
          HashSet.class, it -> new HashSet<>((Collection<?>) it),
          LinkedHashSet.class, it -> new LinkedHashSet<>((Collection<?>) it),
          HashMap.class, it -> new HashMap<>((Map<?, ?>) it),
          LinkedHashMap.class, it -> new LinkedHashMap<>((Map<?, ?>) it),
          TreeMap.class, it -> new TreeMap<>((SortedMap<?, ?>) it));

  private Containers() {}

  /** A copy with the same in it, for one of which it is known that nothing in it changes. */
  static Object plain(Object original, Snapshot snapshot) {
    if (neverChanges(original.getClass())) {
      return original;
    }
    UnaryOperator<Object> same = SAME.get(original.getClass());
    return same == null ? snapshot.copy(original) : snapshot.once(original, same);
  }

  /** The same for one in a record: what cannot be changed there is the record's own. */
  static Object plainOfRecord(Object original, Snapshot snapshot) {
    return isUnmodifiable(original) ? original : plain(original, snapshot);
  }

  private static boolean isUnmodifiable(Object original) {
    return original.getClass().getName().startsWith("java.util.Collections$Unmodifiable");
  }

  private static boolean neverChanges(Class<?> type) {
    return type.getName().startsWith("java.util.ImmutableCollections$");
  }

  static Shape shape(Class<?> type) {
    Function<Object, Object> empty = EMPTY.get(type);
    if (empty != null) {
      return (original, snapshot) ->
          fill(original, snapshot.known(original, empty.apply(original)), snapshot);
    }
    if (type == TreeMap.class) {
      return Containers::sorted;
    }
    if (type == TreeSet.class) {
      return Containers::sortedSet;
    }
    if (EnumSet.class.isAssignableFrom(type)) {
      return (original, snapshot) -> snapshot.known(original, ((EnumSet<?>) original).clone());
    }
    String name = type.getName();
    if (name.equals("java.util.Collections$SetFromMap")) {
      return (original, snapshot) ->
          fill(
              original,
              snapshot.known(original, Collections.newSetFromMap(new IdentityHashMap<>())),
              snapshot);
    }
    if (neverChanges(type)
        || name.startsWith("java.util.Collections$")
        || name.startsWith("java.util.Arrays$")) {
      return Containers::unchanging;
    }
    throw new AssertionError("it is not known how to copy a " + name);
  }

  private static Object sortedSet(Object original, Snapshot snapshot) {
    TreeSet<?> copy = new TreeSet<>((SortedSet<?>) original);
    copy.forEach(Containers::demandShared);
    return snapshot.known(original, copy);
  }

  /** What something is sorted by never changes. */
  private static void demandShared(Object key) {
    if (!(key instanceof String) && Shape.of(key.getClass()) != Shape.SHARED) {
      throw new AssertionError("sorted by something that can change: " + key.getClass());
    }
  }

  /** The order is known already, so nothing is compared. */
  @SuppressWarnings("unchecked")
  private static Object sorted(Object original, Snapshot snapshot) {
    TreeMap<Object, Object> copy = new TreeMap<>((SortedMap<Object, ?>) original);
    copy.keySet().forEach(Containers::demandShared);
    snapshot.known(original, copy);
    copy.replaceAll((key, value) -> snapshot.copy(value));
    return copy;
  }

  @SuppressWarnings("unchecked")
  private static Object fill(Object original, Object copy, Snapshot snapshot) {
    if (original instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) ->
              ((Map<Object, Object>) copy).put(snapshot.copy(key), snapshot.copy(value)));
    } else {
      ((Collection<?>) original)
          .forEach(each -> ((Collection<Object>) copy).add(snapshot.copy(each)));
    }
    return copy;
  }

  /** What is behind it may change although it cannot be changed through it. */
  private static boolean isView(Object original) {
    return isUnmodifiable(original)
        || original.getClass().getName().startsWith("java.util.Arrays$");
  }

  private static Object unchanging(Object original, Snapshot snapshot) {
    if (original instanceof Map<?, ?> map) {
      Map<Object, Object> copies = new LinkedHashMap<>();
      fill(map, copies, snapshot);
      boolean same =
          !isView(map)
              && map.entrySet().stream().allMatch(it -> copies.get(it.getKey()) == it.getValue());
      return snapshot.known(original, same ? original : Collections.unmodifiableMap(copies));
    }
    List<Object> copies = new ArrayList<>();
    fill(original, copies, snapshot);
    boolean same = !isView(original);
    int i = 0;
    for (Object each : (Collection<?>) original) {
      same &= each == copies.get(i++);
    }
    if (same) {
      return snapshot.known(original, original);
    }
    return snapshot.known(
        original,
        original instanceof Set
            ? Collections.unmodifiableSet(new LinkedHashSet<>(copies))
            : Collections.unmodifiableList(copies));
  }
}
