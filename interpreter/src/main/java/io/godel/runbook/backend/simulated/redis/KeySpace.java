package io.godel.runbook.backend.simulated.redis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The keys that a server holds, in the order in which the world names them. */
final class KeySpace {

  /**
   * @param expires empty when it stays until it is removed
   */
  record Key(String name, long length, long size, Optional<Instant> expires, boolean deadLetter) {
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
        add(new Key(group.prefix() + number, 1, group.size(), expires, group.deadLetter()));
      }
    }
    for (RedisSpec.Queue queue : spec.queues()) {
      long bytes = queue.length() * queue.size();
      add(new Key(queue.key(), queue.length(), bytes, Optional.empty(), queue.deadLetter()));
    }
  }

  void add(Key key) {
    keys.add(key);
    size += key.size();
    firstExpires = earlier(firstExpires, key.expires());
  }

  private static Instant earlier(Instant known, Optional<Instant> other) {
    return other.filter(known::isAfter).orElse(known);
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
    Predicate<String> matches = glob(pattern);
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

  /** As Redis matches: {@code *}, {@code ?}, {@code [ab]}, and a backslash before a plain one. */
  static Predicate<String> glob(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int at = 0; at < pattern.length(); at++) {
      char next = pattern.charAt(at);
      int end = next == '[' ? pattern.indexOf(']', at + 1) : -1;
      if (next == '*') {
        regex.append(".*");
      } else if (next == '?') {
        regex.append('.');
      } else if (end > at + 1) {
        String set = pattern.substring(at + 1, end);
        boolean not = set.startsWith("^") && set.length() > 1;
        regex.append(not ? "[^" : "[").append(escaped(not ? set.substring(1) : set)).append(']');
        at = end;
      } else {
        boolean escape = next == '\\' && at + 1 < pattern.length();
        regex.append(Pattern.quote(String.valueOf(escape ? pattern.charAt(++at) : next)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
  }

  /** A range such as {@code a-z} stays one. */
  private static String escaped(String set) {
    return set.replaceAll("[\\[\\]\\\\^&]", "\\\\$0").replaceAll("^-|-$", "\\\\-");
  }
}
