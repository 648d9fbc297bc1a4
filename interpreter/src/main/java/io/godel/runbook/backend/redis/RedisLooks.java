package io.godel.runbook.backend.redis;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.live.LiveAction;
import io.godel.runbook.value.Value;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.Protocol;

/** The actions of the module {@code redis} that look. */
public final class RedisLooks {
  /** So many keys are told as the largest ones. */
  static final int LARGEST_MAX = 1000;

  /** Their values are passwords: no run looks at them or writes them down. */
  static final Set<String> SECRET_SETTINGS =
      Set.of("requirepass", "masterauth", "tls-key-file-pass", "tls-client-key-file-pass");

  private final RedisCalls calls;
  private final InstantSource clock;

  /**
   * @param clock when evidences are made
   */
  public RedisLooks(RedisConnections connections, InstantSource clock) {
    this.calls = new RedisCalls(connections);
    this.clock = clock;
  }

  /** By qualified name. */
  public Map<String, LiveAction> actions() {
    Map<String, LiveAction> actions = new LinkedHashMap<>();
    actions.put("redis.ping", this::ping);
    actions.put("redis.info", look((link, call) -> info(link)));
    actions.put("redis.setting", look(RedisLooks::setting));
    actions.put("redis.queue_length", look(RedisLooks::queueLength));
    actions.put("redis.key_count", look(RedisLooks::keyCount));
    actions.put("redis.largest", look(RedisLooks::largest));
    actions.put("redis.expendable", look(this::expendable));
    return actions;
  }

  /** What is seen on a connection. */
  private interface Look {
    Value at(RedisLink link, Call call)
        throws RedisRefused, RedisLink.LostException, InterruptedException;
  }

  private LiveAction look(Look look) {
    return call -> calls.carryOut(call, link -> new Outcome.Done(look.at(link, call)));
  }

  /**
   * No for a server that refuses the connection, and for one that still loads its keys. One that
   * cannot keep what is written turns away PING as it does writes (processCommand of Redis 7), and
   * answers all the same.
   */
  private Outcome ping(Call call) throws InterruptedException {
    RedisLink link;
    Value.Handle server = RedisCalls.server(call);
    try {
      link = calls.connections().lend(server, call.timeout());
    } catch (RedisRefused refused) {
      return refused.isDown() || refused.isLoading() ? answer(false) : refused.outcome();
    }
    calls.connections().giveBack(server, link);
    return calls.carryOut(
        call,
        asked -> {
          try {
            asked.ask(Protocol.Command.PING);
            return answer(true);
          } catch (RedisRefused refused) {
            if (refused.isLoading()) {
              return answer(false);
            }
            return refused.isOfNoDisk() ? answer(true) : refused.outcome();
          }
        });
  }

  private static Outcome answer(boolean answers) {
    return new Outcome.Done(new Value.Bool(answers));
  }

  private static Value info(RedisLink link) throws RedisRefused, RedisLink.LostException {
    return RedisInfo.read(RedisLink.text(link.ask(Protocol.Command.INFO)));
  }

  private static Value setting(RedisLink link, Call call)
      throws RedisRefused, RedisLink.LostException {
    String name = RedisCalls.text(call, "name");
    demandOpen(name);
    // A name with a star would be a pattern: only the setting of that very name is meant.
    List<?> pairs = (List<?>) link.ask(Protocol.Command.CONFIG, "GET", name);
    for (int i = 0; i + 1 < pairs.size(); i += 2) {
      if (RedisLink.text(pairs.get(i)).equals(name)) {
        return new Value.Str(RedisLink.text(pairs.get(i + 1)));
      }
    }
    throw RedisRefused.of("not_found", "there is no setting `" + name + "`");
  }

  static void demandOpen(String setting) throws RedisRefused {
    if (SECRET_SETTINGS.contains(setting.toLowerCase(Locale.ROOT))) {
      throw RedisRefused.of(
          "forbidden", "`" + setting + "` is a secret, and no run has to do with it");
    }
  }

  private static Value queueLength(RedisLink link, Call call)
      throws RedisRefused, RedisLink.LostException {
    return new Value.Int((Long) link.ask(Protocol.Command.LLEN, RedisCalls.text(call, "key")));
  }

  private static Value keyCount(RedisLink link, Call call)
      throws RedisRefused, RedisLink.LostException, InterruptedException {
    return new Value.Int(
        KeyScan.matching(link, RedisCalls.text(call, "pattern"), KeyScan.KEYS_MAX).size());
  }

  private static Value largest(RedisLink link, Call call)
      throws RedisRefused, RedisLink.LostException, InterruptedException {
    long count = Math.min(LARGEST_MAX, Math.max(0, RedisCalls.whole(call, "count")));
    List<Map.Entry<String, Long>> largest = new ArrayList<>();
    KeyScan.each(
        link,
        "*",
        keys -> {
          Map<String, Long> sizes = new HashMap<>();
          largest.forEach(each -> sizes.put(each.getKey(), each.getValue()));
          sizes.putAll(sizes(link, keys));
          largest.clear();
          sizes.entrySet().stream().sorted(LARGEST_FIRST).limit(count).forEach(largest::add);
          return true;
        });
    return new Value.Items(
        largest.stream().map(each -> key(each.getKey(), each.getValue())).toList());
  }

  private static final Comparator<Map.Entry<String, Long>> LARGEST_FIRST =
      Map.Entry.<String, Long>comparingByValue()
          .reversed()
          .thenComparing(Map.Entry.comparingByKey());

  /** A key that has gone meanwhile has no size. */
  private static Map<String, Long> sizes(RedisLink link, List<byte[]> keys)
      throws RedisRefused, RedisLink.LostException, InterruptedException {
    List<Object> answers =
        KeyScan.numbers(
            link, keys, key -> RedisLink.command(Protocol.Command.MEMORY, "USAGE", key));
    Map<String, Long> sizes = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      if (answers.get(i) instanceof Long size) {
        sizes.put(RedisLink.exact(keys.get(i)), size);
      }
    }
    return sizes;
  }

  private static Value key(String name, long size) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("name", new Value.Str(RedisLink.text(RedisLink.bytes(name))));
    fields.put("size", new Value.Size(size));
    return new Value.Fields("redis.Key", fields);
  }

  private Value expendable(RedisLink link, Call call)
      throws RedisRefused, RedisLink.LostException, InterruptedException {
    String pattern = RedisCalls.text(call, "pattern");
    Set<String> keys = KeyScan.matching(link, pattern, KeyScan.KEYS_MAX);
    Expendables.demand(link, keys);
    Map<String, Value> facts = new LinkedHashMap<>();
    facts.put("pattern", new Value.Str(pattern));
    facts.put("keys", new Value.Int(keys.size()));
    return new Value.Evidence(
        "redis.Expendable", List.of(call.argument("server")), clock.instant(), facts);
  }
}
