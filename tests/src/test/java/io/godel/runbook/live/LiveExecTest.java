package io.godel.runbook.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.kubernetes.Access;
import io.godel.runbook.backend.kubernetes.Await;
import io.godel.runbook.project.Project;
import io.godel.runbook.targets.LiveTarget;
import io.godel.runbook.value.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs in pods are real processes beside the server that stands behind the pod. */
final class LiveExecTest {
  private static final Path RUNBOOK = Path.of("runbooks/database-failover.runbook");

  @TempDir Path folder;

  private static Outcome exec(LiveTarget target, String pod, String... command) throws Exception {
    Map<String, Value> identity = new LinkedHashMap<>();
    identity.put("name", new Value.Str(pod));
    identity.put("in", new Value.Str("godel"));
    Map<String, Value> arguments = new LinkedHashMap<>();
    arguments.put("pod", new Value.Handle("k8s.Pod", identity));
    arguments.put(
        "command",
        new Value.Items(Stream.of(command).map(Value.Str::new).map(it -> (Value) it).toList()));
    BlockingQueue<Outcome> answers = new LinkedBlockingQueue<>();
    target
        .backend()
        .start(new Call("1", "k8s.exec", arguments, true, Duration.ofSeconds(30)), answers::add);
    return answers.take();
  }

  private static Value.Fields ended(Outcome outcome) {
    return (Value.Fields) assertInstanceOf(Outcome.Done.class, outcome).result();
  }

  @Test
  void aReplicaIsPromotedByItsOwnProgramAndTheModelSeesIt() throws Exception {
    try (LivePlatform platform = new LivePlatform(folder, "healthy", 1);
        LiveTarget target =
            LiveTarget.open(
                Project.target(RUNBOOK, platform.profile().toString()).tree().orElseThrow(),
                Access.ACT,
                platform.environment(),
                "run",
                InstantSource.system())) {
      Value.Fields status = ended(exec(target, "postgres-0", "pg_ctl", "status"));
      assertEquals(new Value.Int(0), status.field("exit_code"));
      assertTrue(
          status.field("stdout").toString().contains("server is running"), status.toString());

      Value.Fields refused = ended(exec(target, "postgres-0", "pg_ctl", "promote"));
      assertEquals(new Value.Int(1), refused.field("exit_code"));
      assertTrue(
          refused.field("stderr").toString().contains("not in standby mode"), refused.toString());

      Value.Fields promoted = ended(exec(target, "postgres-replica-0", "pg_ctl", "promote"));
      assertEquals(new Value.Int(0), promoted.field("exit_code"), promoted.toString());
      assertEquals("f", platform.replica.ask("postgres", "SELECT pg_is_in_recovery()"));
      Await.until(
          "the model's replica takes writes too",
          () -> platform.lab.touch(() -> platform.world.postgres().acceptsWrites("replica")));

      Outcome.NotDone unknown =
          assertInstanceOf(Outcome.NotDone.class, exec(target, "redis-0", "pg_ctl", "status"));
      assertEquals("no_program", unknown.code());
      assertTrue(unknown.reason().contains("pg_ctl"), unknown.reason());
    }
  }
}
