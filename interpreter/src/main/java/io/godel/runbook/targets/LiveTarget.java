package io.godel.runbook.targets;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.backup.BackupActions;
import io.godel.runbook.backend.http.HttpActions;
import io.godel.runbook.backend.kubernetes.Access;
import io.godel.runbook.backend.kubernetes.ClientClasses;
import io.godel.runbook.backend.kubernetes.ClusterFacts;
import io.godel.runbook.backend.kubernetes.FromPods;
import io.godel.runbook.backend.kubernetes.KubernetesActs;
import io.godel.runbook.backend.kubernetes.KubernetesConnection;
import io.godel.runbook.backend.kubernetes.KubernetesLooks;
import io.godel.runbook.backend.kubernetes.KubernetesProfile;
import io.godel.runbook.backend.kubernetes.PodFolders;
import io.godel.runbook.backend.kubernetes.PortForwards;
import io.godel.runbook.backend.kubernetes.TargetLease;
import io.godel.runbook.backend.live.LiveAction;
import io.godel.runbook.backend.live.LiveBackend;
import io.godel.runbook.backend.live.WorkloadFacts;
import io.godel.runbook.backend.notify.NotifyActions;
import io.godel.runbook.backend.postgres.Connections;
import io.godel.runbook.backend.postgres.GrantCheck;
import io.godel.runbook.backend.postgres.PostgresActs;
import io.godel.runbook.backend.postgres.PostgresLooks;
import io.godel.runbook.backend.postgres.ServerBindings;
import io.godel.runbook.backend.postgres.ServerFacts;
import io.godel.runbook.backend.redis.RedisActs;
import io.godel.runbook.backend.redis.RedisConnections;
import io.godel.runbook.backend.redis.RedisLooks;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The systems of a target, connected for one run. It is bound to what they are: before each acting
 * call it is seen that they are the same still.
 */
public final class LiveTarget implements AutoCloseable {
  /** How a fact is called that is the cluster's uid. */
  private static final String CLUSTER = "cluster";

  private static final String SERVER = "server ";

  private final Target target;
  private final Optional<KubernetesConnection> cluster;
  private final Optional<ClusterFacts> clusterFacts;
  private final PortForwards places;
  private final Connections connections;
  private final RedisConnections caches;
  private final BackupActions backups;
  private final LiveBackend backend;
  private final Map<String, String> diffs = new ConcurrentHashMap<>();
  private final Map<String, String> identifiers;
  private final Map<String, String> facts;
  private final InstantSource clock;

  private LiveTarget(
      Target target,
      Access access,
      Map<String, String> environment,
      String run,
      InstantSource clock)
      throws IOException {
    this.target = target;
    this.clock = clock;
    this.cluster = opened(target, access);
    this.clusterFacts = cluster.map(ClusterFacts::new);
    this.places = new PortForwards(cluster, environment);
    this.connections = new Connections(target.postgres(), places, places, environment, run);
    this.caches = new RedisConnections(target.redis(), places, places, run);
    this.backups =
        new BackupActions(
            target.backups(),
            target.postgres(),
            target.programs(),
            new BackupActions.Systems(places, places, new PodFolders(cluster), environment, clock));
    ServerFacts servers = new ServerFacts(connections);
    this.identifiers = servers.identifiers();
    this.facts = whatItIs();
    Map<String, LiveAction> looking = new LinkedHashMap<>();
    WorkloadFacts workloads = workloads(looking);
    looking.putAll(new PostgresLooks(connections, workloads, clock).actions());
    looking.putAll(new RedisLooks(caches, clock).actions());
    looking.putAll(backups.looking());
    HttpActions http = new HttpActions(target.http(), clock);
    looking.putAll(http.looking());
    this.backend =
        new LiveBackend(
            looking,
            switch (access) {
              case LOOK -> Map.of();
              case DRY -> tried();
              case ACT -> acting(servers, http);
            },
            access == Access.DRY ? "no server can only try this out" : "");
  }

  /** Loads what most targets need beside whatever the caller does, before one is known. */
  public static void prepare() {
    ClientClasses.load();
  }

  /**
   * Connects to everything that the profile names.
   *
   * @param environment where libpq's variables and passwords are looked for
   * @param run the run's name, by which servers know it
   * @throws IOException when the cluster cannot be reached or is another one; the message says so
   */
  public static LiveTarget open(
      Target target,
      Access access,
      Map<String, String> environment,
      String run,
      InstantSource clock)
      throws IOException {
    return new LiveTarget(target, access, environment, run, clock);
  }

  /** Where the ambient context points is no place to act on. */
  private static Optional<KubernetesConnection> opened(Target target, Access access)
      throws IOException {
    if (target.kubernetes().isEmpty()) {
      return Optional.empty();
    }
    KubernetesProfile profile = target.kubernetes().get();
    if (access == Access.ACT && profile.context().isEmpty()) {
      throw new IOException(
          "the profile names no context, and a run that acts takes none from its surroundings:"
              + " write `kubernetes: {context: …}`");
    }
    return Optional.of(KubernetesConnection.open(profile, access));
  }

  private WorkloadFacts workloads(Map<String, LiveAction> looking) {
    if (cluster.isEmpty()) {
      return workload -> {
        throw new IOException("the target has no cluster that could say so");
      };
    }
    KubernetesLooks looks = new KubernetesLooks(cluster.get(), clock);
    looking.putAll(looks.actions());
    looking.putAll(new FromPods(cluster.get(), clock).actions());
    return looks;
  }

  private Map<String, LiveAction> tried() {
    return cluster
        .map(it -> new KubernetesActs(it, Optional.empty(), clock, diffs::put).tried())
        .orElse(Map.of());
  }

  private Map<String, LiveAction> acting(ServerFacts servers, HttpActions http) {
    Map<String, LiveAction> acting = new LinkedHashMap<>();
    cluster.ifPresent(
        it ->
            acting.putAll(
                new KubernetesActs(it, Optional.of(facts.get(CLUSTER)), clock, diffs::put)
                    .actions()));
    ServerBindings bindings = new ServerBindings(identifiers);
    acting.putAll(new PostgresActs(connections, bindings).actions());
    backups.acting().forEach((name, action) -> acting.put(name, servers.bound(action, bindings)));
    acting.replaceAll((name, action) -> releasing(action, bindings));
    acting.putAll(http.acting());
    acting.putAll(new RedisActs(caches).actions());
    acting.putAll(new NotifyActions(target.channels(), places).actions());
    return acting;
  }

  /** A server whose data the run itself deletes is bound to the one that is made after that. */
  private LiveAction releasing(LiveAction action, ServerBindings bindings) {
    return call -> {
      Instant begun = clock.instant();
      Outcome outcome = action.carryOut(call);
      if (!(outcome instanceof Outcome.NotDone)) {
        bindings.makeAnew(madeAnew(call.action(), call.arguments()), begun);
      }
      return outcome;
    };
  }

  private Set<String> madeAnew(String action, Map<String, Value> arguments) {
    return NewServers.after(action, arguments, target.postgres());
  }

  /**
   * Why this is not the target that a run was begun on; empty when it is, whatever is down.
   *
   * @param before its facts then
   * @param begun when that was
   * @param calls all that the run has called since
   */
  public Optional<String> difference(
      Map<String, String> before, Instant begun, List<Notice.CallStarted> calls) {
    Set<String> anew = new TreeSet<>();
    calls.forEach(
        it -> madeAnew(it.action(), it.arguments()).forEach(server -> anew.add(SERVER + server)));
    return FactsDifference.of(before, facts, anew, begun);
  }

  /** What the target is, as opposed to what it is called; servers that are down are not known. */
  private Map<String, String> whatItIs() throws IOException {
    Map<String, String> known = new TreeMap<>();
    if (clusterFacts.isPresent()) {
      String uid = clusterFacts.get().identity();
      Optional<String> wanted = target.kubernetes().flatMap(KubernetesProfile::identity);
      if (wanted.isPresent() && !wanted.get().equals(uid)) {
        throw new IOException(
            "this is the cluster %s, and the profile is for %s".formatted(uid, wanted.get()));
      }
      known.put(CLUSTER, uid);
    }
    identifiers.forEach((name, id) -> known.put(SERVER + name, id));
    return known;
  }

  public LiveBackend backend() {
    return backend;
  }

  /** By name: the cluster's uid, the servers' system identifiers. */
  public Map<String, String> facts() {
    return new TreeMap<>(facts);
  }

  /** What tells the target from every other one, whatever it is called. */
  public String identity() {
    return facts.getOrDefault(CLUSTER, String.join(" ", facts.values()));
  }

  /** Who we are by the cluster's word; empty without a cluster. */
  public Optional<String> user() throws IOException {
    return clusterFacts.isPresent() ? Optional.of(clusterFacts.get().user()) : Optional.empty();
  }

  /**
   * What the servers' user may not do of what is needed.
   *
   * @param needed privileges by the server's name; under no name, on any server of the profile
   */
  public List<String> missingGrants(Map<String, ? extends Set<String>> needed)
      throws InterruptedException {
    Map<String, Set<String>> all = new LinkedHashMap<>();
    needed.forEach(
        (name, privileges) -> {
          Set<String> servers =
              name.isEmpty() ? target.postgres().servers().keySet() : Set.of(name);
          servers.forEach(
              server -> all.computeIfAbsent(server, it -> new TreeSet<>()).addAll(privileges));
        });
    return new GrantCheck(connections).missing(all);
  }

  /** What the cluster says of us; empty without a cluster. */
  public Optional<ClusterFacts> cluster() {
    return clusterFacts;
  }

  /**
   * Lets the cluster try out an acting call.
   *
   * @return what it would change, line by line; empty where no server can only try it out
   */
  public String tryOut(Call call) throws InterruptedException {
    Optional<KubernetesProfile> profile = target.kubernetes();
    if (profile.isEmpty()) {
      return "";
    }
    try (KubernetesConnection dry = KubernetesConnection.open(profile.get(), Access.DRY)) {
      Map<String, String> found = new ConcurrentHashMap<>();
      LiveAction action =
          new KubernetesActs(dry, Optional.empty(), clock, found::put).tried().get(call.action());
      if (action == null) {
        return "";
      }
      return action.carryOut(call) instanceof Outcome.NotDone refused
          ? "refused: " + refused.reason()
          : found.getOrDefault(call.id(), "");
    } catch (IOException silent) {
      return "not known: " + silent.getMessage();
    }
  }

  /** What an acting call of that id has changed or would change. */
  public String diff(String call) {
    return diffs.getOrDefault(call, "");
  }

  /**
   * Takes the lock that the cluster itself keeps; empty without a cluster.
   *
   * @param lost is told when another run has it
   * @throws TargetLease.HeldException when another run has it
   */
  public Optional<TargetLease> lease(String run, Runnable lost) throws IOException {
    return cluster.isEmpty()
        ? Optional.empty()
        : Optional.of(
            TargetLease.take(
                cluster.get(),
                target.kubernetes().orElseThrow().namespace(),
                "runbook-lock",
                run,
                clock,
                lost));
  }

  @Override
  public void close() {
    backend.close();
    connections.close();
    caches.close();
    places.close();
    cluster.ifPresent(KubernetesConnection::close);
  }
}
