package io.godel.runbook.backend.redis;

import io.godel.runbook.value.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what {@code INFO} says: lines of names and values under headings. */
final class RedisInfo {
  private final Map<String, String> said = new HashMap<>();

  private RedisInfo() {}

  /**
   * As a record {@code redis.Info}.
   *
   * @throws RedisRefused for a server that does not say all that the record has
   */
  static Value.Fields read(String text) throws RedisRefused {
    RedisInfo info = new RedisInfo();
    text.lines()
        .filter(line -> line.contains(":") && !line.startsWith("#"))
        .map(line -> line.split(":", 2))
        .forEach(parts -> info.said.put(parts[0], parts[1].strip()));
    return info.fields();
  }

  private Value.Fields fields() throws RedisRefused {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("role", new Value.Str(text("role")));
    fields.put("used_memory", new Value.Size(number("used_memory")));
    fields.put("max_memory", new Value.Size(number("maxmemory")));
    fields.put("evicted_keys", new Value.Int(number("evicted_keys")));
    fields.put("append_only", new Value.Bool(number("aof_enabled") == 1));
    fields.put("last_write_ok", new Value.Bool(text("aof_last_write_status").equals("ok")));
    boolean rewriting =
        number("aof_rewrite_in_progress") == 1 || number("aof_rewrite_scheduled") == 1;
    fields.put("rewriting", new Value.Bool(rewriting));
    fields.put("rewrites", new Value.Int(number("aof_rewrites")));
    fields.put("loading", new Value.Bool(number("loading") == 1));
    return new Value.Fields("redis.Info", fields);
  }

  private String text(String name) throws RedisRefused {
    String value = said.get(name);
    if (value == null) {
      throw RedisRefused.of(
          "not_supported", "the server's INFO has no `" + name + "`: Redis 7.0 or newer has");
    }
    return value;
  }

  private long number(String name) throws RedisRefused {
    try {
      return Long.parseLong(text(name));
    } catch (NumberFormatException noNumber) {
      throw RedisRefused.of("invalid", "`" + name + "` of the server's INFO is no whole number");
    }
  }
}
