package io.godel.runbook.backend.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One run at a time for a target: a Lease of the cluster itself, held as long as it is renewed.
 *
 * <p>Every write of it is conditional on the version that was read, so that of two runs one gets
 * it. The count of its transitions tells a holder from every earlier one.
 */
public final class TargetLease implements AutoCloseable {
  /** A lease that was not renewed for so long may be taken over. */
  public static final Duration DURATION = Duration.ofSeconds(30);

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int RENEWALS_PER_DURATION = 3;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** As the API writes times with microseconds (MicroTime). */
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final ApiServer server;
  private final ApiServer.Writes writes;
  private final String all;
  private final String name;
  private final String holder;
  private final InstantSource clock;
  private final Runnable lost;
  private final ScheduledExecutorService renewal;
  private JsonNode held;

  private TargetLease(
      KubernetesConnection connection,
      String namespace,
      String name,
      String holder,
      InstantSource clock,
      Runnable lost) {
    this.server = connection.server();
    // Whoever takes the lock has just seen which cluster it is.
    this.writes = server.writes(() -> {});
    this.all = "/apis/coordination.k8s.io/v1/namespaces/" + Paths.encoded(namespace) + "/leases";
    this.name = name;
    this.holder = holder;
    this.clock = clock;
    this.lost = lost;
    this.renewal =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "lease");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Who has the target, so that nobody else gets it. */
  public static final class HeldException extends IOException {
    private static final long serialVersionUID = 1L;

    HeldException(String holder, Instant renewed) {
      super(
          "the target is locked by the run %s, which renewed its lock at %s"
              .formatted(holder, renewed));
    }
  }

  /**
   * Takes the lease and keeps it until it is closed.
   *
   * @param lost is told when somebody else has it, so that nothing more may be done
   * @throws HeldException when another run has it
   * @throws IOException when the API server does not answer
   */
  public static TargetLease take(
      KubernetesConnection connection,
      String namespace,
      String name,
      String holder,
      InstantSource clock,
      Runnable lost)
      throws IOException {
    TargetLease lease = new TargetLease(connection, namespace, name, holder, clock, lost);
    try {
      lease.held = lease.acquire();
    } catch (ApiFailure failure) {
      throw failure.asIo();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
    long pause = DURATION.dividedBy(RENEWALS_PER_DURATION).toMillis();
    var unused =
        lease.renewal.scheduleWithFixedDelay(lease::renew, pause, pause, TimeUnit.MILLISECONDS);
    return lease;
  }

  private JsonNode acquire() throws ApiFailure, InterruptedException, HeldException {
    Optional<JsonNode> found = find();
    if (found.isEmpty()) {
      ObjectNode fresh = JSON.objectNode();
      fresh.put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
      fresh.putObject("metadata").put("name", name);
      fill(fresh.putObject("spec"), 0);
      try {
        return writes.create(all, fresh, PATIENCE);
      } catch (ApiFailure failure) {
        if (!failure.isConflict()) {
          throw failure;
        }
        found = find();
      }
    }
    JsonNode lease = found.orElseThrow(() -> ApiFailure.of("conflict", "the lock comes and goes"));
    String other = lease.at("/spec/holderIdentity").asText("");
    Instant renewed = instant(lease.at("/spec/renewTime").asText(""));
    long seconds = lease.at("/spec/leaseDurationSeconds").asLong(DURATION.toSeconds());
    if (!other.isEmpty()
        && !other.equals(holder)
        && renewed.plusSeconds(seconds).isAfter(clock.instant())) {
      throw new HeldException(other, renewed);
    }
    ObjectNode mine = lease.deepCopy();
    fill(mine.withObject("/spec"), lease.at("/spec/leaseTransitions").asLong(0) + 1);
    return writes.replace(all + "/" + Paths.encoded(name), mine, PATIENCE);
  }

  private Optional<JsonNode> find() throws ApiFailure, InterruptedException {
    try {
      return Optional.of(server.get(all + "/" + Paths.encoded(name), PATIENCE));
    } catch (ApiFailure failure) {
      if (failure.isNotFound()) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private void fill(ObjectNode spec, long transitions) {
    String now = MICROS.format(clock.instant());
    spec.put("holderIdentity", holder).put("leaseDurationSeconds", DURATION.toSeconds());
    spec.put("acquireTime", now).put("renewTime", now).put("leaseTransitions", transitions);
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException never) {
      return Instant.EPOCH;
    }
  }

  private synchronized void renew() {
    try {
      ObjectNode mine = held.deepCopy();
      mine.withObject("/spec").put("renewTime", MICROS.format(clock.instant()));
      held = writes.replace(all + "/" + Paths.encoded(name), mine, PATIENCE);
    } catch (ApiFailure failure) {
      // A server that is silent for a moment takes nothing away; another holder does.
      if (failure.isConflict() || failure.isNotFound()) {
        renewal.shutdown();
        lost.run();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** So often the lease has changed hands: a larger number is a later holder. */
  public synchronized long transitions() {
    return held.at("/spec/leaseTransitions").asLong();
  }

  /** Gives the lease back; where it cannot, it expires by itself. */
  @Override
  public synchronized void close() {
    renewal.shutdownNow();
    try {
      ObjectNode mine = held.deepCopy();
      mine.withObject("/spec").put("holderIdentity", "");
      writes.replace(all + "/" + Paths.encoded(name), mine, PATIENCE);
    } catch (ApiFailure expires) {
      return;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
