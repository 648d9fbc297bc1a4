package io.godel.runbook.backend.simulated.postgres;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.simulated.Hosts;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.backend.simulated.VirtualTime;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The PostgreSQL servers of a world, moved on lazily: all of them, up to now, at every look. */
public final class PostgresModel {
  /** On which every server listens. */
  public static final int PORT = 5432;

  /** From the last replayed record until a promoted server takes writes. */
  static final Duration PROMOTION = Duration.ofSeconds(2);

  private static final Duration PAUSED_REPLAY_LOOK = Duration.ofSeconds(1);

  private final VirtualTime time;
  private final Hosts hosts;
  private final Map<String, PostgresServer> servers = new LinkedHashMap<>();
  private Instant settled;
  private long lost;

  public PostgresModel(List<ServerSpec> specs, Hosts hosts, VirtualTime time) {
    this.time = time;
    this.hosts = hosts;
    this.settled = time.now();
    for (ServerSpec spec : specs) {
      servers.put(spec.name(), new PostgresServer(spec, hosts.of(spec.pod()), time.now()));
    }
    servers
        .values()
        .forEach(
            replica ->
                source(replica)
                    .ifPresent(it -> replica.slots().follow(it.slots(), replica.position())));
    hosts.whenChanged(
        specs.stream().map(ServerSpec::pod).collect(Collectors.toSet()), this::observe);
  }

  /** Moves every server up to now. */
  private void settle() {
    Instant now = time.now();
    Duration passed = Duration.between(settled, now);
    settled = now;
    servers.values().forEach(server -> server.sessions().renew(now));
    servers.values().forEach(server -> server.write(passed, now));
    for (PostgresServer server : servers.values()) {
      source(server)
          .filter(source -> server.streamsFrom(source, now))
          .ifPresent(source -> follow(server, source, now));
      server.replay(passed, now);
    }
  }

  /** Sees what has become of the pods. */
  private void observe() {
    settle();
    Instant now = time.now();
    servers.values().forEach(server -> server.observe(hosts.of(server.spec().pod()), now));
  }

  private static void follow(PostgresServer replica, PostgresServer source, Instant now) {
    replica.receive(source.positionAt(now.minus(late(replica))));
    replica.slots().follow(source.slots(), replica.position());
  }

  private static Duration late(PostgresServer server) {
    return server.spec().latency();
  }

  private Optional<PostgresServer> source(PostgresServer replica) {
    return replica.upstream().map(servers::get);
  }

  // Looking

  Instant now() {
    return time.now();
  }

  Hosts hosts() {
    return hosts;
  }

  Optional<PostgresServer> server(String name) {
    settle();
    return Optional.ofNullable(servers.get(name));
  }

  /** Those that stream from this one right now. */
  List<PostgresServer> standbys(PostgresServer primary) {
    settle();
    List<PostgresServer> found = new ArrayList<>();
    for (PostgresServer server : servers.values()) {
      if (server.streamsFrom(primary, time.now())) {
        found.add(server);
      }
    }
    return found;
  }

  boolean streaming(PostgresServer replica) {
    settle();
    return source(replica).filter(other -> replica.streamsFrom(other, time.now())).isPresent();
  }

  /** Why a call cannot get a connection to that server; empty when it can. */
  public Optional<Reply> refusal(Value.Handle server, Call call) {
    return Contact.with(this, server).refusal(call);
  }

  public List<String> names() {
    return List.copyOf(servers.keySet());
  }

  /** The one that the server runs in. */
  public String pod(String server) {
    return known(server).spec().pod();
  }

  /** The service by which clients reach it. */
  public String host(String server) {
    return known(server).spec().host();
  }

  /** The server that clients of that service reach. */
  public Optional<String> byHost(String host) {
    String service = Hosts.service(host);
    for (PostgresServer server : servers.values()) {
      if (server.spec().host().equals(service)) {
        return Optional.of(server.name());
      }
    }
    return Optional.empty();
  }

  /** The server as a client finds it that wants to work with a database. */
  public ClientView seen(String name, String application, String database) {
    PostgresServer server = known(name);
    server.sessions().renew(time.now());
    boolean up = server.isUp(time.now());
    return new ClientView(
        up,
        server.corrupted(),
        server.sessions().hasRoom(),
        busy(server, application),
        up && !server.inRecovery(),
        server.databases().stream().anyMatch(each -> each.name().equals(database)));
  }

  /** Whether its process runs and takes connections. */
  public boolean isUp(String name) {
    return known(name).isUp(time.now());
  }

  /** Whether time alone does not change what a client finds. */
  public boolean isSteady(String name) {
    return !known(name).isStarting(time.now());
  }

  /** Whether clients can write to it; what nobody can reach takes no writes. */
  public boolean acceptsWrites(String name) {
    PostgresServer server = known(name);
    return server.isUp(time.now()) && !server.inRecovery();
  }

  public boolean inRecovery(String name) {
    return known(name).inRecovery();
  }

  public boolean hasRoom(String name) {
    return existing(name).sessions().hasRoom();
  }

  /** How many sessions of that application are in use, and so are not free in its pool. */
  public long busy(String name, String application) {
    return busy(existing(name), application);
  }

  private static long busy(PostgresServer server, String application) {
    return server.sessions().inUse(application);
  }

  public boolean isCorrupted(String name) {
    return known(name).corrupted();
  }

  public long clients(String name) {
    return existing(name).sessions().count();
  }

  /** The servers that take writes: more than one of them is a split brain. */
  public List<String> writers() {
    return names().stream().filter(this::acceptsWrites).toList();
  }

  /** What primaries had confirmed and no longer exists, since replicas without it were promoted. */
  public long lostBytes() {
    settle();
    return lost;
  }

  public Optional<Database> database(String server, String database) {
    return existing(server).databases().stream()
        .filter(each -> each.name().equals(database))
        .findFirst();
  }

  public List<Database> databases(String server) {
    return existing(server).databases();
  }

  /** Differs after every start of the server's process. */
  public int starts(String name) {
    return known(name).starts();
  }

  /** With its log and its sessions as they are now. */
  PostgresServer existing(String name) {
    settle();
    return known(name);
  }

  /** For what time alone does not change. */
  private PostgresServer known(String name) {
    PostgresServer server = servers.get(name);
    if (server == null) {
      throw new AssertionError("there is no server " + name);
    }
    return server;
  }

  // Acting

  /**
   * Begins to promote a replica.
   *
   * @return how long it takes; empty while its replay is paused
   */
  Optional<Duration> promote(PostgresServer candidate) {
    candidate.beginPromotion();
    Optional<Duration> taken = candidate.replayTime().map(PROMOTION::plus);
    time.after(taken.orElse(PAUSED_REPLAY_LOOK), () -> finish(candidate, candidate.starts()));
    return taken;
  }

  private void finish(PostgresServer candidate, int starts) {
    settle();
    if (!candidate.promoting() || candidate.starts() != starts) {
      return;
    }
    Optional<Duration> rest = candidate.replayTime();
    if (!rest.equals(Optional.of(Duration.ZERO))) {
      time.after(rest.orElse(PAUSED_REPLAY_LOOK), () -> finish(candidate, starts));
      return;
    }
    lost += source(candidate).map(source -> missing(candidate, source)).orElse(0L);
    candidate.promote();
  }

  /** What of the other's confirmed writes the candidate never received. */
  private static long missing(PostgresServer candidate, PostgresServer source) {
    return Math.max(0, source.position() - candidate.position());
  }

  /** Fills a database with what a backup holds. */
  public void fill(String server, Database content) {
    existing(server).fill(content);
  }

  /**
   * @return whether there was room
   */
  public boolean connect(String server, SessionSpec session) {
    PostgresServer target = existing(server);
    return target.isUp(time.now()) && target.sessions().connect(session, time.now()).isPresent();
  }

  /** Ends the sessions of a workload's clients, on every server. */
  public void disconnect(String owner) {
    settle();
    for (PostgresServer server : servers.values()) {
      server.sessions().endAll(session -> session.owner().equals(owner));
    }
  }

  // What goes wrong

  /** Kills the process; it stays down until it is started or its pod is. */
  public void stopServer(String name) {
    existing(name).halt();
  }

  public void startServer(String name) {
    existing(name).start(time.now());
  }

  /** Ends all sessions of clients, as a network that breaks does. */
  public void dropConnections(String name) {
    existing(name).sessions().endAll(session -> true);
  }

  /**
   * @param bytesPerSecond what clients write from now on
   */
  public void setWriteRate(String name, long bytesPerSecond) {
    existing(name).writeRate(bytesPerSecond);
  }

  /**
   * @param bytesPerSecond what the replica can replay from now on; zero pauses it
   */
  public void setReplayRate(String name, long bytesPerSecond) {
    existing(name).replayRate(bytesPerSecond);
  }

  /** A replica is on a timeline of its own, and follows nobody any more. */
  public void diverge(String name) {
    existing(name).diverge();
  }

  public void corrupt(String name) {
    existing(name).corrupt();
  }

  /** The claim was deleted: servers on it begin with an empty data directory. */
  public void volumeLost(String claim) {
    settle();
    for (PostgresServer server : servers.values()) {
      if (server.spec().volume().equals(claim)) {
        server.wipe(time.now());
      }
    }
  }
}
