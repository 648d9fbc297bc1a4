package io.godel.runbook.backend.simulated.postgres;

import io.godel.runbook.backend.simulated.Hosts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server: what its data directory holds, and what its process is doing. */
final class PostgresServer {
  private static final long FRESH_POSITION = 0x1500000L;
  private static final long NANOS = 1_000_000_000L;

  private final ServerSpec spec;
  private final Map<String, String> settings;
  private final Sessions sessions;
  private final LogHistory history = new LogHistory();
  private final Slots slots;
  private final Flow writes;
  private final Flow replays;

  private Optional<String> upstream;
  private long position;
  private long replayed;
  private int timeline;
  private String systemIdentifier;
  private List<Database> databases;
  private boolean corrupted;

  private Hosts.State state;
  private boolean halted;
  private boolean promoting;
  private Instant startedAt;
  private Instant readyAt;
  private int starts;
  private long seen;

  PostgresServer(ServerSpec spec, Hosts.State state, Instant now) {
    this.spec = spec;
    this.settings = ServerSettings.of(spec);
    this.sessions = new Sessions(spec.maxConnections(), spec.reserved(), now);
    this.slots = new Slots(spec.slots(), spec.position());
    this.writes = new Flow(spec.writeRate());
    this.replays = new Flow(spec.replayRate());
    this.upstream = spec.upstream();
    this.position = spec.position();
    this.replayed = spec.replayed();
    this.timeline = spec.timeline();
    this.systemIdentifier = spec.systemIdentifier();
    this.databases = spec.databases();
    this.corrupted = spec.corrupted();
    this.state = state;
    this.startedAt = now;
    this.readyAt = now;
    this.seen = position;
    history.add(now, position);
    if (state != Hosts.State.STOPPED) {
      spec.sessions().forEach(session -> sessions.connect(session, now));
    }
  }

  ServerSpec spec() {
    return spec;
  }

  String name() {
    return spec.name();
  }

  Map<String, String> settings() {
    return settings;
  }

  Sessions sessions() {
    return sessions;
  }

  Slots slots() {
    return slots;
  }

  boolean inRecovery() {
    return upstream.isPresent();
  }

  Optional<String> upstream() {
    return upstream;
  }

  /** Where its own log ends: for a replica, what it has received. */
  long position() {
    return position;
  }

  long replayed() {
    return inRecovery() ? replayed : position;
  }

  int timeline() {
    return timeline;
  }

  String systemIdentifier() {
    return systemIdentifier;
  }

  List<Database> databases() {
    return databases;
  }

  boolean corrupted() {
    return corrupted;
  }

  boolean promoting() {
    return promoting;
  }

  Instant startedAt() {
    return startedAt;
  }

  /** Differs after every start of the process. */
  int starts() {
    return starts;
  }

  /** The last position at which anybody could see it. */
  long seen() {
    return seen;
  }

  Hosts.State state() {
    return halted && state == Hosts.State.RUNNING ? Hosts.State.STOPPED : state;
  }

  boolean isUp(Instant now) {
    return state() == Hosts.State.RUNNING && !readyAt.isAfter(now);
  }

  /** Its process runs and reads its log, but takes nobody yet. */
  boolean isStarting(Instant now) {
    return state() == Hosts.State.RUNNING && readyAt.isAfter(now);
  }

  // Time goes by

  void write(Duration time, Instant now) {
    if (!inRecovery() && isUp(now)) {
      position += writes.during(whileUp(time, now));
      seen = position;
    }
    history.add(now, position);
  }

  /** The part of that time, which ends now, in which it took connections. */
  private Duration whileUp(Duration time, Instant now) {
    Duration up = Duration.between(readyAt, now);
    return up.compareTo(time) < 0 ? up : time;
  }

  long positionAt(Instant moment) {
    return history.at(moment);
  }

  /** Whether it gets the log of that server. */
  boolean streamsFrom(PostgresServer other, Instant now) {
    return isUp(now)
        && other.isUp(now)
        && !promoting
        && upstream.equals(Optional.of(other.name()))
        && systemIdentifier.equals(other.systemIdentifier)
        && timeline == other.timeline;
  }

  void receive(long upTo) {
    position = Math.max(position, upTo);
  }

  void replay(Duration time, Instant now) {
    if (!inRecovery() || !isUp(now)) {
      return;
    }
    long possible = replayed + replays.during(whileUp(time, now));
    if (possible >= position) {
      replays.rest();
    }
    replayed = Math.min(position, possible);
    seen = position;
  }

  /** How long what is received and not replayed takes; empty when nothing is replayed at all. */
  Optional<Duration> replayTime() {
    long lag = position - replayed();
    if (lag == 0) {
      return Optional.of(Duration.ZERO);
    }
    long rate = replays.rate();
    if (rate == 0) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofSeconds(lag / rate, lag % rate * NANOS / rate + 1));
  }

  // What happens to it

  /** Takes over what its pod has become; it is started anew when the pod runs again. */
  void observe(Hosts.State seenNow, Instant now) {
    if (seenNow == state) {
      return;
    }
    boolean starts = state == Hosts.State.STOPPED && seenNow == Hosts.State.RUNNING;
    if (seenNow == Hosts.State.STOPPED) {
      crash();
    }
    state = seenNow;
    if (starts) {
      halted = false;
      start(now);
    }
  }

  void halt() {
    halted = true;
    crash();
  }

  void start(Instant now) {
    halted = false;
    starts++;
    startedAt = now;
    readyAt = now.plus(spec.startup());
    sessions.restart(now);
    spec.sessions().forEach(session -> sessions.connect(session, now));
  }

  private void crash() {
    promoting = false;
    sessions.endAll(session -> true);
  }

  /** As a replica is that was promoted and made a replica again; a primary stays as it is. */
  void diverge() {
    if (inRecovery()) {
      timeline++;
    }
  }

  void beginPromotion() {
    promoting = true;
  }

  /** It becomes a primary, with everything that it has received. */
  void promote() {
    replayed = position;
    upstream = Optional.empty();
    promoting = false;
    timeline++;
  }

  /** Its data directory is gone; at its next start an empty one is made. */
  void wipe(Instant now) {
    upstream = Optional.empty();
    position = FRESH_POSITION;
    replayed = position;
    seen = position;
    timeline = 1;
    systemIdentifier = freshIdentifier(now);
    databases = databases.stream().map(each -> Database.empty(each.name())).toList();
    corrupted = false;
    slots.wipe();
    writes.change(0);
    history.forget();
    history.add(now, position);
  }

  /** As initdb makes it: of the time at which it runs, so that it is another every time. */
  private String freshIdentifier(Instant now) {
    return Long.toUnsignedString(now.getEpochSecond() << 32 | starts << 12 | 1);
  }

  void fill(Database content) {
    List<Database> filled = new ArrayList<>();
    databases.forEach(each -> filled.add(each.name().equals(content.name()) ? content : each));
    if (!filled.contains(content)) {
      filled.add(content);
    }
    databases = List.copyOf(filled);
  }

  void corrupt() {
    corrupted = true;
  }

  void writeRate(long bytesPerSecond) {
    writes.change(bytesPerSecond);
  }

  void replayRate(long bytesPerSecond) {
    replays.change(bytesPerSecond);
  }
}
