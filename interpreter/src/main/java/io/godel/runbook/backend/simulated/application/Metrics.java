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
    boolean away = application.inFallback(pod);
    Fallback fallback = application.fallback();
    List<Value> samples = new ArrayList<>();
    samples.add(sample("process_up", 1, Map.of()));
    samples.add(shared(pod, "dash_active_agents", application.agents().active()));
    samples.add(shared(pod, "dash_agents_pending", application.agents().pending()));
    samples.add(shared(pod, "dash_agents_spawned_rate", application.agents().spawnRate()));
    samples.add(sample("redis_fallback_active", away ? 1 : 0, Map.of()));
    samples.add(sample("memory_cache_bytes", fallback.cached(pod), Map.of()));
    samples.add(sample("memory_cache_max_bytes", fallback.cacheMax(), Map.of()));
    samples.add(sample("queued_events", fallback.queued(pod), Map.of()));
    samples.add(shared(pod, "dropped_events", fallback.dropped()));
    samples.add(shared(pod, "replayed_events", fallback.replayed()));
    samples.add(sample("database_up", application.databaseError(pod).isEmpty() ? 1 : 0, Map.of()));
    return samples;
  }

  /** The part of one pod; those of all pods together are the whole. */
  private Value shared(Pod pod, String name, long value) {
    List<String> pods =
        application
            .cluster()
            .running(application.spec().namespace(), application.spec().workload())
            .stream()
            .map(Pod::uid)
            .toList();
    long rest = pods.indexOf(pod.uid()) < value % pods.size() ? 1 : 0;
    return sample(name, value / pods.size() + rest, Map.of());
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
