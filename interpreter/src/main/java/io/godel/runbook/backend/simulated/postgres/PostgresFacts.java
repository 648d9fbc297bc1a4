package io.godel.runbook.backend.simulated.postgres;

import java.util.Map;
import java.util.TreeMap;

/** What the servers are, without what time alone does to them. */
public final class PostgresFacts {
  private PostgresFacts() {}

  /** By a name that people understand, for example {@code server replica role}. */
  public static Map<String, String> of(PostgresModel model) {
    Map<String, String> facts = new TreeMap<>();
    for (String name : model.names()) {
      PostgresServer server = model.existing(name);
      facts.put(
          "server " + name,
          (server.inRecovery() ? "replica" : "primary") + " on timeline " + server.timeline());
      facts.put("server " + name + " is cluster", server.systemIdentifier());
      server
          .databases()
          .forEach(
              database ->
                  facts.put(
                      "server " + name + " database " + database.name(),
                      database.source().map(from -> "from " + from).orElse("its own data")));
    }
    return facts;
  }
}
