package io.godel.runbook.backend.simulated.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.simulated.Hosts;
import io.godel.runbook.backend.simulated.NativeActions;
import io.godel.runbook.backend.simulated.PodsByHand;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.backend.simulated.VirtualTime;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.value.Value;
import io.godel.runbook.yaml.YamlReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each action of the module redis, on a server in every state that it can be in. */
class RedisActionsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String WORLD =
      """
      redis:
        max_memory: 64MiB
        policy: noeviction
        keys:
          - {prefix: "cache:", count: 100, size: 100KiB, time_to_live: 1h}
          - {prefix: "dead:", count: 20, dead_letter: true}
          - {prefix: "lock:", count: 2}
        queues:
          - {key: "queue:agents", length: 500}
      """;

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-03-01T10:00:00Z"));
  private final PodsByHand pods = new PodsByHand();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final RedisModel model = new RedisModel(specs(WORLD), pods, time);

  private List<RedisSpec> specs(String yaml) {
    return RedisWorld.read(
        YamlReader.read(new SourceFile("world.yaml", yaml)).tree().orElseThrow(), diagnostics);
  }

  private Reply at(String host, String action, boolean acts, Object... arguments) {
    Map<String, Value> identity = new LinkedHashMap<>();
    identity.put("host", new Value.Str(host));
    identity.put("port", new Value.Int(6379));
    Map<String, Value> values = new LinkedHashMap<>();
    values.put("server", new Value.Handle("redis.Server", identity));
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
    return RedisActions.actions(model)
        .get(action)
        .carryOut(new Call("1", action, values, acts, TIMEOUT));
  }

  private Reply read(String action, Object... arguments) {
    return at("redis", action, false, arguments);
  }

  private Reply act(String action, Object... arguments) {
    return at("redis", action, true, arguments);
  }

  private static Value done(Reply reply) {
    return assertInstanceOf(Outcome.Done.class, reply.outcome(), reply::toString).result();
  }

  private static Outcome.NotDone refused(Reply reply) {
    return assertInstanceOf(Outcome.NotDone.class, reply.outcome(), reply::toString);
  }

  private Value info(String field) {
    return ((Value.Fields) done(read("redis.info"))).field(field);
  }

  private void pass(Duration duration) {
    time.advance(time.now().plus(duration), () -> false);
  }

  @Test
  void everyNativeActionIsCarriedOut() {
    assertEquals(List.of(), diagnostics);
    assertEquals(NativeActions.of("redis"), new TreeSet<>(RedisActions.actions(model).keySet()));
  }

  @ParameterizedTest
  @CsvSource({
    "cache:*, 100",
    "cache:1?, 10",
    "cache:[12], 2",
    "cache:[^1-8], 1",
    "*:1, 3",
    "queue:*, 1",
    "cache:1, 1",
    "nothing*, 0",
    "\\cache:2, 1"
  })
  void patternsMatchAsInRedis(String pattern, long count) {
    assertEquals(new Value.Int(count), done(read("redis.key_count", "pattern", pattern)));
  }

  @Test
  void queuesHaveALength() {
    assertEquals(new Value.Int(500), done(read("redis.queue_length", "key", "queue:agents")));
    assertEquals(new Value.Int(0), done(read("redis.queue_length", "key", "queue:none")));
  }

  @Test
  void onlyWhatCanBeSparedIsExpendable() {
    Value.Evidence spare = (Value.Evidence) done(read("redis.expendable", "pattern", "cache:*"));
    assertEquals("redis.Expendable", spare.name());
    done(read("redis.expendable", "pattern", "dead:*"));
    assertTrue(refused(read("redis.expendable", "pattern", "*")).reason().contains("lock:1"));
    assertEquals("not_expendable", refused(read("redis.expendable", "pattern", "queue:*")).code());
  }

  @Test
  void unlinksWhatMatches() {
    Value before = info("used_memory");
    Reply reply = act("redis.unlink", "pattern", "cache:*", "at_most", 100);
    assertEquals(new Value.Int(100), done(reply));
    assertEquals(new Value.Int(0), done(read("redis.key_count", "pattern", "cache:*")));
    assertEquals(
        ((Value.Size) before).bytes() - 100 * (100L << 10),
        ((Value.Size) info("used_memory")).bytes());
  }

  /** Its probe counts the keys that are left: a part of them gone would pass for nothing done. */
  @Test
  void unlinksNoneWhereMoreMatchThanMayGo() {
    Reply reply = act("redis.unlink", "pattern", "cache:*", "at_most", 99);
    assertEquals("too_many", refused(reply).code());
    assertEquals(new Value.Int(100), done(read("redis.key_count", "pattern", "cache:*")));
  }

  /** The evidence may be of another pattern, or of a time before. */
  @Test
  void unlinksNoneOfThoseThatAreNeeded() {
    Reply reply = act("redis.unlink", "pattern", "*", "at_most", 1000);
    assertEquals("not_expendable", refused(reply).code());
    assertEquals(new Value.Int(123), done(read("redis.key_count", "pattern", "*")));
  }

  @Test
  void keysRunOut() {
    pass(Duration.ofHours(1));
    assertEquals(new Value.Int(0), done(read("redis.key_count", "pattern", "cache:*")));
    assertEquals(new Value.Int(2), done(read("redis.key_count", "pattern", "lock:*")));
  }

  @Test
  void aFullServerRefusesWritesUntilItMayEvict() {
    model.fill("redis", 1L << 30);
    assertFalse(model.acceptsWrites("redis"));
    assertEquals(info("max_memory"), info("used_memory"));
    done(act("redis.set", "name", "maxmemory-policy", "value", "volatile-lru"));
    assertTrue(model.acceptsWrites("redis"));
    model.fill("redis", 1L << 20);
    assertEquals(new Value.Int(11), info("evicted_keys"));
    done(act("redis.set", "name", "maxmemory", "value", "128mb"));
    assertEquals(
        new Value.Str(Long.toString(128L << 20)), done(read("redis.setting", "name", "maxmemory")));
  }

  @Test
  void wrongSettingsAreRefused() {
    assertEquals("invalid", refused(act("redis.set", "name", "maxmemory", "value", "much")).code());
    assertEquals("invalid", refused(act("redis.set", "name", "colour", "value", "red")).code());
    assertEquals("invalid", refused(act("redis.set", "name", "appendonly", "value", "x")).code());
    assertEquals(new Value.Bool(true), info("append_only"));
    assertEquals("not_found", refused(read("redis.setting", "name", "colour")).code());
  }

  @Test
  void aStoppedServerRefusesAndAnUnreachableOneIsSilent() {
    pods.set("redis-0", Hosts.State.STOPPED);
    assertEquals(new Value.Bool(false), done(read("redis.ping")));
    assertEquals("unreachable", refused(read("redis.info")).code());
    pods.set("redis-0", Hosts.State.UNREACHABLE);
    assertEquals(TIMEOUT, read("redis.ping").after());
    assertTrue(refused(read("redis.ping")).retriable());
    assertInstanceOf(
        Outcome.Unknown.class, act("redis.set", "name", "appendonly", "value", "no").outcome());
    assertEquals("unreachable", refused(at("nowhere", "redis.ping", false)).code());
    assertEquals("unreachable", refused(at("nowhere", "redis.info", false)).code());
  }

  @Test
  void itLoadsItsKeysAfterAStart() {
    model.fill("redis", 40L << 20);
    pods.set("redis-0", Hosts.State.STOPPED);
    pods.set("redis-0", Hosts.State.RUNNING);
    assertEquals(new Value.Bool(false), done(read("redis.ping")));
    pass(RedisSpec.STARTUP);
    assertEquals(new Value.Bool(true), info("loading"));
    assertEquals("loading", refused(read("redis.key_count", "pattern", "*")).code());
    pass(Duration.ofSeconds(1));
    assertEquals(new Value.Bool(true), done(read("redis.ping")));
    assertEquals(500, model.queueLength("redis", "queue:agents"));
  }

  @Test
  void withoutItsFileItForgets() {
    done(act("redis.set", "name", "appendonly", "value", "no"));
    pods.set("redis-0", Hosts.State.STOPPED);
    pods.set("redis-0", Hosts.State.RUNNING);
    pass(Duration.ofSeconds(5));
    assertEquals(0, model.queueLength("redis", "queue:agents"));
  }

  @Test
  void aLostVolumeLeavesNothing() {
    model.volumeLost("postgres-storage-postgres-0");
    assertEquals(500, model.queueLength("redis", "queue:agents"));
    model.volumeLost("redis-storage-redis-0");
    assertEquals(0, model.queueLength("redis", "queue:agents"));
  }

  @Test
  void aFileThatIsWrittenAnewIsWhole() {
    RedisModel broken = new RedisModel(specs("redis: {last_write_ok: false}"), pods, time);
    RedisServer server = broken.server("redis.godel.svc.cluster.local").orElseThrow();
    assertFalse(server.lastWriteOk());
    assertTrue(server.beginRewriting());
    broken.rewrite(server);
    pass(Duration.ofSeconds(5));
    assertTrue(server.lastWriteOk());
    done(act("redis.rewrite_append_only_file"));
    assertEquals("conflict", refused(act("redis.rewrite_append_only_file")).code());
  }

  @Test
  void aFileThatHasNoRoomIsNotWrittenAnew() {
    pods.room(1 << 10);
    done(act("redis.rewrite_append_only_file"));
    assertEquals(new Value.Bool(true), info("rewriting"));
    pass(Duration.ofSeconds(5));
    assertEquals(new Value.Bool(false), info("rewriting"));
    assertEquals(new Value.Int(1), info("rewrites"));
    pods.room(1 << 30);
    done(act("redis.rewrite_append_only_file"));
    pass(Duration.ofSeconds(5));
    assertEquals(new Value.Int(2), info("rewrites"));
  }

  @Test
  void aFileThatHasNoRoomTakesNothing() {
    pods.room(1 << 10);
    RedisModel broken = new RedisModel(specs("redis: {last_write_ok: false}"), pods, time);
    RedisServer server = broken.server("redis").orElseThrow();
    assertTrue(server.beginRewriting());
    broken.rewrite(server);
    pass(Duration.ofSeconds(5));
    assertFalse(server.lastWriteOk());
    assertFalse(server.rewriting());
  }

  @Test
  void aStartForgetsWhatWasSet() {
    done(act("redis.set_max_memory", "to", new Value.Size(96L << 20)));
    done(act("redis.set", "name", "save", "value", "900 1"));
    assertEquals(new Value.Size(96L << 20), info("max_memory"));
    pods.set("redis-0", Hosts.State.STOPPED);
    pods.set("redis-0", Hosts.State.RUNNING);
    pass(Duration.ofSeconds(5));
    assertEquals(new Value.Size(64L << 20), info("max_memory"));
    assertEquals(new Value.Str("60 1000"), done(read("redis.setting", "name", "save")));
  }

  @Test
  void theLargestKeysComeFirst() {
    Value.Items largest = (Value.Items) done(read("redis.largest", "count", 2));
    assertEquals(2, largest.values().size());
    Value.Fields first = (Value.Fields) largest.values().get(0);
    assertEquals(new Value.Str("queue:agents"), first.field("name"));
    assertEquals(new Value.Size(500 * RedisSpec.ENTRY_SIZE), first.field("size"));
  }

  @Test
  void whatCannotBeKeptIsNotTaken() {
    RedisModel broken = new RedisModel(specs("redis: {last_write_ok: false}"), pods, time);
    assertTrue(broken.isUp("redis"));
    assertFalse(broken.acceptsWrites("redis"));
  }

  @Test
  void mistakesInAWorldAreTold() {
    specs("redis: {port: 70000, policy: lru, keys: [{count: 10}]}");
    assertEquals(
        List.of(
            "this has to be from 0 to 65535",
            "this has to be one of noeviction, allkeys-lru, allkeys-lfu, allkeys-random,"
                + " volatile-lru, volatile-lfu, volatile-random, volatile-ttl",
            "`prefix` is missing here"),
        diagnostics.stream().map(Diagnostic::message).toList());
  }
}
