package io.godel.runbook.backend.redis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;

/** Goes through the keys of a server without holding it up: by SCAN, never by KEYS. */
final class KeyScan {
  /** So many matching keys are told apart. */
  static final int KEYS_MAX = 1_000_000;

  /** How many keys the server looks at for one answer. */
  private static final String BATCH = "1000";

  /** How many keys one round of commands names. */
  private static final int ROUND = 1000;

  private KeyScan() {}

  /** What is done with each batch of keys that a scan finds; a key may come twice. */
  interface Batch {
    /**
     * @return whether the scan goes on
     */
    boolean take(List<byte[]> keys)
        throws RedisRefused, RedisLink.LostException, InterruptedException;
  }

  static void each(RedisLink link, String pattern, Batch batch)
      throws RedisRefused, RedisLink.LostException, InterruptedException {
    String cursor = "0";
    boolean goesOn = true;
    do {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      List<?> answer =
          (List<?>) link.ask(Protocol.Command.SCAN, cursor, "MATCH", pattern, "COUNT", BATCH);
      cursor = RedisLink.text(answer.get(0));
      List<byte[]> keys = new ArrayList<>();
      ((List<?>) answer.get(1)).forEach(key -> keys.add((byte[]) key));
      goesOn = batch.take(keys);
    } while (goesOn && !cursor.equals("0"));
  }

  /**
   * The keys that match, exactly and each once.
   *
   * @param most where there are more, one more than that is given
   */
  static Set<String> matching(RedisLink link, String pattern, long most)
      throws RedisRefused, RedisLink.LostException, InterruptedException {
    Set<String> found = new LinkedHashSet<>();
    long enough = Math.min(most, KEYS_MAX) + 1;
    each(
        link,
        pattern,
        keys -> {
          for (byte[] key : keys) {
            if (found.size() < enough) {
              found.add(RedisLink.exact(key));
            }
          }
          return found.size() < enough;
        });
    if (found.size() > KEYS_MAX) {
      throw RedisRefused.of(
          "too_many", "more than %d keys match `%s`".formatted(KEYS_MAX, pattern));
    }
    return found;
  }

  /** Whole numbers that a command gives for each key, in the order of the keys. */
  static List<Object> numbers(
      RedisLink link, List<byte[]> keys, Function<byte[], CommandArguments> ask)
      throws RedisRefused, RedisLink.LostException, InterruptedException {
    List<Object> numbers = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += ROUND) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      List<byte[]> round = keys.subList(from, Math.min(keys.size(), from + ROUND));
      numbers.addAll(link.answers(round.stream().map(ask).toList()));
    }
    return numbers;
  }
}
