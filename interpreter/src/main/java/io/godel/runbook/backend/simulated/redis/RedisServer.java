package io.godel.runbook.backend.simulated.redis;

import io.godel.runbook.backend.simulated.Hosts;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** A server: its keys, its memory, and what its process is doing. */
final class RedisServer {
  /** What a server with no keys uses. */
  static final long MEMORY_EMPTY = 1L << 20;

  private static final int WARM_KEYS = 100;
  private static final Duration WARM_LASTS = Duration.ofHours(1);

  /** In bytes a second. */
  private static final long LOAD_RATE = 100L << 20;

  private final RedisSpec spec;
  private final KeySpace keys;
  private long memoryMax;
  private String policy;
  private boolean appendOnly;
  private String save;
  private boolean lastWriteOk;
  private boolean rewriting;
  private long rewrites;
  private long evicted;
  private Hosts.State state;
  private Instant loadingFrom;
  private Instant readyAt;

  RedisServer(RedisSpec spec, Hosts.State state, Instant now) {
    this.spec = spec;
    this.keys = new KeySpace(spec, now);
    this.lastWriteOk = spec.lastWriteOk();
    settingsOfStart();
    this.state = state;
    this.loadingFrom = now;
    this.readyAt = now;
  }

  /** What a client has set is forgotten when the process ends. */
  private void settingsOfStart() {
    memoryMax = spec.memoryMax();
    policy = spec.policy();
    appendOnly = spec.appendOnly();
    save = spec.save();
  }

  RedisSpec spec() {
    return spec;
  }

  KeySpace keys() {
    return keys;
  }

  Hosts.State state(Instant now) {
    // Until it listens, a connection is refused.
    return state == Hosts.State.RUNNING && loadingFrom.isAfter(now) ? Hosts.State.STOPPED : state;
  }

  boolean isLoading(Instant now) {
    return state == Hosts.State.RUNNING && readyAt.isAfter(now);
  }

  long memory() {
    return MEMORY_EMPTY + keys.size();
  }

  long memoryMax() {
    return memoryMax;
  }

  String policy() {
    return policy;
  }

  boolean appendOnly() {
    return appendOnly;
  }

  boolean lastWriteOk() {
    return lastWriteOk;
  }

  String save() {
    return save;
  }

  boolean rewriting() {
    return rewriting;
  }

  /** How often it was begun to write the append-only file anew since the start. */
  long rewrites() {
    return rewrites;
  }

  long evicted() {
    return evicted;
  }

  /** Whether a command that needs memory is refused. */
  boolean isOutOfMemory() {
    return memoryMax > 0 && memory() >= memoryMax && !keys.any(this::isEvictable);
  }

  /** Whether time alone does not change if there is memory: it takes keys away, and adds none. */
  boolean isSteady(Instant now) {
    boolean hasRoom = memoryMax == 0 || memory() < memoryMax;
    return !isLoading(now) && (hasRoom || !keys.expire());
  }

  void expire(Instant now) {
    keys.expire(now);
  }

  void observe(Hosts.State seen, Instant now) {
    boolean starts = state == Hosts.State.STOPPED && seen == Hosts.State.RUNNING;
    state = seen;
    if (starts) {
      if (!appendOnly) {
        keys.clear();
      }
      settingsOfStart();
      rewriting = false;
      rewrites = 0;
      evicted = 0;
      loadingFrom = now.plus(spec.startup());
      readyAt = loadingFrom.plus(Duration.ofMillis(keys.size() / (LOAD_RATE / 1000)));
    }
  }

  /** Writes so much; what there is no room for pushes others out, or is refused. */
  void fill(String name, long bytes) {
    long room = memoryMax == 0 ? bytes : Math.max(0, memoryMax - memory());
    long written = policy.equals("noeviction") ? Math.min(bytes, room) : bytes;
    keys.add(KeySpace.Key.value(name, written, Optional.empty(), false));
    evict();
  }

  private void evict() {
    if (memoryMax > 0) {
      evicted += keys.shrink(memoryMax - MEMORY_EMPTY, this::isEvictable);
    }
  }

  private boolean isEvictable(KeySpace.Key key) {
    return policy.startsWith("allkeys")
        || policy.startsWith("volatile") && key.expires().isPresent();
  }

  void volumeLost() {
    keys.clear();
  }

  /**
   * @return whether the setting exists and takes that value
   */
  boolean change(String name, String value) {
    switch (name.toLowerCase(Locale.ROOT)) {
      case "maxmemory" -> {
        OptionalLong bytes = RedisSettings.bytes(value);
        bytes.ifPresent(most -> memoryMax = most);
        evict();
        return bytes.isPresent();
      }
      case "maxmemory-policy" -> {
        String wanted = value.toLowerCase(Locale.ROOT);
        if (!RedisSettings.POLICIES.contains(wanted)) {
          return false;
        }
        policy = wanted;
        evict();
        return true;
      }
      case "appendonly" -> {
        boolean on = value.equalsIgnoreCase("yes");
        boolean known = on || value.equalsIgnoreCase("no");
        appendOnly = known ? on : appendOnly;
        return known;
      }
      case "save" -> {
        boolean known = RedisSettings.isSave(value);
        save = known ? value : save;
        return known;
      }
      default -> {
        return false;
      }
    }
  }

  /**
   * @return whether it began; a second one does not while the first is under way
   */
  boolean beginRewriting() {
    boolean begins = !rewriting;
    rewriting = true;
    rewrites += begins ? 1 : 0;
    return begins;
  }

  /**
   * @param free what the volume has room for, in bytes: the new file stands beside the old one
   *     first
   */
  void endRewriting(long free) {
    if (rewriting) {
      rewriting = false;
      if (free >= memory()) {
        lastWriteOk = true;
      }
    }
  }

  /** So many keys come from elsewhere that expire after a while. */
  void warm(Instant now) {
    for (int number = 1; number <= WARM_KEYS; number++) {
      String name = "godel:cache:" + number;
      keys.add(
          KeySpace.Key.value(name, RedisSpec.ENTRY_SIZE, Optional.of(now.plus(WARM_LASTS)), false));
    }
  }
}
