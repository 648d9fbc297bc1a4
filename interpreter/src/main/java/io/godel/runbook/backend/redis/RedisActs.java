package io.godel.runbook.backend.redis;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.live.LiveAction;
import io.godel.runbook.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.Protocol;

/** The actions of the module {@code redis} that act. */
public final class RedisActs {
  /** How many keys one UNLINK names. */
  private static final int ROUND = 1000;

  private final RedisCalls calls;

  public RedisActs(RedisConnections connections) {
    this.calls = new RedisCalls(connections);
  }

  /** By qualified name. */
  public Map<String, LiveAction> actions() {
    Map<String, LiveAction> actions = new LinkedHashMap<>();
    actions.put("redis.unlink", call -> calls.carryOut(call, link -> unlink(link, call)));
    actions.put(
        "redis.set",
        call ->
            calls.carryOut(
                call,
                link -> set(link, RedisCalls.text(call, "name"), RedisCalls.text(call, "value"))));
    actions.put(
        "redis.set_max_memory",
        call -> calls.carryOut(call, link -> set(link, "maxmemory", Long.toString(bytes(call)))));
    actions.put("redis.rewrite_append_only_file", call -> calls.carryOut(call, RedisActs::rewrite));
    return actions;
  }

  private static long bytes(Call call) {
    return ((Value.Size) call.argument("to")).bytes();
  }

  private static Outcome done() {
    return new Outcome.Done(new Value.Unit());
  }

  /**
   * The keys are looked at once more before the first of them goes, whatever the evidence says;
   * once one is gone, a failure leaves a part done.
   */
  private static Outcome unlink(RedisLink link, Call call)
      throws RedisRefused, RedisLink.LostException, InterruptedException {
    long most = RedisCalls.whole(call, "at_most");
    List<byte[]> names = new ArrayList<>();
    try {
      Set<String> keys =
          KeyScan.matching(link, RedisCalls.text(call, "pattern"), Math.max(0, most));
      if (keys.size() > most) {
        throw RedisRefused.of(
            "too_many",
            "%d keys match or more, and at most %d may go".formatted(keys.size(), most));
      }
      Expendables.demand(link, keys);
      keys.forEach(key -> names.add(RedisLink.bytes(key)));
    } catch (RedisLink.LostException lost) {
      // Nothing but looks has been sent so far.
      link.end();
      return RedisRefused.noAnswer(lost.getMessage()).outcome();
    }
    long removed = 0;
    for (int from = 0; from < names.size(); from += ROUND) {
      Object[] round = names.subList(from, Math.min(names.size(), from + ROUND)).toArray();
      try {
        removed += (Long) link.ask(Protocol.Command.UNLINK, round);
      } catch (RedisRefused refused) {
        if (from == 0) {
          throw refused;
        }
        return new Outcome.Unknown(
            "%d of %d keys are removed, then: %s"
                .formatted(removed, names.size(), refused.getMessage()));
      }
    }
    return new Outcome.Done(new Value.Int(removed));
  }

  private static Outcome set(RedisLink link, String name, String value)
      throws RedisRefused, RedisLink.LostException {
    RedisLooks.demandOpen(name);
    link.ask(Protocol.Command.CONFIG, "SET", name, value);
    return done();
  }

  private static Outcome rewrite(RedisLink link) throws RedisRefused, RedisLink.LostException {
    link.ask(Protocol.Command.BGREWRITEAOF);
    return done();
  }
}
