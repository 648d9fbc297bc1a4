package io.godel.runbook.backend.redis;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.Protocol;

/** Tells keys that can be spared from those that cannot. */
final class Expendables {
  /** What TTL says of a key that stays until it is removed. */
  private static final long FOR_EVER = -1;

  private Expendables() {}

  /** Refused when one of the keys has no time to live and is no dead letter. */
  static void demand(RedisLink link, Set<String> keys)
      throws RedisRefused, RedisLink.LostException, InterruptedException {
    Set<String> needed = staying(link, keys);
    Iterator<String> patterns = link.server().deadLetters().iterator();
    while (!needed.isEmpty() && patterns.hasNext()) {
      KeyScan.each(
          link,
          patterns.next(),
          letters -> {
            letters.forEach(letter -> needed.remove(RedisLink.exact(letter)));
            return !needed.isEmpty();
          });
    }
    if (!needed.isEmpty()) {
      String first = RedisLink.text(RedisLink.bytes(needed.iterator().next()));
      throw RedisRefused.of(
          "not_expendable", "`" + first + "` is no dead letter and has no time to live");
    }
  }

  private static Set<String> staying(RedisLink link, Set<String> keys)
      throws RedisRefused, RedisLink.LostException, InterruptedException {
    List<byte[]> names = new ArrayList<>();
    keys.forEach(key -> names.add(RedisLink.bytes(key)));
    List<Object> lives =
        KeyScan.numbers(link, names, key -> RedisLink.command(Protocol.Command.TTL, key));
    Set<String> staying = new LinkedHashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if ((Long) lives.get(i) == FOR_EVER) {
        staying.add(RedisLink.exact(names.get(i)));
      }
    }
    return staying;
  }
}
