package io.godel.runbook.backend.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.simulated.NativeActions;
import io.godel.runbook.lab.process.RedisProcess;
import io.godel.runbook.lab.process.TestRedis;
import io.godel.runbook.value.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.args.ClientPauseMode;
import redis.clients.jedis.params.SetParams;

/** Each action of the module redis, on a real server in every state that it can be in. */
class RedisActionsTest {
  private static final String PASSWORD = "canary-redis-51c8";
  private static final Value EVIDENCE =
      new Value.Evidence("redis.Expendable", List.of(), RedisTarget.NOW, Map.of());

  @TempDir static Path folder;

  private static RedisProcess server;
  private Jedis admin;
  private RedisTarget target;

  @BeforeAll
  static void start() throws Exception {
    server = TestRedis.start(folder.resolve("usual"), PASSWORD);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void fill() {
    admin = server.connect();
    admin.flushAll();
    try (Pipeline pipeline = admin.pipelined()) {
      for (int i = 1; i <= 2500; i++) {
        pipeline.set("cache:" + i, "x", SetParams.setParams().ex(3600));
      }
      for (int i = 1; i <= 20; i++) {
        pipeline.set("dead:" + i, "x");
      }
      pipeline.set("lock:1", "x");
      pipeline.set("big", "x".repeat(200_000));
      pipeline.rpush("queue:agents", "a", "b", "c");
    }
    target = new RedisTarget(server.port(), Optional.empty(), PASSWORD);
  }

  @AfterEach
  void end() {
    target.close();
    admin.close();
  }

  @Test
  void everyNativeActionIsCarriedOut() {
    assertEquals(NativeActions.of("redis"), new TreeSet<>(target.all().keySet()));
  }

  @Test
  void aServerThatAnswersIsThere() throws Exception {
    assertEquals(new Value.Bool(true), target.done("redis.ping"));
    assertTrue(admin.clientList().contains("name=runbook/20261125-0001"), admin::clientList);
  }

  @Test
  void aConnectionIsKept() throws Exception {
    target.done("redis.ping");
    long before = connections();
    target.done("redis.ping");
    target.done("redis.key_count", "pattern", "lock:*");
    assertEquals(before, connections());
  }

  private long connections() {
    return admin
        .info("stats")
        .lines()
        .filter(line -> line.startsWith("total_connections_received:"))
        .map(line -> Long.parseLong(line.split(":")[1].strip()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatTheServerSaysOfItself() throws Exception {
    Value.Fields info = (Value.Fields) target.done("redis.info");
    assertEquals("redis.Info", info.type());
    assertEquals(new Value.Str("master"), info.field("role"));
    assertEquals(new Value.Size(0), info.field("max_memory"));
    assertTrue(((Value.Size) info.field("used_memory")).bytes() > 200_000);
    assertEquals(new Value.Bool(false), info.field("append_only"));
    assertEquals(new Value.Bool(true), info.field("last_write_ok"));
    assertEquals(new Value.Bool(false), info.field("loading"));
    assertEquals(new Value.Int(0), info.field("evicted_keys"));
  }

  @ParameterizedTest
  @CsvSource({"cache:*, 2500", "cache:1?, 10", "cache:[12], 2", "*:1, 3", "nothing*, 0", "*, 2523"})
  void keysAreCounted(String pattern, long count) throws Exception {
    assertEquals(new Value.Int(count), target.done("redis.key_count", "pattern", pattern));
  }

  @Test
  void keysAreNeverListedByKeys() throws Exception {
    target.done("redis.key_count", "pattern", "cache:*");
    assertFalse(admin.info("commandstats").contains("cmdstat_keys"));
  }

  @Test
  void aQueueHasALength() throws Exception {
    assertEquals(new Value.Int(3), target.done("redis.queue_length", "key", "queue:agents"));
    assertEquals(new Value.Int(0), target.done("redis.queue_length", "key", "queue:none"));
    assertEquals("invalid", target.refused("redis.queue_length", "key", "lock:1").code());
  }

  @Test
  void theLargestKeysComeFirst() throws Exception {
    Value.Items largest = (Value.Items) target.done("redis.largest", "count", 2);
    assertEquals(2, largest.values().size());
    Value.Fields first = (Value.Fields) largest.values().get(0);
    assertEquals(new Value.Str("big"), first.field("name"));
    assertTrue(((Value.Size) first.field("size")).bytes() > 200_000);
    Value.Fields second = (Value.Fields) largest.values().get(1);
    assertEquals(new Value.Str("queue:agents"), second.field("name"));
    assertEquals(new Value.Items(List.of()), target.done("redis.largest", "count", 0));
  }

  @Test
  void settingsAreReadAndSet() throws Exception {
    assertEquals(
        new Value.Str("noeviction"), target.done("redis.setting", "name", "maxmemory-policy"));
    target.done("redis.set", "name", "maxmemory-policy", "value", "allkeys-lru");
    assertEquals(
        new Value.Str("allkeys-lru"), target.done("redis.setting", "name", "maxmemory-policy"));
    target.done("redis.set", "name", "maxmemory-policy", "value", "noeviction");
    assertEquals("not_found", target.refused("redis.setting", "name", "nothing").code());
    assertEquals("not_found", target.refused("redis.setting", "name", "max*").code());
    assertEquals("invalid", target.refused("redis.set", "name", "nothing", "value", "1").code());
    assertEquals(
        "invalid", target.refused("redis.set", "name", "maxmemory-policy", "value", "x").code());
  }

  @ParameterizedTest
  @CsvSource({"requirepass", "REQUIREPASS", "masterauth"})
  void aPasswordIsNoSetting(String name) throws Exception {
    assertEquals("forbidden", target.refused("redis.setting", "name", name).code());
    assertEquals("forbidden", target.refused("redis.set", "name", name, "value", "x").code());
  }

  @Test
  void theMemoryHasALimit() throws Exception {
    target.done("redis.set_max_memory", "to", new Value.Size(64L << 20));
    assertEquals(
        new Value.Size(64L << 20), ((Value.Fields) target.done("redis.info")).field("max_memory"));
    target.done("redis.set_max_memory", "to", new Value.Size(0));
  }

  @Test
  void whatHasATimeToLiveOrIsADeadLetterCanBeSpared() throws Exception {
    Value.Evidence evidence =
        (Value.Evidence) target.done("redis.expendable", "pattern", "cache:*");
    assertEquals("redis.Expendable", evidence.name());
    assertEquals(List.of(RedisTarget.handle("redis")), evidence.about());
    assertEquals(RedisTarget.NOW, evidence.at());
    assertEquals(new Value.Int(2500), evidence.facts().get("keys"));
    assertInstanceOf(Value.Evidence.class, target.done("redis.expendable", "pattern", "dead:*"));
    Outcome.NotDone needed = target.refused("redis.expendable", "pattern", "*");
    assertEquals("not_expendable", needed.code());
    assertTrue(needed.reason().contains("is no dead letter and has no time to live"));
  }

  @Test
  void nothingIsRemovedWhereMoreMatchThanMayGo() throws Exception {
    Outcome.NotDone many =
        target.refused("redis.unlink", "pattern", "dead:*", "at_most", 19, "expendable", EVIDENCE);
    assertEquals("too_many", many.code());
    assertFalse(many.retriable());
    assertEquals(2523, admin.dbSize());
  }

  @Test
  void whatMatchesIsRemovedAndCounted() throws Exception {
    assertEquals(
        new Value.Int(2500),
        target.done("redis.unlink", "pattern", "cache:*", "at_most", 2500, "expendable", EVIDENCE));
    assertEquals(23, admin.dbSize());
    assertEquals(
        new Value.Int(0),
        target.done("redis.unlink", "pattern", "cache:*", "at_most", 1, "expendable", EVIDENCE));
  }

  @Test
  void whatIsNeededByNowIsNotRemovedOnAnOldEvidence() throws Exception {
    admin.persist("cache:7");
    Outcome.NotDone needed =
        target.refused(
            "redis.unlink", "pattern", "cache:*", "at_most", 5000, "expendable", EVIDENCE);
    assertEquals("not_expendable", needed.code());
    assertTrue(needed.reason().contains("`cache:7`"));
    assertEquals(2523, admin.dbSize());
  }

  @Test
  void keysNeedBeNoText() throws Exception {
    admin.set(new byte[] {'d', 'e', 'a', 'd', ':', (byte) 0xff, 0}, new byte[] {1});
    assertEquals(
        new Value.Int(21),
        target.done("redis.unlink", "pattern", "dead:*", "at_most", 21, "expendable", EVIDENCE));
    assertEquals(2503, admin.dbSize());
  }

  @Test
  void theAppendOnlyFileIsWrittenAnewOnceAtATime() throws Exception {
    long before = rewrites();
    admin.configSet("rdb-key-save-delay", "400");
    target.done("redis.rewrite_append_only_file", "seen", 0);
    assertEquals(
        new Value.Bool(true), ((Value.Fields) target.done("redis.info")).field("rewriting"));
    Outcome.NotDone second = target.refused("redis.rewrite_append_only_file", "seen", 0);
    assertEquals("conflict", second.code());
    assertTrue(second.retriable());
    while (rewrites() == before) {
      Thread.onSpinWait();
    }
    assertEquals(before + 1, rewrites());
    admin.configSet("rdb-key-save-delay", "0");
  }

  private long rewrites() throws InterruptedException {
    Value.Fields info = (Value.Fields) target.done("redis.info");
    return ((Value.Int) info.field("rewrites")).value();
  }

  @Test
  void aRefusedConnectionIsANo() throws Exception {
    assertEquals(
        new Outcome.Done(new Value.Bool(false)),
        target.at("nowhere", Duration.ofSeconds(5), "redis.ping"));
    assertEquals(
        new Outcome.NotDone("unreachable", "connection refused", false),
        target.at("nowhere", Duration.ofSeconds(5), "redis.info"));
    assertEquals(
        new Outcome.NotDone("unreachable", "connection refused", false),
        target.at("nowhere", Duration.ofSeconds(5), "redis.rewrite_append_only_file", "seen", 0));
  }

  @Test
  void aServerThatNobodyNamedIsNotReached() throws Exception {
    Outcome.NotDone unknown =
        (Outcome.NotDone) target.at("other", Duration.ofSeconds(5), "redis.ping");
    assertEquals("unreachable", unknown.code());
    assertTrue(unknown.reason().contains("`other:6379` is not in the section redis"));
  }

  @Test
  void silenceIsNoNo() throws Exception {
    target.done("redis.ping");
    server.pause();
    try {
      Outcome.NotDone silent =
          (Outcome.NotDone) target.at("redis", Duration.ofMillis(300), "redis.ping");
      assertEquals("unreachable", silent.code());
      assertTrue(silent.retriable());
    } finally {
      server.resume();
    }
    assertEquals(new Value.Bool(true), target.done("redis.ping"));
  }

  @Test
  void ofAnActThatIsNotAnsweredNobodyKnows() throws Exception {
    admin.clientPause(60_000, ClientPauseMode.WRITE);
    try {
      Outcome lost =
          target.at(
              "redis",
              Duration.ofMillis(300),
              "redis.unlink",
              "pattern",
              "dead:*",
              "at_most",
              20,
              "expendable",
              EVIDENCE);
      assertEquals(new Outcome.Unknown("`redis:6379`: no answer within the call's time"), lost);
    } finally {
      admin.clientUnpause();
    }
  }

  @Test
  void aServerThatStartedAnewIsFoundAgain() throws Exception {
    target.done("redis.ping");
    server.kill();
    assertEquals(new Value.Bool(false), target.done("redis.ping"));
    server.start();
    target.done("redis.set_max_memory", "to", new Value.Size(0));
    assertEquals(new Value.Int(0), target.done("redis.key_count", "pattern", "*"));
  }

  @Test
  void aServerThatLoadsIsNotThereYet(@TempDir Path other) throws Exception {
    try (RedisProcess loading =
        TestRedis.start(
            other,
            PASSWORD,
            "appendonly yes",
            "appendfsync no",
            "key-load-delay 200",
            "loading-process-events-interval-bytes 1024")) {
      try (Jedis filler = loading.connect();
          Pipeline pipeline = filler.pipelined()) {
        for (int i = 0; i < 20_000; i++) {
          pipeline.set("k" + i, "x".repeat(50));
        }
      }
      loading.kill();
      loading.start();
      try (RedisTarget there = new RedisTarget(loading.port(), Optional.empty(), PASSWORD)) {
        assertEquals(new Value.Bool(false), there.done("redis.ping"));
        assertEquals(
            new Value.Bool(true), ((Value.Fields) there.done("redis.info")).field("loading"));
        Outcome.NotDone busy = there.refused("redis.key_count", "pattern", "*");
        assertEquals("loading", busy.code());
        assertTrue(busy.retriable());
      }
    }
  }

  @Test
  void aWrongPasswordIsForbiddenAndNotTold() throws Exception {
    try (RedisTarget wrong = new RedisTarget(server.port(), Optional.empty(), "canary-wrong-99")) {
      Outcome.NotDone refused = wrong.refused("redis.ping");
      assertEquals("forbidden", refused.code());
      assertFalse(refused.reason().contains("canary"), refused.reason());
    }
  }

  @Test
  void theCommandsThatAnActionNeedsAreEnough() throws Exception {
    admin.aclSetUser("runner", "on", ">secret-of-runner", "~*", "+ping", "+scan", "+ttl");
    try (RedisTarget least =
        new RedisTarget(server.port(), Optional.of("runner"), "secret-of-runner")) {
      assertEquals(new Value.Bool(true), least.done("redis.ping"));
      assertInstanceOf(Value.Evidence.class, least.done("redis.expendable", "pattern", "dead:*"));
      Outcome.NotDone more =
          least.refused("redis.unlink", "pattern", "dead:*", "at_most", 20, "expendable", EVIDENCE);
      assertEquals("forbidden", more.code());
      assertEquals(2523, admin.dbSize());
    } finally {
      admin.aclDelUser("runner");
    }
  }

  @Test
  void aPartOfAClusterIsNotTakenForTheWhole(@TempDir Path other) throws Exception {
    try (RedisProcess part = TestRedis.start(other, PASSWORD, "cluster-enabled yes");
        RedisTarget there = new RedisTarget(part.port(), Optional.empty(), PASSWORD)) {
      assertEquals("not_supported", there.refused("redis.key_count", "pattern", "*").code());
    }
  }

  @Test
  void aProfileNamesServersByHostAndPort() {
    assertNull(RedisProfiles.wrong("redis: {host: 127.0.0.1, dead_letters: ['dead:*']}"));
    assertEquals(
        List.of("cache:6380", "redis:6379"),
        RedisProfiles.names("cache:6380: {pod: cache-0}\nredis: {service: redis, tls: {}}"));
    assertEquals(
        "`passwort` is no key here", RedisProfiles.wrong("redis: {pod: redis-0, passwort: x}"));
    assertEquals(
        "where it is has to be said by one of `host`, `pod` and `service`",
        RedisProfiles.wrong("redis: {}"));
  }
}
