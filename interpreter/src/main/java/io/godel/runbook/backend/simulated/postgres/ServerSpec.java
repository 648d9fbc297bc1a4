package io.godel.runbook.backend.simulated.postgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server as a world describes it.
 *
 * @param host the service by which clients reach it
 * @param pod the pod that its process runs in
 * @param volume the claim that holds its data directory
 * @param upstream the server that it follows; empty for a primary
 * @param position the primary's position, or what the replica has received
 * @param replayed what the replica has replayed; the same as {@code position} for a primary
 * @param writeRate in bytes a second
 * @param replayRate in bytes a second
 * @param latency after which the replica has what the primary wrote
 * @param reserved slots of {@code maxConnections} that only an operator may take
 * @param startup from the start of its process until it takes connections
 */
public record ServerSpec(
    String name,
    String host,
    String pod,
    String volume,
    Optional<String> upstream,
    long position,
    long replayed,
    long writeRate,
    long replayRate,
    Duration latency,
    int timeline,
    String systemIdentifier,
    int maxConnections,
    int reserved,
    Duration startup,
    Map<String, String> settings,
    List<Database> databases,
    List<SessionSpec> sessions,
    List<SlotSpec> slots,
    boolean corrupted) {
  public static final long POSITION = 0x16B3748L;
  public static final long WRITE_RATE = 64L << 10;
  public static final long REPLAY_RATE = 32L << 20;
  public static final Duration LATENCY = Duration.ofMillis(100);
  public static final Duration STARTUP = Duration.ofSeconds(2);
  public static final int CONNECTIONS = 100;
  public static final int RESERVED = 3;
  public static final String SYSTEM_IDENTIFIER = "7412239064812345678";
  public static final String DATABASE = "godel";
  public static final long DATABASE_SIZE = 2L << 30;

  public ServerSpec {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    databases = List.copyOf(databases);
    sessions = List.copyOf(sessions);
    slots = List.copyOf(slots);
  }

  /** An ordinary primary: its names follow from the set that runs it. */
  public static ServerSpec primary(String name) {
    return new ServerSpec(
        name,
        name,
        name + "-0",
        name + "-storage-" + name + "-0",
        Optional.empty(),
        POSITION,
        POSITION,
        WRITE_RATE,
        REPLAY_RATE,
        LATENCY,
        1,
        SYSTEM_IDENTIFIER,
        CONNECTIONS,
        RESERVED,
        STARTUP,
        Map.of(),
        List.of(new Database(DATABASE, DATABASE_SIZE, Optional.empty())),
        List.of(),
        List.of(),
        false);
  }

  /** An ordinary replica of that server, which it has caught up with. */
  public static ServerSpec replica(String name, ServerSpec upstream) {
    ServerSpec other = primary(name);
    return new ServerSpec(
        name,
        other.host,
        other.pod,
        other.volume,
        Optional.of(upstream.name),
        upstream.position,
        upstream.position,
        0,
        REPLAY_RATE,
        LATENCY,
        upstream.timeline,
        upstream.systemIdentifier,
        CONNECTIONS,
        RESERVED,
        STARTUP,
        Map.of(),
        upstream.databases,
        List.of(),
        List.of(),
        false);
  }

  ServerSpec with(long received, long upToReplayed, long rateOfReplay) {
    return new ServerSpec(
        name,
        host,
        pod,
        volume,
        upstream,
        received,
        upToReplayed,
        writeRate,
        rateOfReplay,
        latency,
        timeline,
        systemIdentifier,
        maxConnections,
        reserved,
        startup,
        settings,
        databases,
        sessions,
        slots,
        corrupted);
  }

  ServerSpec with(int limit, int slotsReserved, List<SessionSpec> connected) {
    return new ServerSpec(
        name,
        host,
        pod,
        volume,
        upstream,
        position,
        replayed,
        writeRate,
        replayRate,
        latency,
        timeline,
        systemIdentifier,
        limit,
        slotsReserved,
        startup,
        settings,
        databases,
        new ArrayList<>(connected),
        slots,
        corrupted);
  }
}
