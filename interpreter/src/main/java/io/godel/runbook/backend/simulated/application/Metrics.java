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
  private static final Value.Table NO_LABELS = new Value.Table(Map.of());

  private final Application application;

  Metrics(Application application) {
    this.application = application;
  }

  List<Value> ofPod(Pod pod) {
    boolean away = application.inFallback(pod);
    Fallback fallback = application.fallback();
    Share share = share(pod);
    List<Value> samples = new ArrayList<>();
    samples.add(sample("process_up", 1, NO_LABELS));
    samples.add(share.sample("dash_active_agents", application.agents().active()));
    samples.add(share.sample("dash_agents_pending", application.agents().pending()));
    samples.add(share.sample("dash_agents_spawned_rate", application.agents().spawnRate()));
    samples.add(sample("redis_fallback_active", away ? 1 : 0, NO_LABELS));
    samples.add(sample("memory_cache_bytes", fallback.cached(pod), NO_LABELS));
    samples.add(sample("memory_cache_max_bytes", fallback.cacheMax(), NO_LABELS));
    samples.add(sample("queued_events", fallback.queued(pod), NO_LABELS));
    samples.add(share.sample("dropped_events", fallback.dropped()));
    samples.add(share.sample("replayed_events", fallback.replayed()));
    samples.add(sample("database_up", application.databaseError(pod).isEmpty() ? 1 : 0, NO_LABELS));
    return samples;
  }

  /**
   * What is told of all pods together, in parts.
   *
   * @param place which of them it is
   */
  private record Share(int place, int pods) {
    Value sample(String name, long value) {
      long rest = place < value % pods ? 1 : 0;
      return Metrics.sample(name, value / pods + rest, NO_LABELS);
    }
  }

  private Share share(Pod pod) {
    List<Pod> pods =
        application
            .cluster()
            .running(application.spec().namespace(), application.spec().workload());
    return new Share(pods.indexOf(pod), pods.size());
  }

  List<Value> ofExporter() {
    List<Value> samples = new ArrayList<>();
    for (String server : application.postgres().names()) {
      Value.Table labels = new Value.Table(Map.of(new Value.Str("server"), new Value.Str(server)));
      boolean up = application.postgres().isUp(server);
      samples.add(sample("pg_up", up ? 1 : 0, labels));
      if (up) {
        samples.add(
            sample("pg_stat_activity_count", application.postgres().clients(server), labels));
      }
    }
    return samples;
  }

  private static Value sample(String name, long value, Value.Table labels) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("name", new Value.Str(name));
    fields.put("labels", labels);
    fields.put("value", new Value.Decimal(BigDecimal.valueOf(value)));
    return new Value.Fields("prom.Sample", fields);
  }
}
