package io.godel.runbook.backend.simulated.application;

import io.godel.runbook.backend.simulated.kubernetes.Cluster;
import io.godel.runbook.backend.simulated.kubernetes.Pod;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** What holds agents back: the settings that the pods started with, and the ingress. */
final class Throttle implements Agents.Rules {
  private static final String PREFIX = "nginx.ingress.kubernetes.io/";

  /** In requests a minute for each address; no other annotation of that sense is obeyed. */
  private static final String REQUESTS_MAX = PREFIX + "limit-rpm";

  private static final String DENIED = PREFIX + "denylist-source-range";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final double MILLIS_A_MINUTE = 60_000;

  private final ApplicationSpec spec;
  private final Cluster cluster;

  Throttle(ApplicationSpec spec, Cluster cluster) {
    this.spec = spec;
    this.cluster = cluster;
  }

  private Optional<String> setting(String key) {
    return cluster.running(spec.namespace(), spec.workload()).stream()
        .findFirst()
        .map(Pod::environment)
        .map(environment -> environment.get(key));
  }

  private long number(String key, long standard) {
    return setting(key).flatMap(Throttle::read).orElse(standard);
  }

  static Optional<Long> read(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  @Override
  public long activeMax() {
    return number("MAX_CONCURRENT_AGENTS", 50);
  }

  @Override
  public double startsMax() {
    long pods = Math.max(1, cluster.running(spec.namespace(), spec.workload()).size());
    long pause = Math.max(1, number("QUEUE_POLL_INTERVAL_MS", 100));
    return pods * number("QUEUE_BATCH_SIZE", 10) * (MILLIS_A_MINUTE / pause);
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
    return setting("REQUIRE_AUTH").filter("true"::equals).isPresent();
  }
}
