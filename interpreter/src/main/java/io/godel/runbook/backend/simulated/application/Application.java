package io.godel.runbook.backend.simulated.application;

import io.godel.runbook.backend.simulated.VirtualTime;
import io.godel.runbook.backend.simulated.kubernetes.Cluster;
import io.godel.runbook.backend.simulated.kubernetes.Pod;
import io.godel.runbook.backend.simulated.kubernetes.Program;
import io.godel.runbook.backend.simulated.postgres.ClientView;
import io.godel.runbook.backend.simulated.postgres.PostgresModel;
import io.godel.runbook.backend.simulated.redis.RedisModel;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The application's program: each pod works with what it was started with. */
public final class Application implements Program {
  private static final String DATABASE = "godel";
  private static final String DATABASE_HOST = "DATABASE_HOST";
  private static final String DATABASE_URL = "DATABASE_URL";
  private static final String POOL_SIZE = "DATABASE_POOL_SIZE";
  private static final String REDIS_HOST = "REDIS_HOST";

  private final ApplicationSpec spec;
  private final Cluster cluster;
  private final PostgresModel postgres;
  private final RedisModel redis;
  private final Agents agents;
  private final Throttle throttle;
  private final Fallback fallback;

  public Application(
      ApplicationSpec spec,
      Cluster cluster,
      PostgresModel postgres,
      RedisModel redis,
      VirtualTime time) {
    this.spec = spec;
    this.cluster = cluster;
    this.postgres = postgres;
    this.redis = redis;
    this.throttle = new Throttle(spec, cluster);
    this.agents = new Agents(spec.teams(), throttle, time);
    this.fallback = new Fallback(spec.events(), this::running, this::withoutRedis, time);
  }

  /** On which its pods answer. */
  public int port() {
    return spec().port();
  }

  /** The host by which clients outside of the cluster call it. */
  public String publicHost() {
    return spec().publicHost();
  }

  /** What its pods are made by. */
  public String workload() {
    return spec.workload();
  }

  /** The PostgreSQL servers that its pods work with. */
  public Set<String> databases() {
    return running().stream()
        .map(this::databaseHost)
        .map(postgres::byHost)
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  ApplicationSpec spec() {
    return spec;
  }

  Cluster cluster() {
    return cluster;
  }

  PostgresModel postgres() {
    return postgres;
  }

  RedisModel redis() {
    return redis;
  }

  Agents agents() {
    return agents;
  }

  /** The pods that requests can be sent to. */
  List<Pod> serving() {
    return running().stream().filter(Pod::isServing).toList();
  }

  private List<Pod> running() {
    return cluster.running(spec.namespace(), spec.workload());
  }

  private List<Pod> withoutRedis() {
    return running().stream().filter(this::inFallback).toList();
  }

  Throttle throttle() {
    return throttle;
  }

  Fallback fallback() {
    return fallback;
  }

  private static long number(Pod pod, String key, long standard) {
    return Throttle.read(pod.environment().getOrDefault(key, "")).orElse(standard);
  }

  /** The teams that may start no agents, by name. */
  public List<String> pausedTeams() {
    return agents.teams().values().stream()
        .filter(team -> team.paused)
        .map(team -> team.name)
        .toList();
  }

  /** Whether one of its pods can do its work, whatever it tells of itself. */
  public boolean works() {
    return running().stream().anyMatch(pod -> databaseError(pod).isEmpty());
  }

  /** A URL wins over a host name, and one on the container itself over the one of the secret. */
  private String databaseHost(Pod pod) {
    return Optional.ofNullable(pod.environment().get(DATABASE_URL))
        .flatMap(Application::hostOf)
        .or(spec::databaseUrlHost)
        .orElse(pod.environment().getOrDefault(DATABASE_HOST, "postgres"));
  }

  private static Optional<String> hostOf(String url) {
    try {
      return Optional.ofNullable(new URI(url).getHost());
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  /** The pools of all pods together: whatever is in use is in use in one of them. */
  private long poolSize() {
    return Math.max(1, running().stream().mapToLong(pod -> number(pod, POOL_SIZE, 20)).sum());
  }

  /** What keeps the pod from its database; empty when it can work. */
  Optional<String> databaseError(Pod pod) {
    String host = databaseHost(pod);
    Optional<String> server = postgres.byHost(host);
    if (server.isEmpty()) {
      return Optional.of("could not translate host name \"" + host + "\" to address");
    }
    ClientView seen = postgres.seen(server.get(), spec.workload(), DATABASE);
    if (!seen.up()) {
      return Optional.of("connection to server at \"" + host + "\" failed: Connection refused");
    }
    if (seen.corrupted()) {
      return Optional.of("invalid page in block 0 of relation base/16384/16397");
    }
    if (!seen.hasRoom()) {
      return Optional.of("sorry, too many clients already");
    }
    if (seen.busy() > 0 && seen.busy() >= poolSize()) {
      return Optional.of("timeout exceeded when trying to connect: the pool is in use");
    }
    if (!seen.takesWrites()) {
      return Optional.of("cannot execute INSERT in a read-only transaction");
    }
    return seen.hasDatabase()
        ? Optional.empty()
        : Optional.of("database \"" + DATABASE + "\" does not exist");
  }

  private static String redisHost(Pod pod) {
    return pod.environment().getOrDefault(REDIS_HOST, "redis");
  }

  /** Without Redis the application works from its own memory, until that is full. */
  boolean inFallback(Pod pod) {
    String host = redisHost(pod);
    return !redis.hosts().contains(host) || !redis.acceptsWrites(host);
  }

  @Override
  public boolean ready(Pod pod) {
    printSpawns(pod);
    Optional<String> error = databaseError(pod);
    pod.print(
        error
            .map(text -> "ERROR database connection error: " + text)
            .orElse("INFO GET /ready 200"));
    if (inFallback(pod)) {
      pod.print("WARN Redis is not available, fallback mode");
    }
    return error.isEmpty();
  }

  @Override
  public boolean isSteady(Pod pod) {
    return postgres.byHost(databaseHost(pod)).stream().allMatch(postgres::isSteady)
        && redis.isSteady(redisHost(pod));
  }

  private void printSpawns(Pod pod) {
    for (Team team : agents.teams().values()) {
      if (!team.paused && throttle.letIn(team) > 0) {
        String source = team.source.orElse("internal");
        pod.print("INFO spawn requested team=" + team.name + " source=" + source);
      }
    }
  }

  @Override
  public void started(Pod pod) {
    pod.print("INFO listening on port " + spec.port());
  }

  @Override
  public void stopped(Pod pod) {
    fallback.stopped(pod);
  }

  // The administration's requests

  /** Puts the events of the outage back into the queue. */
  boolean replay() {
    boolean possible = running().stream().anyMatch(pod -> !inFallback(pod));
    if (possible) {
      fallback.replay();
    }
    return possible;
  }

  /** How many events were put back into the queue so far. */
  public long replayed() {
    return fallback.replayed();
  }

  /** Fills the cache from the database. */
  boolean warm() {
    boolean possible =
        running().stream().anyMatch(pod -> !inFallback(pod) && databaseError(pod).isEmpty());
    if (possible) {
      redis.hosts().forEach(redis::warm);
    }
    return possible;
  }
}
