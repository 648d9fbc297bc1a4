package io.godel.runbook.backend.kubernetes;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.live.LiveAction;
import io.godel.runbook.lab.Lab;
import io.godel.runbook.project.Project;
import io.godel.runbook.simulation.World;
import io.godel.runbook.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A lab made of a shipped world, and the live actions on it. */
public final class LabCluster implements AutoCloseable {
  private static final Path FAILOVER = Path.of("runbooks/database-failover.runbook");

  public final World world;
  public final Lab lab;
  public final Path kubeconfig;
  public final Map<String, String> diffs = new LinkedHashMap<>();
  private final KubernetesConnection connection;
  private final Map<String, LiveAction> actions = new LinkedHashMap<>();
  private final Map<String, LiveAction> acting = new LinkedHashMap<>();

  public LabCluster(Path folder, String name, double speed, Access access) throws Exception {
    world = Project.world(FAILOVER, name).tree().orElseThrow().make(0);
    lab = Lab.open(world, new Lab.Options(0, speed, List.of("intern")), Instant.now());
    kubeconfig = folder.resolve("kubeconfig");
    Files.writeString(kubeconfig, lab.kubeconfig("lab", Lab.ADMIN));
    connection = KubernetesConnection.open(profile(), access);
    InstantSource clock = InstantSource.system();
    actions.putAll(new KubernetesLooks(connection, clock).actions());
    actions.putAll(new FromPods(connection, clock).actions());
    acting.putAll(new KubernetesActs(connection, Optional.empty(), clock, diffs::put).actions());
  }

  KubernetesProfile profile() {
    return new KubernetesProfile(
        Optional.of("lab"), Optional.of(kubeconfig.toString()), "godel", Optional.empty());
  }

  KubernetesConnection connection() {
    return connection;
  }

  public static Value.Handle handle(String type, String name) {
    Map<String, Value> identity = new LinkedHashMap<>();
    identity.put("name", new Value.Str(name));
    identity.put("in", new Value.Str("godel"));
    return new Value.Handle("k8s." + type, identity);
  }

  public Outcome call(String action, Object... arguments) throws InterruptedException {
    Map<String, Value> named = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      named.put((String) arguments[i], (Value) arguments[i + 1]);
    }
    boolean acts = acting.containsKey(action);
    LiveAction live = acts ? acting.get(action) : actions.get(action);
    return live.carryOut(new Call("c", action, named, acts, Duration.ofSeconds(10)));
  }

  public Value done(String action, Object... arguments) throws InterruptedException {
    Outcome outcome = call(action, arguments);
    if (outcome instanceof Outcome.Done done) {
      return done.result();
    }
    throw new AssertionError(action + ": " + outcome);
  }

  /** What the model says at this very moment. */
  public Outcome modelled(String action, Object... arguments) throws Exception {
    Map<String, Value> named = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      named.put((String) arguments[i], (Value) arguments[i + 1]);
    }
    Call call = new Call("m", action, named, acting.containsKey(action), Duration.ofSeconds(10));
    return lab.touch(() -> world.actions().get(action).carryOut(call).outcome());
  }

  @Override
  public void close() {
    connection.close();
    lab.close();
  }
}
