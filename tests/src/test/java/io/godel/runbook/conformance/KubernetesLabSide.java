package io.godel.runbook.conformance;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.http.HttpActions;
import io.godel.runbook.backend.http.HttpProfile;
import io.godel.runbook.backend.kubernetes.Access;
import io.godel.runbook.backend.kubernetes.FromPods;
import io.godel.runbook.backend.kubernetes.KubernetesActs;
import io.godel.runbook.backend.kubernetes.KubernetesConnection;
import io.godel.runbook.backend.kubernetes.KubernetesLooks;
import io.godel.runbook.backend.kubernetes.KubernetesProfile;
import io.godel.runbook.backend.live.LiveAction;
import io.godel.runbook.backend.simulated.kubernetes.Cluster;
import io.godel.runbook.lab.Lab;
import io.godel.runbook.simulation.World;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The live backend, over HTTPS on the lab of the same world. */
final class KubernetesLabSide implements KubernetesSide {
  private static final String INTERN = "intern";

  /** The clock of the lab goes on while such a call waits. */
  private static final String WAITS = "k8s.snapshot";

  private static final Duration TICK = Duration.ofSeconds(5);
  private static final long TURN_MILLIS = 20;

  private final World world;
  private final Lab lab;
  private final KubernetesConnection connection;
  private final Map<String, LiveAction> actions = new LinkedHashMap<>();
  private final ExecutorService worker = Executors.newSingleThreadExecutor();

  KubernetesLabSide(Path folder, String parts, boolean mayNothing) throws Exception {
    world = KubernetesSide.world(parts);
    lab = Lab.open(world, new Lab.Options(0, 0, List.of(INTERN)), Instant.now());
    Path kubeconfig = Files.createTempFile(folder, "kubeconfig", "");
    Files.writeString(kubeconfig, lab.kubeconfig("lab", mayNothing ? INTERN : Lab.ADMIN));
    connection =
        KubernetesConnection.open(
            new KubernetesProfile(
                Optional.of("lab"),
                Optional.of(kubeconfig.toString()),
                NAMESPACE,
                Optional.empty()),
            Access.ACT);
    InstantSource clock = InstantSource.system();
    actions.putAll(new KubernetesLooks(connection, clock).actions());
    actions.putAll(
        new KubernetesActs(connection, Optional.empty(), clock, (id, diff) -> {}).actions());
    actions.putAll(new FromPods(connection, clock).actions());
    URI door = URI.create(lab.publicAddress());
    HttpActions http = new HttpActions(new HttpProfile(Map.of(PUBLIC_HOST, door)), clock);
    actions.putAll(http.looking());
    actions.putAll(http.acting());
  }

  @Override
  public Outcome call(Call call) throws Exception {
    LiveAction action = actions.get(call.action());
    if (!call.action().equals(WAITS)) {
      return action.carryOut(call);
    }
    Future<Outcome> answer = worker.submit(() -> action.carryOut(call));
    while (true) {
      try {
        return answer.get(TURN_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        pass(TICK);
      }
    }
  }

  /** Step by step, so that the API sees the time go by. */
  @Override
  public void pass(Duration time) throws Exception {
    Duration left = time;
    while (left.compareTo(Duration.ZERO) > 0) {
      Duration step = left.compareTo(TICK) > 0 ? TICK : left;
      lab.touch(() -> world.time().advance(world.time().now().plus(step), () -> false));
      left = left.minus(step);
    }
  }

  @Override
  public void befall(Consumer<Cluster> what) throws Exception {
    lab.touch(
        () -> {
          what.accept(world.cluster());
          return null;
        });
  }

  @Override
  public void close() {
    worker.shutdownNow();
    connection.close();
    lab.close();
  }
}
