package io.godel.runbook.backend.simulated.application;

import java.util.Map;
import java.util.TreeMap;

/** What the application was told of its teams. */
public final class ApplicationFacts {
  private ApplicationFacts() {}

  /** By a name that people understand, for example {@code team research}. */
  public static Map<String, String> of(Application application) {
    Map<String, String> facts = new TreeMap<>();
    application
        .agents()
        .teams()
        .forEach(
            (name, team) -> {
              facts.put("team " + name, team.paused ? "paused" : "at work");
              if (team.maximum != Long.MAX_VALUE) {
                facts.put("team " + name + " agents at most", Long.toString(team.maximum));
              }
            });
    return facts;
  }
}
