package io.godel.runbook.lint.conditions;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The values that something may have.
 *
 * @param low the smallest one, for what has an order
 * @param high the largest one
 * @param only the sole ones; empty for any
 * @param without which are not among them
 */
record Domain(
    Optional<End> low, Optional<End> high, Optional<Set<Object>> only, Set<Object> without) {
  Domain {
    only = only.map(HashSet::new).map(Collections::unmodifiableSet);
    without = Collections.unmodifiableSet(new HashSet<>(without));
  }

  /** An end of an interval; {@code closed}: it belongs to it. */
  record End(BigDecimal at, boolean closed) {}

  static Domain only(Set<Object> values) {
    return new Domain(Optional.empty(), Optional.empty(), Optional.of(values), Set.of());
  }

  static Domain without(Set<Object> values) {
    return new Domain(Optional.empty(), Optional.empty(), Optional.empty(), values);
  }

  static Domain from(BigDecimal low, boolean closed) {
    End end = new End(low, closed);
    return new Domain(Optional.of(end), Optional.empty(), Optional.empty(), Set.of());
  }

  static Domain to(BigDecimal high, boolean closed) {
    End end = new End(high, closed);
    return new Domain(Optional.empty(), Optional.of(end), Optional.empty(), Set.of());
  }

  /** The values that are in both. */
  Domain and(Domain other) {
    Set<Object> neither = new HashSet<>(without);
    neither.addAll(other.without);
    Optional<Set<Object>> sole = only.isPresent() ? only : other.only;
    if (only.isPresent() && other.only.isPresent()) {
      Set<Object> common = new HashSet<>(only.get());
      common.retainAll(other.only.get());
      sole = Optional.of(common);
    }
    Optional<End> from = atLeast(other) ? low : other.low;
    Optional<End> to = atMost(other) ? high : other.high;
    return new Domain(from, to, sole, neither);
  }

  boolean isEmpty() {
    if (only.isPresent()) {
      return only.get().stream().noneMatch(this::has);
    }
    if (low.isEmpty() || high.isEmpty()) {
      return false;
    }
    int order = low.get().at.compareTo(high.get().at);
    return order > 0 || (order == 0 && !has(low.get().at));
  }

  /** Whether all of its values are among those of the other. */
  boolean isWithin(Domain other) {
    if (only.isPresent()) {
      return only.get().stream().filter(this::has).allMatch(other::has);
    }
    return other.only.isEmpty()
        && atLeast(other)
        && atMost(other)
        && other.without.stream().noneMatch(this::has);
  }

  private boolean has(Object value) {
    if (without.contains(value) || (only.isPresent() && !only.get().contains(value))) {
      return false;
    }
    if (low.isEmpty() && high.isEmpty()) {
      return true;
    }
    return value instanceof BigDecimal number
        && low.filter(end -> !isAbove(number, end)).isEmpty()
        && high.filter(end -> !isBelow(number, end)).isEmpty();
  }

  private static boolean isAbove(BigDecimal number, End end) {
    int order = number.compareTo(end.at);
    return order > 0 || (order == 0 && end.closed);
  }

  private static boolean isBelow(BigDecimal number, End end) {
    int order = number.compareTo(end.at);
    return order < 0 || (order == 0 && end.closed);
  }

  /** Whether it begins no lower than the other. */
  private boolean atLeast(Domain other) {
    return other.low.isEmpty()
        || (low.isPresent() && order(low.get(), other.low.get(), !low.get().closed) >= 0);
  }

  /** Whether it ends no higher than the other. */
  private boolean atMost(Domain other) {
    return other.high.isEmpty()
        || (high.isPresent() && order(other.high.get(), high.get(), !high.get().closed) >= 0);
  }

  /** At the same place the open end is the narrower one. */
  private static int order(End one, End other, boolean narrower) {
    int order = one.at.compareTo(other.at);
    boolean equal = one.closed == other.closed;
    return order != 0 ? order : equal || narrower ? 0 : -1;
  }
}
