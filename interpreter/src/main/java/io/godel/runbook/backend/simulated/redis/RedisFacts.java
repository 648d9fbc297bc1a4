package io.godel.runbook.backend.simulated.redis;

import java.util.Map;
import java.util.TreeMap;

/** What the servers are told to be, and whether keys that nothing expires were taken away. */
public final class RedisFacts {
  private RedisFacts() {}

  /** By a name that people understand, for example {@code redis policy}. */
  public static Map<String, String> of(RedisModel model) {
    Map<String, String> facts = new TreeMap<>();
    for (String host : model.hosts()) {
      RedisServer server = model.server(host).orElseThrow();
      long kept =
          server.keys().matching("*").stream().filter(key -> key.expires().isEmpty()).count();
      facts.put("redis " + host + " lasting keys", Long.toString(kept));
      RedisSettings.of(server)
          .forEach((name, value) -> facts.put("redis " + host + " " + name, value));
    }
    return facts;
  }
}
