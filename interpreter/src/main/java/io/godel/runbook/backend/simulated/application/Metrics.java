package io.godel.runbook.backend.simulated.application;

import io.godel.runbook.backend.simulated.kubernetes.Pod;
import io.godel.runbook.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the application and the database's exporter expose, as samples. */
final class Metrics {
  private final Application application;

  Metrics(Application application) {
    this.application = application;
  }

  List<Value> ofPod(Pod pod) {
    boolean fallback = application.inFallback(pod);
    List<Value> samples = new ArrayList<>();
    samples.add(sample("process_up", 1, Map.of()));
    samples.add(sample("dash_active_agents", application.agents().active(), Map.of()));
    samples.add(sample("dash_pending_agents", application.agents().pending(), Map.of()));
    samples.add(sample("dash_agents_spawned_rate", application.agents().spawnRate(), Map.of()));
    samples.add(sample("redis_fallback_active", fallback ? 1 : 0, Map.of()));
    samples.add(sample("queued_events", application.queuedEvents(), Map.of()));
    samples.add(sample("replayed_events", application.replayedEvents(), Map.of()));
    samples.add(sample("database_up", application.databaseError(pod).isEmpty() ? 1 : 0, Map.of()));
    return samples;
  }

  List<Value> ofExporter() {
    List<Value> samples = new ArrayList<>();
    for (String server : application.postgres().names()) {
      Map<String, String> labels = Map.of("server", server);
      boolean up = application.postgres().isUp(server);
      samples.add(sample("pg_up", up ? 1 : 0, labels));
      if (up) {
        samples.add(
            sample("pg_stat_activity_count", application.postgres().clients(server), labels));
      }
    }
    return samples;
  }

  private static Value sample(String name, long value, Map<String, String> labels) {
    Map<Value, Value> shown = new LinkedHashMap<>();
    labels.forEach((key, text) -> shown.put(new Value.Str(key), new Value.Str(text)));
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("name", new Value.Str(name));
    fields.put("labels", new Value.Table(shown));
    fields.put("value", new Value.Decimal(BigDecimal.valueOf(value)));
    return new Value.Fields("prom.Sample", fields);
  }
}
