package io.godel.runbook.backend.simulated.redis;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server's settings in Redis's notation. */
final class RedisSettings {
  static final List<String> POLICIES =
      List.of(
          "noeviction",
          "allkeys-lru",
          "allkeys-lfu",
          "allkeys-random",
          "volatile-lru",
          "volatile-lfu",
          "volatile-random",
          "volatile-ttl");

  private static final Pattern BYTES = Pattern.compile("([0-9]{1,15})(b|kb|mb|gb)?");
  private static final List<String> UNITS = List.of("b", "kb", "mb", "gb");

  private RedisSettings() {}

  static Map<String, String> of(RedisServer server) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("maxmemory", Long.toString(server.memoryMax()));
    settings.put("maxmemory-policy", server.policy());
    settings.put("appendonly", server.appendOnly() ? "yes" : "no");
    settings.put("save", server.save());
    settings.put("port", Integer.toString(server.spec().port()));
    return Collections.unmodifiableMap(settings);
  }

  /** Reads {@code 512mb}; Redis answers with plain bytes whatever it was given. */
  static OptionalLong bytes(String text) {
    Matcher parts = BYTES.matcher(text.toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      return OptionalLong.empty();
    }
    int power = parts.group(2) == null ? 0 : UNITS.indexOf(parts.group(2));
    long amount = Long.parseLong(parts.group(1));
    long most = Long.MAX_VALUE >> (10 * power);
    return amount > most ? OptionalLong.empty() : OptionalLong.of(amount << (10 * power));
  }
}
