package io.godel.runbook.backend.simulated.redis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A server as a world describes it.
 *
 * @param host the service by which clients reach it
 * @param pod the pod that its process runs in
 * @param memoryMax in bytes; zero means no limit
 * @param policy what is evicted when the memory is used up, as Redis names it
 * @param appendOnly whether its keys survive a restart
 * @param save when it takes snapshots of its memory, as Redis writes it; empty for never
 * @param lastWriteOk whether the append-only file could be written last time
 * @param startup from the start of its process until it begins to load its keys
 */
public record RedisSpec(
    String host,
    int port,
    String pod,
    long memoryMax,
    String policy,
    boolean appendOnly,
    String save,
    boolean lastWriteOk,
    Duration startup,
    List<Keys> keys,
    List<Queue> queues) {
  public static final int PORT = 6379;
  public static final long MEMORY_MAX = 512L << 20;
  public static final String POLICY = "allkeys-lru";
  public static final String SAVE = "60 1000";
  public static final Duration STARTUP = Duration.ofSeconds(1);
  public static final long ENTRY_SIZE = 256;

  public RedisSpec {
    keys = List.copyOf(keys);
    queues = List.copyOf(queues);
  }

  /**
   * Keys that are called by a prefix and a number from 1.
   *
   * @param size of each, in bytes
   * @param timeToLive empty when they stay for ever
   * @param deadLetter whether they hold what has failed for good
   */
  public record Keys(
      String prefix, int count, long size, Optional<Duration> timeToLive, boolean deadLetter) {}

  /**
   * A list that workers take from.
   *
   * @param size of each element, in bytes
   */
  public record Queue(String key, int length, long size, boolean deadLetter) {}

  public static RedisSpec usual(String host, List<Keys> keys, List<Queue> queues) {
    return new RedisSpec(
        host, PORT, host + "-0", MEMORY_MAX, POLICY, true, SAVE, true, STARTUP, keys, queues);
  }
}
