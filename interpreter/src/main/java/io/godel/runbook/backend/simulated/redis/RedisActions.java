package io.godel.runbook.backend.simulated.redis;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.simulated.Hosts;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.backend.simulated.SimulatedAction;
import io.godel.runbook.value.Value;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The actions of the module {@code redis}, on the model. */
public final class RedisActions {
  /** So many keys are told as the largest ones. */
  private static final long LARGEST_MAX = 1000;

  private static final Comparator<KeySpace.Key> LARGEST_FIRST =
      Comparator.comparingLong(KeySpace.Key::size).reversed().thenComparing(KeySpace.Key::name);

  private final RedisModel model;

  private RedisActions(RedisModel model) {
    this.model = model;
  }

  @FunctionalInterface
  private interface OnServer {
    Reply of(RedisServer server, Call call);
  }

  /** By qualified name. */
  public static Map<String, SimulatedAction> actions(RedisModel model) {
    RedisActions on = new RedisActions(model);
    Map<String, SimulatedAction> actions = new LinkedHashMap<>();
    actions.put("redis.ping", on::ping);
    actions.put("redis.info", call -> on.with(call, on::info, true));
    actions.put("redis.setting", call -> on.with(call, RedisActions::setting, true));
    actions.put("redis.queue_length", call -> on.with(call, RedisActions::queueLength, false));
    actions.put("redis.key_count", call -> on.with(call, RedisActions::keyCount, false));
    actions.put("redis.largest", call -> on.with(call, RedisActions::largest, false));
    actions.put("redis.expendable", call -> on.with(call, on::expendable, false));
    actions.put("redis.unlink", call -> on.with(call, RedisActions::unlink, false));
    actions.put("redis.set", call -> on.with(call, on::set, true));
    actions.put("redis.set_max_memory", call -> on.with(call, on::setMaxMemory, true));
    actions.put("redis.rewrite_append_only_file", call -> on.with(call, on::rewrite, false));
    return Collections.unmodifiableMap(actions);
  }

  /**
   * @param whileLoading whether it is answered before the keys are there
   */
  private Reply with(Call call, OnServer action, boolean whileLoading) {
    Value.Handle handle = (Value.Handle) call.argument("server");
    String host = text(handle.part("host"));
    Optional<RedisServer> found = model.server(host);
    if (found.isEmpty()) {
      return Reply.refused("unreachable", "`" + host + "` has no address");
    }
    RedisServer server = found.get();
    boolean elsewhere = !handle.part("port").equals(new Value.Int(server.spec().port()));
    Hosts.State state = server.state(model.now());
    if (state == Hosts.State.UNREACHABLE) {
      return silence(host, call);
    }
    if (elsewhere || state == Hosts.State.STOPPED) {
      return Reply.refused("unreachable", "connection refused");
    }
    if (server.isLoading(model.now()) && !whileLoading) {
      return Reply.refusedForNow("loading", "LOADING Redis is loading the dataset in memory");
    }
    return action.of(server, call);
  }

  private static Reply silence(String host, Call call) {
    String reason = "no answer from `" + host + "` within the call's time";
    return call.acts()
        ? Reply.silence(reason, call.timeout())
        : Reply.refusedForNow("unreachable", reason).after(call.timeout());
  }

  /** No for a server that refuses the connection, and for one that still loads its keys. */
  private Reply ping(Call call) {
    Optional<RedisServer> server =
        model.server(text(((Value.Handle) call.argument("server")).part("host")));
    if (server.filter(each -> each.state(model.now()) == Hosts.State.STOPPED).isPresent()) {
      return Reply.done(new Value.Bool(false));
    }
    return with(
        call, (each, same) -> Reply.done(new Value.Bool(!each.isLoading(model.now()))), true);
  }

  /** A server has no append-only file open as long as it reads it. */
  private Reply info(RedisServer server, Call call) {
    boolean loading = server.isLoading(model.now());
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("role", new Value.Str("master"));
    fields.put("used_memory", new Value.Size(server.memory()));
    fields.put("max_memory", new Value.Size(server.memoryMax()));
    fields.put("evicted_keys", new Value.Int(server.evicted()));
    fields.put("append_only", new Value.Bool(server.appendOnly() && !loading));
    fields.put("last_write_ok", new Value.Bool(server.lastWriteOk()));
    fields.put("rewriting", new Value.Bool(server.rewriting()));
    fields.put("rewrites", new Value.Int(server.rewrites()));
    fields.put("loading", new Value.Bool(loading));
    return Reply.done(new Value.Fields("redis.Info", fields));
  }

  private static Reply setting(RedisServer server, Call call) {
    String name = text(call.argument("name"));
    if (RedisSettings.isSecret(name)) {
      return secret(name);
    }
    return Optional.ofNullable(RedisSettings.of(server).get(name.toLowerCase(Locale.ROOT)))
        .map(value -> Reply.done(new Value.Str(value)))
        .orElseGet(() -> Reply.refused("not_found", "there is no setting `" + name + "`"));
  }

  private static Reply queueLength(RedisServer server, Call call) {
    String key = text(call.argument("key"));
    Optional<KeySpace.Key> found = server.keys().find(key);
    if (found.filter(it -> it.kind() != KeySpace.Kind.LIST).isPresent()) {
      return Reply.refused(
          "invalid", "WRONGTYPE Operation against a key holding the wrong kind of value");
    }
    return Reply.done(new Value.Int(found.map(KeySpace.Key::length).orElse(0L)));
  }

  private static Reply keyCount(RedisServer server, Call call) {
    return Reply.done(new Value.Int(server.keys().matching(text(call.argument("pattern"))).size()));
  }

  private static Reply largest(RedisServer server, Call call) {
    long count = ((Value.Int) call.argument("count")).value();
    List<Value> largest =
        server.keys().matching("*").stream()
            .sorted(LARGEST_FIRST)
            .limit(Math.min(LARGEST_MAX, Math.max(0, count)))
            .map(RedisActions::sized)
            .toList();
    return Reply.done(new Value.Items(largest));
  }

  private static Value sized(KeySpace.Key key) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("name", new Value.Str(key.name()));
    fields.put("size", new Value.Size(key.size()));
    return new Value.Fields("redis.Key", fields);
  }

  private Reply expendable(RedisServer server, Call call) {
    String pattern = text(call.argument("pattern"));
    List<KeySpace.Key> keys = server.keys().matching(pattern);
    Optional<Reply> refusal = needed(keys);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Map<String, Value> facts = new LinkedHashMap<>();
    facts.put("pattern", new Value.Str(pattern));
    facts.put("keys", new Value.Int(keys.size()));
    return Reply.done(
        new Value.Evidence(
            "redis.Expendable", List.of(call.argument("server")), model.now(), facts));
  }

  private static Optional<Reply> needed(List<KeySpace.Key> keys) {
    return keys.stream()
        .filter(key -> !key.isExpendable())
        .findFirst()
        .map(
            key ->
                Reply.refused(
                    "not_expendable",
                    "`" + key.name() + "` is no dead letter and has no time to live"));
  }

  /** The keys are looked at once more, whatever the evidence says. */
  private static Reply unlink(RedisServer server, Call call) {
    List<KeySpace.Key> keys = server.keys().matching(text(call.argument("pattern")));
    Set<String> names = keys.stream().map(KeySpace.Key::name).collect(Collectors.toSet());
    long most = ((Value.Int) call.argument("at_most")).value();
    if (names.size() > most) {
      return Reply.refused(
          "too_many", "%d keys match, and at most %d may go".formatted(names.size(), most));
    }
    Optional<Reply> refusal = needed(keys);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (!server.lastWriteOk() && !names.isEmpty()) {
      return Reply.refusedForNow("not_kept", "MISCONF Errors writing to the AOF file");
    }
    return Reply.done(new Value.Int(server.keys().remove(key -> names.contains(key.name()), most)));
  }

  private static Reply secret(String name) {
    return Reply.refused("forbidden", "`" + name + "` is a secret, and no run has to do with it");
  }

  private Reply set(RedisServer server, Call call) {
    return change(server, text(call.argument("name")), text(call.argument("value")));
  }

  private Reply setMaxMemory(RedisServer server, Call call) {
    return change(server, "maxmemory", Long.toString(((Value.Size) call.argument("to")).bytes()));
  }

  /** Where an append-only file is wanted that is not there, it is written. */
  private Reply change(RedisServer server, String name, String value) {
    boolean before = server.appendOnly();
    if (RedisSettings.isSecret(name)) {
      return secret(name);
    }
    if (!server.change(name, value)) {
      return Reply.refused(
          "invalid", "ERR CONFIG SET failed: `" + name + "` does not take '" + value + "'");
    }
    if (!before && server.appendOnly() && server.beginRewriting()) {
      model.rewrite(server);
    }
    return Reply.done();
  }

  private Reply rewrite(RedisServer server, Call call) {
    if (!server.beginRewriting()) {
      return Reply.refusedForNow(
          "conflict", "ERR Background append only file rewriting already in progress");
    }
    model.rewrite(server);
    return Reply.done();
  }

  private static String text(Value value) {
    return ((Value.Str) value).value();
  }
}
