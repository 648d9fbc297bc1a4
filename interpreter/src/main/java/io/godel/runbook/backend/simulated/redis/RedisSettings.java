package io.godel.runbook.backend.simulated.redis;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
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

  /** Their values are passwords: no run looks at them. */
  static final Set<String> SECRETS =
      Set.of("requirepass", "masterauth", "tls-key-file-pass", "tls-client-key-file-pass");

  private static final Pattern BYTES = Pattern.compile("([0-9]{1,15})([a-z]*)");
  private static final Pattern SAVE = Pattern.compile("(?:0*[1-9][0-9]* [0-9]+(?: |$))*");

  /** As redis.conf says it: {@code 1k} is 1000 bytes, and {@code 1kb} is 1024. */
  private static final Map<String, Long> UNITS =
      Map.of(
          "", 1L,
          "b", 1L,
          "k", 1_000L,
          "kb", 1L << 10,
          "m", 1_000_000L,
          "mb", 1L << 20,
          "g", 1_000_000_000L,
          "gb", 1L << 30);

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
    if (!parts.matches() || !UNITS.containsKey(parts.group(2))) {
      return OptionalLong.empty();
    }
    long unit = UNITS.get(parts.group(2));
    long amount = Long.parseLong(parts.group(1));
    return amount > Long.MAX_VALUE / unit ? OptionalLong.empty() : OptionalLong.of(amount * unit);
  }

  /** Pairs of seconds, of which there has to be one, and of changes. */
  static boolean isSave(String text) {
    return SAVE.matcher(text).matches() && !text.endsWith(" ");
  }

  static boolean isSecret(String name) {
    return SECRETS.contains(name.toLowerCase(Locale.ROOT));
  }
}
