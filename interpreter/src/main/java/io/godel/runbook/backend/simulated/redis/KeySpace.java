package io.godel.runbook.backend.simulated.redis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The keys that a server holds, in the order in which the world names them. */
final class KeySpace {

  /** What is held under a key. */
  enum Kind {
    VALUE,
    LIST
  }

  /**
   * @param length how many elements it has
   * @param expires empty when it stays until it is removed
   */
  record Key(
      String name,
      Kind kind,
      long length,
      long size,
      Optional<Instant> expires,
      boolean deadLetter) {
    static Key value(String name, long size, Optional<Instant> expires, boolean deadLetter) {
      return new Key(name, Kind.VALUE, 1, size, expires, deadLetter);
    }

    boolean isExpendable() {
      return deadLetter || expires.isPresent();
    }
  }

  private final List<Key> keys = new ArrayList<>();
  private long size;

  /** No key expires before. */
  private Instant firstExpires = Instant.MAX;

  KeySpace(RedisSpec spec, Instant now) {
    for (RedisSpec.Keys group : spec.keys()) {
      Optional<Instant> expires = group.timeToLive().map(now::plus);
      for (int number = 1; number <= group.count(); number++) {
        add(Key.value(group.prefix() + number, group.size(), expires, group.deadLetter()));
      }
    }
    for (RedisSpec.Queue queue : spec.queues()) {
      if (queue.length() > 0) {
        add(list(queue));
      }
    }
  }

  private static Key list(RedisSpec.Queue queue) {
    long bytes = queue.length() * queue.size();
    return new Key(
        queue.key(), Kind.LIST, queue.length(), bytes, Optional.empty(), queue.deadLetter());
  }

  void add(Key key) {
    keys.add(key);
    size += key.size();
    firstExpires = earlier(firstExpires, key.expires());
  }

  private static Instant earlier(Instant known, Optional<Instant> other) {
    return other.filter(known::isAfter).orElse(known);
  }

  /** Whether any of them will come to its end. */
  boolean expire() {
    return firstExpires.isBefore(Instant.MAX);
  }

  /** Removes what has come to its end by now. */
  void expire(Instant now) {
    if (firstExpires.isAfter(now)) {
      return;
    }
    remove(key -> key.expires().filter(end -> !end.isAfter(now)).isPresent(), Long.MAX_VALUE);
    firstExpires = Instant.MAX;
    keys.forEach(key -> firstExpires = earlier(firstExpires, key.expires()));
  }

  /** In bytes. */
  long size() {
    return size;
  }

  int count() {
    return keys.size();
  }

  boolean any(Predicate<Key> which) {
    return keys.stream().anyMatch(which);
  }

  Optional<Key> find(String name) {
    return keys.stream().filter(key -> key.name().equals(name)).findFirst();
  }

  List<Key> matching(String pattern) {
    Glob matches = new Glob(pattern);
    return keys.stream().filter(key -> matches.test(key.name())).toList();
  }

  /** Removes at most so many of those, the first ones first. */
  int remove(Predicate<Key> which, long most) {
    int[] removed = {0};
    keys.removeIf(
        key -> {
          boolean goes = removed[0] < most && which.test(key);
          if (goes) {
            removed[0]++;
            size -= key.size();
          }
          return goes;
        });
    return removed[0];
  }

  /** Removes the first ones of those until what is left is no larger than this. */
  int shrink(long bytes, Predicate<Key> which) {
    return remove(key -> size > bytes && which.test(key), Long.MAX_VALUE);
  }

  void clear() {
    keys.clear();
    size = 0;
  }
}
