package io.godel.runbook.backend.simulated.redis;

import io.godel.runbook.backend.simulated.Hosts;
import io.godel.runbook.backend.simulated.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The Redis servers of a world. */
public final class RedisModel {
  private static final Duration REWRITING = Duration.ofSeconds(5);

  private final VirtualTime time;
  private final Hosts hosts;
  private final Map<String, RedisServer> servers = new LinkedHashMap<>();

  public RedisModel(List<RedisSpec> specs, Hosts hosts, VirtualTime time) {
    this.time = time;
    this.hosts = hosts;
    for (RedisSpec spec : specs) {
      servers.put(spec.host(), new RedisServer(spec, hosts.of(spec.pod()), time.now()));
    }
    hosts.whenChanged(
        specs.stream().map(RedisSpec::pod).collect(Collectors.toSet()), this::observe);
  }

  private void settle() {
    Instant now = time.now();
    servers.values().forEach(server -> server.expire(now));
  }

  private void observe() {
    settle();
    Instant now = time.now();
    servers.values().forEach(server -> server.observe(hosts.of(server.spec().pod()), now));
  }

  Instant now() {
    return time.now();
  }

  /** By the host name of its service. */
  Optional<RedisServer> server(String host) {
    settle();
    return Optional.ofNullable(servers.get(Hosts.service(host)));
  }

  private RedisServer existing(String host) {
    return server(host).orElseThrow(() -> new AssertionError("there is no server " + host));
  }

  public List<String> hosts() {
    return List.copyOf(servers.keySet());
  }

  /** The one that the server runs in. */
  public String pod(String host) {
    return existing(host).spec().pod();
  }

  /** Those that the servers run in. */
  public List<String> pods() {
    return servers.values().stream().map(server -> server.spec().pod()).toList();
  }

  /** Whether it answers and has its keys. */
  public boolean isUp(String host) {
    return server(host).filter(this::isUp).isPresent();
  }

  private boolean isUp(RedisServer server) {
    return server.state(time.now()) == Hosts.State.RUNNING && !server.isLoading(time.now());
  }

  /** Whether time alone does not change if it takes a client's write. */
  public boolean isSteady(String host) {
    return server(host).stream().allMatch(it -> it.isSteady(time.now()));
  }

  /**
   * Whether a client's write is taken, and not refused for want of memory or because it could not
   * be kept.
   */
  public boolean acceptsWrites(String host) {
    return server(host)
        .filter(this::isUp)
        .filter(server -> !server.isOutOfMemory() && server.lastWriteOk())
        .isPresent();
  }

  public long queueLength(String host, String key) {
    return existing(host).keys().find(key).map(KeySpace.Key::length).orElse(0L);
  }

  public long keyCount(String host, String pattern) {
    return existing(host).keys().matching(pattern).size();
  }

  void rewrite(RedisServer server) {
    time.after(REWRITING, () -> server.endRewriting(hosts.free(server.spec().pod())));
  }

  /** The application puts into it again what it can make anew. */
  public void warm(String host) {
    existing(host).warm(time.now());
  }

  // What goes wrong

  /** Clients write so many bytes that nothing will ever remove. */
  public void fill(String host, long bytes) {
    RedisServer server = existing(host);
    server.fill("filled:" + (server.keys().count() + 1), bytes);
  }

  /** The claim was deleted: servers on it have no keys any more. */
  public void volumeLost(String claim) {
    settle();
    servers.values().stream()
        .filter(server -> claim.endsWith("-storage-" + server.spec().pod()))
        .forEach(RedisServer::volumeLost);
  }
}
