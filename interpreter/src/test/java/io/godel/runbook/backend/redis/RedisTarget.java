package io.godel.runbook.backend.redis;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.live.LiveAction;
import io.godel.runbook.backend.live.PasswordSource;
import io.godel.runbook.backend.live.Place;
import io.godel.runbook.value.Value;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The actions of the module {@code redis} on servers of this machine. */
final class RedisTarget implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");

  private final RedisConnections connections;
  private final Map<String, LiveAction> looking;
  private final Map<String, LiveAction> acting;

  RedisTarget(int port, Optional<String> user, String password) {
    Map<String, RedisProfile.Server> servers = new LinkedHashMap<>();
    servers.put("redis:6379", server(port, user));
    servers.put("nowhere:6379", server(1, user));
    connections =
        new RedisConnections(
            new RedisProfile(servers),
            place -> new InetSocketAddress(InetAddress.getLoopbackAddress(), place.port()),
            source -> Optional.of(password),
            "20261125-0001");
    looking = new RedisLooks(connections, () -> NOW).actions();
    acting = new RedisActs(connections).actions();
  }

  private static RedisProfile.Server server(int port, Optional<String> user) {
    return new RedisProfile.Server(
        new Place.Address("127.0.0.1", port),
        user,
        new PasswordSource.Usual(),
        Optional.empty(),
        List.of("dead:*"),
        Duration.ofSeconds(1));
  }

  static Value.Handle handle(String host) {
    Map<String, Value> identity = new LinkedHashMap<>();
    identity.put("host", new Value.Str(host));
    identity.put("port", new Value.Int(6379));
    return new Value.Handle("redis.Server", identity);
  }

  Map<String, LiveAction> all() {
    Map<String, LiveAction> all = new LinkedHashMap<>(looking);
    all.putAll(acting);
    return all;
  }

  Outcome at(String host, Duration timeout, String action, Object... arguments)
      throws InterruptedException {
    Map<String, Value> values = new LinkedHashMap<>();
    values.put("server", handle(host));
    for (int i = 0; i < arguments.length; i += 2) {
      Object value = arguments[i + 1];
      values.put(
          (String) arguments[i],
          value instanceof Value ready
              ? ready
              : value instanceof String text
                  ? new Value.Str(text)
                  : new Value.Int((Integer) value));
    }
    boolean acts = acting.containsKey(action);
    return all().get(action).carryOut(new Call("1", action, values, acts, timeout));
  }

  Outcome call(String action, Object... arguments) throws InterruptedException {
    return at("redis", Duration.ofSeconds(10), action, arguments);
  }

  Value done(String action, Object... arguments) throws InterruptedException {
    Outcome outcome = call(action, arguments);
    if (outcome instanceof Outcome.Done done) {
      return done.result();
    }
    throw new AssertionError(action + ": " + outcome);
  }

  Outcome.NotDone refused(String action, Object... arguments) throws InterruptedException {
    Outcome outcome = call(action, arguments);
    if (outcome instanceof Outcome.NotDone refused) {
      return refused;
    }
    throw new AssertionError(action + ": " + outcome);
  }

  @Override
  public void close() {
    connections.close();
  }
}
