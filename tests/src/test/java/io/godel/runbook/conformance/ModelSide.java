package io.godel.runbook.conformance;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.simulation.World;
import io.godel.runbook.simulation.WorldFile;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The pair in the simulated world. */
final class ModelSide implements PostgresSide {
  private static final String TEXT =
      """
      description: A primary and its replica
      starts: 2026-11-23T03:00:00Z
      kubernetes:
        namespace: godel
        nodes: {node-a: {}, node-b: {}}
        statefulsets:
          postgres: {node: node-a}
          postgres-replica: {node: node-b}
      postgres:
        primary:
          pod: postgres-0
          write_rate: 0B
          settings: {max_connections: "40"}
          slots:
            - {name: archive}
            - {name: changes, logical: true, kept: 1KiB}
          sessions:
            - {application: batch, state: idle, user: postgres}
        replica: {pod: postgres-replica-0, follows: primary}
      """;

  private final World world =
      WorldFile.read(new SourceFile("world.yaml", TEXT)).tree().orElseThrow().make(0);

  @Override
  public Outcome call(String action, Object... arguments) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      values.put((String) arguments[i], (Value) arguments[i + 1]);
    }
    boolean acts = !action.startsWith("pg.") || PostgresConformanceTest.ACTING.contains(action);
    Call call = new Call("1", action, values, acts, Duration.ofSeconds(2));
    Reply reply = world.actions().get(action).carryOut(call);
    if (reply.outcome() instanceof Outcome.Done) {
      pass(reply.after());
    }
    return reply.outcome();
  }

  private void pass(Duration time) {
    world.time().advance(world.time().now().plus(time), () -> false);
  }

  @Override
  public void silencePrimary() {
    world.cluster().loseNode("node-a");
  }

  @Override
  public void wakePrimary() {
    world.cluster().returnNode("node-a");
  }

  @Override
  public void stopPrimary() {
    Outcome scaled = call("k8s.scale", "workload", SET, "replicas", new Value.Int(0));
    if (!(scaled instanceof Outcome.Done)) {
      throw new AssertionError(scaled.toString());
    }
    pass(Duration.ofMinutes(2));
  }

  @Override
  public void close() {
    // A world is nothing but memory.
  }
}
