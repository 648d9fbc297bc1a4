package io.godel.runbook.backend.simulated.application;

import io.godel.runbook.backend.simulated.kubernetes.Cluster;
import io.godel.runbook.backend.simulated.kubernetes.Pod;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What holds agents back: the settings that the pods started with, and the ingress. */
final class Throttle implements Agents.Rules {
  private static final String PREFIX = "nginx.ingress.kubernetes.io/";

  /** In requests a minute for each address; no other annotation of that sense is obeyed. */
  private static final String REQUESTS_MAX = PREFIX + "limit-rpm";

  private static final String DENIED = PREFIX + "denylist-source-range";
  private static final int DIGITS_MAX = 9;
  private static final double MILLIS_A_MINUTE = 60_000;

  private final ApplicationSpec spec;
  private final Cluster cluster;

  Throttle(ApplicationSpec spec, Cluster cluster) {
    this.spec = spec;
    this.cluster = cluster;
  }

  /** What the first of the pods was started with. */
  private static Map<String, String> settings(List<Pod> running) {
    return running.isEmpty() ? Map.of() : running.get(0).environment();
  }

  private static long number(Map<String, String> settings, String key, long standard) {
    return read(settings.getOrDefault(key, "")).orElse(standard);
  }

  /** A number of up to nine digits; asked at every probe. */
  static Optional<Long> read(String text) {
    boolean isNumber = !text.isEmpty() && text.length() <= DIGITS_MAX;
    for (int i = 0; isNumber && i < text.length(); i++) {
      isNumber = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return isNumber ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private List<Pod> running() {
    return cluster.running(spec.namespace(), spec.workload());
  }

  @Override
  public Agents.Limits limits() {
    List<Pod> running = running();
    Map<String, String> settings = settings(running);
    long pods = Math.max(1, running.size());
    long pause = Math.max(1, number(settings, "QUEUE_POLL_INTERVAL_MS", 100));
    return new Agents.Limits(
        number(settings, "MAX_CONCURRENT_AGENTS", 50),
        pods * number(settings, "QUEUE_BATCH_SIZE", 10) * (MILLIS_A_MINUTE / pause));
  }

  @Override
  public long letIn(Team team) {
    return team.source.map(address -> fromOutside(team, address)).orElse(team.rate);
  }

  private long fromOutside(Team team, String address) {
    boolean denied =
        cluster.ingressAnnotation(spec.namespace(), DENIED).stream()
            .flatMap(list -> Arrays.stream(list.split(",")))
            .map(range -> range.strip().replaceFirst("/32$", ""))
            .anyMatch(address::equals);
    if (denied || authenticates()) {
      return 0;
    }
    return cluster.ingressAnnotation(spec.namespace(), REQUESTS_MAX).stream()
        .map(Throttle::read)
        .flatMap(Optional::stream)
        .reduce(team.rate, Math::min);
  }

  /** Whether a request without credentials is turned away. */
  boolean authenticates() {
    return "true".equals(settings(running()).get("REQUIRE_AUTH"));
  }
}
