package io.godel.runbook.conformance;

import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.List;

/** The situations in which a server is asked. */
final class RedisSituations {
  private static final String USUAL =
      """
      redis:
        redis:
          max_memory: 0B
          policy: noeviction
          save: ""
          append_only: true
          keys:
            - {prefix: "cache:", count: 31, size: 256B, time_to_live: 1h}
            - {prefix: "dead:", count: 12, size: 128B, dead_letter: true}
            - {prefix: "lock:", count: 2, size: 16B}
            - {prefix: "odd:[x]\\\\*", count: 1, size: 16B, time_to_live: 1h}
            - {prefix: "big:", count: 2, size: 1KiB}
          queues:
            - {key: "queue:agents", length: 40, size: 64B}
            - {key: "queue:empty", length: 0}
            - {key: "queue:dead", length: 5, size: 64B, dead_letter: true}
      """;

  private static final String UNKEPT =
      """
      redis:
        redis:
          max_memory: 0B
          last_write_ok: false
          keys: [{prefix: "dead:", count: 12, size: 128B, dead_letter: true}]
      """;

  private static final String MANY =
      """
      redis:
        redis:
          max_memory: 0B
          keys: [{prefix: "key:", count: 30000, size: 70KiB}]
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Where nothing answers, however long it is waited for. */
  private static final Duration IN_VAIN = Duration.ofMillis(150);

  /** What happens in a situation, and what is asked. */
  interface Tale {
    void tell(RedisStory story) throws Exception;
  }

  /**
   * @param world the part {@code redis} of a world
   * @param patience how long it is waited for a word of the server
   */
  record Situation(String world, Duration patience, Tale tale) {
    Situation(Tale tale) {
      this(USUAL, PATIENCE, tale);
    }
  }

  private RedisSituations() {}

  static List<Situation> all() {
    return List.of(
        new Situation(RedisSituations::looking),
        new Situation(RedisSituations::removing),
        new Situation(RedisSituations::setting),
        new Situation(RedisSituations::full),
        new Situation(RedisSituations::writingAnew),
        new Situation(UNKEPT, PATIENCE, RedisSituations::keepingNothing),
        new Situation(RedisSituations::away),
        new Situation(USUAL, IN_VAIN, RedisSituations::silent),
        new Situation(MANY, PATIENCE, RedisSituations::loading));
  }

  private static void everything(RedisStory story) throws Exception {
    story.ask("redis.ping");
    story.ask("redis.info");
    story.ask("redis.setting", "name", "appendonly");
    story.ask("redis.queue_length", "key", "queue:agents");
    story.ask("redis.key_count", "pattern", "dead:*");
    story.ask("redis.largest", "count", 1);
    story.ask("redis.expendable", "pattern", "dead:*");
    story.ask("redis.unlink", "pattern", "dead:1", "at_most", 1);
    story.ask("redis.set", "name", "maxmemory-policy", "value", "noeviction");
    story.ask("redis.set_max_memory", "to", new Value.Size(1L << 30));
    story.ask("redis.rewrite_append_only_file", "seen", 0);
  }

  private static void looking(RedisStory story) throws Exception {
    story.when("looking");
    story.ask("redis.ping");
    story.ask("redis.info");
    for (String key :
        List.of("queue:agents", "queue:dead", "queue:empty", "queue:none", "lock:1", "")) {
      story.ask("redis.queue_length", "key", key);
    }
    for (String pattern :
        List.of(
            "*",
            "cache:*",
            "cache:?",
            "cache:1?",
            "cache:[12]",
            "cache:[1-3]",
            "cache:[^1-8]",
            "cache:[",
            "cache:[]",
            "cache:[12",
            "*:1",
            "odd:*",
            "odd:\\[x\\]*",
            "odd:[x]*",
            "\\*",
            "lock:\\1",
            "lock:1\\",
            "",
            "nothing*",
            "LOCK:*",
            "**",
            "*k:*",
            "[c-d]*:2",
            "[d-c]*:2",
            "cache:[1-]",
            "[^",
            "?",
            "??????")) {
      story.ask("redis.key_count", "pattern", pattern);
    }
    for (long count : List.of(-1L, 0L, 1L, 2L, 4L)) {
      story.ask("redis.largest", "count", count);
    }
    for (String pattern : List.of("cache:*", "dead:*", "queue:dead", "lock:*", "*", "none:*")) {
      story.ask("redis.expendable", "pattern", pattern);
    }
    story.when("elsewhere");
    story.ask(RedisStory.server("nowhere", 6379), "redis.info");
    story.ask(RedisStory.server("nowhere", 6379), "redis.ping");
    story.ask(RedisStory.server("redis", 6380), "redis.info");
  }

  private static void removing(RedisStory story) throws Exception {
    story.when("removing");
    story.ask("redis.unlink", "pattern", "dead:*", "at_most", 11);
    story.ask("redis.unlink", "pattern", "dead:*", "at_most", -1);
    story.ask("redis.unlink", "pattern", "none:*", "at_most", -1);
    story.ask("redis.unlink", "pattern", "none:*", "at_most", 0);
    story.ask("redis.unlink", "pattern", "lock:*", "at_most", 2);
    story.ask("redis.unlink", "pattern", "*", "at_most", 1000);
    story.ask("redis.unlink", "pattern", "dead:*", "at_most", 12);
    story.ask("redis.unlink", "pattern", "queue:dead", "at_most", 1);
    story.ask("redis.unlink", "pattern", "cache:1*", "at_most", 1000);
    story.when("removed");
    story.ask("redis.unlink", "pattern", "dead:*", "at_most", 12);
    for (String pattern : List.of("*", "cache:*", "dead:*", "queue:*")) {
      story.ask("redis.key_count", "pattern", pattern);
    }
    story.ask("redis.queue_length", "key", "queue:dead");
  }

  private static void setting(RedisStory story) throws Exception {
    story.when("settings");
    List<String> known = List.of("maxmemory", "maxmemory-policy", "appendonly", "save");
    List<String> others =
        List.of("requirepass", "REQUIREPASS", "masterauth", "nothing", "max*", "MAXMEMORY", "");
    for (String name : known) {
      story.ask("redis.setting", "name", name);
    }
    for (String name : others) {
      story.ask("redis.setting", "name", name);
      story.ask("redis.set", "name", name, "value", "1");
    }
    set(story, "maxmemory", "512mb", "1gb", "2k", "2kb", "3m", "1g", "1G", "100b", "-1", "x", "");
    set(story, "maxmemory", "1.5gb", "0", " 1", "1 ");
    set(story, "maxmemory-policy", "allkeys-lru", "ALLKEYS-LRU", "x", "", "noeviction");
    set(story, "appendonly", "no", "maybe", "", "YES", "yes");
    set(story, "save", "60 1000", "900 1 300 10", "60", "60 x", "0 5", "60 -1", "  5   6 ", "");
    set(story, "databases", "1");
    story.side.settle();
    for (long size : List.of(0L, 64L << 20, -1L)) {
      story.when("a maximum of " + size);
      story.ask("redis.set_max_memory", "to", new Value.Size(size));
      story.ask("redis.setting", "name", "maxmemory");
      story.ask("redis.info");
    }
  }

  private static void set(RedisStory story, String name, String... values) throws Exception {
    for (String value : values) {
      story.when("settings");
      story.ask("redis.set", "name", name, "value", value);
      if (!name.equals("databases")) {
        story.when("after %s".formatted(value));
        story.ask("redis.setting", "name", name);
      }
    }
  }

  /** There is less memory than is used, and nothing may be pushed out. */
  private static void full(RedisStory story) throws Exception {
    story.when("no memory is left");
    story.ask("redis.set_max_memory", "to", new Value.Size(1_000));
    story.ask("redis.info");
    story.ask("redis.key_count", "pattern", "*");
    story.ask("redis.expendable", "pattern", "dead:*");
    story.ask("redis.unlink", "pattern", "dead:*", "at_most", 12);
    story.ask("redis.set", "name", "save", "value", "60 1000");
    story.when("there is memory again");
    story.ask("redis.set_max_memory", "to", new Value.Size(1L << 30));
    story.ask("redis.info");
    story.ask("redis.key_count", "pattern", "*");
  }

  private static void writingAnew(RedisStory story) throws Exception {
    story.side.takeTime();
    story.when("the file is to be written anew");
    story.ask("redis.rewrite_append_only_file", "seen", 0);
    story.when("it is written anew");
    story.ask("redis.info");
    story.ask("redis.rewrite_append_only_file", "seen", 0);
    story.side.settle();
    story.when("it was written anew");
    story.ask("redis.info");
    story.ask("redis.rewrite_append_only_file", "seen", 1);
    story.side.settle();
    story.when("once more");
    story.ask("redis.info");
    story.ask("redis.set", "name", "appendonly", "value", "no");
    story.when("there is no file");
    story.ask("redis.rewrite_append_only_file", "seen", 2);
    story.side.settle();
    story.when("there is one, and it does not count");
    story.ask("redis.info");
  }

  private static void keepingNothing(RedisStory story) throws Exception {
    story.when("nothing that is written is kept");
    story.ask("redis.ping");
    story.ask("redis.info");
    story.ask("redis.key_count", "pattern", "dead:*");
    story.ask("redis.expendable", "pattern", "dead:*");
    story.ask("redis.unlink", "pattern", "none:*", "at_most", 1);
    story.ask("redis.unlink", "pattern", "dead:1", "at_most", 1);
    story.ask("redis.set_max_memory", "to", new Value.Size(1L << 30));
    story.ask("redis.rewrite_append_only_file", "seen", 0);
    story.side.settle();
    story.when("the file was written anew");
    story.ask("redis.ping");
    story.ask("redis.unlink", "pattern", "dead:1", "at_most", 1);
  }

  private static void away(RedisStory story) throws Exception {
    story.side.stop();
    story.when("it is stopped");
    everything(story);
  }

  private static void silent(RedisStory story) throws Exception {
    story.side.silence();
    story.when("it is silent");
    everything(story);
  }

  private static void loading(RedisStory story) throws Exception {
    story.side.load();
    story.when("it reads its keys");
    story.ask("redis.ping");
    story.ask("redis.info");
    story.ask("redis.setting", "name", "appendonly");
    story.ask("redis.key_count", "pattern", "dead:*");
    story.ask("redis.unlink", "pattern", "dead:1", "at_most", 1);
    story.ask("redis.rewrite_append_only_file", "seen", 0);
  }
}
