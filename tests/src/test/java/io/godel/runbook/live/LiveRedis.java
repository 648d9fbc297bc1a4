package io.godel.runbook.live;

import io.godel.runbook.backend.kubernetes.Access;
import io.godel.runbook.engine.Approver;
import io.godel.runbook.engine.Clock;
import io.godel.runbook.engine.Command;
import io.godel.runbook.engine.Driver;
import io.godel.runbook.engine.Ending;
import io.godel.runbook.engine.Input;
import io.godel.runbook.lab.Lab;
import io.godel.runbook.lab.process.RealServers;
import io.godel.runbook.lab.process.RedisProcess;
import io.godel.runbook.lab.process.Replay;
import io.godel.runbook.lab.process.Warming;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.project.Project;
import io.godel.runbook.simulation.World;
import io.godel.runbook.targets.LiveTarget;
import io.godel.runbook.types.TypedRunbook;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A real Redis behind its pod of the lab, and runs of the Redis runbook in hurried time. */
final class LiveRedis implements AutoCloseable {
  static final String QUEUE = "godel:queue:pending";

  /** So many events may wait: there are no workers here that take them. */
  private static final String NOBODY_TAKES = "100000";

  static final String PASSWORD = "canary-5e0b1";
  private static final Path RUNBOOK = Path.of("runbooks/redis-outage.runbook");
  private static final double LAB_SPEED = 40;

  /** So many times faster than real time a run waits. */
  private static final int SPEED = 20;

  final RedisProcess redis;
  final Lab lab;
  private final Path folder;
  private final AtomicReference<RealServers> servers = new AtomicReference<>();
  private final List<String> told = new ArrayList<>();

  /**
   * @param redis runs with its keys
   * @param worldName of the runbook's worlds
   * @param before so long the world has been as it is
   */
  LiveRedis(Path folder, RedisProcess redis, String worldName, Duration before) throws Exception {
    this.folder = folder;
    this.redis = redis;
    World world = Project.world(RUNBOOK, worldName).tree().orElseThrow().make(0);
    world.time().advance(world.time().now().plus(before), () -> false);
    RealServers.Sync sync =
        RealServers.Sync.both(new Replay(redis, QUEUE), new Warming(redis, "godel:cache:"));
    lab =
        Lab.open(
            world,
            new Lab.Options(0, LAB_SPEED, List.of()),
            Instant.now(),
            (made, view) -> {
              servers.set(
                  new RealServers(
                      made,
                      view,
                      List.of(new RealServers.Server("redis-0", "redis", 6379, redis, sync))));
              return servers.get();
            });
    servers.get().follow(lab);
    Files.writeString(folder.resolve("kubeconfig"), lab.kubeconfig("lab", Lab.ADMIN));
    Files.writeString(
        folder.resolve("lab.yaml"),
        """
        kubernetes: {context: lab, kubeconfig: %s, namespace: godel}
        redis:
          redis: {pod: redis-0, password: {env: GODEL_PASSWORD}, dead_letters: ["godel:queue:dead:*"]}
        http: {connect_to: {api.godel.local: "%s"}}
        """
            .formatted(folder.resolve("kubeconfig"), lab.publicAddress()));
  }

  /** What a person does who is given a task, with its answers. */
  interface Worker {
    Map<String, Value> does(Command.Task task) throws Exception;
  }

  /** A worker whom nothing is asked. */
  static Worker nobody() {
    return task -> {
      throw new AssertionError("nobody was to be asked: " + task.task());
    };
  }

  /** Runs to the end; everything is approved. */
  Ending run(Optional<String> scenario, Map<String, String> parameters, Worker worker)
      throws Exception {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.put("max_pending", NOBODY_TAKES);
    TypedRunbook runbook = new Project().check(RUNBOOK).tree().get(0);
    Plan plan = Planner.plan(runbook, Arguments.read(runbook, all));
    IdleClock clock = new IdleClock(Instant.now(), SPEED);
    try (LiveTarget target =
        LiveTarget.open(
            Project.target(RUNBOOK, folder.resolve("lab.yaml").toString()).tree().orElseThrow(),
            Access.ACT,
            Map.of("GODEL_PASSWORD", PASSWORD),
            "test",
            clock::now)) {
      Driver driver =
          new Driver(
              plan,
              clock.watching(target.backend()),
              new Agreeing(clock, worker),
              clock,
              record -> {},
              (at, notice) -> told.add(notice.toString()));
      return driver
          .run(new Input.Started(clock.now(), "test", "admin", scenario))
          .ending()
          .orElseThrow();
    }
  }

  /** Everything that the last run told. */
  String told() {
    return String.join("\n", told);
  }

  /** Says yes to every approval at once, and lets the worker do every task. */
  private record Agreeing(Clock clock, Worker worker) implements Approver {
    @Override
    public void ask(Command.Request request, Consumer<Input> answer) {
      if (!(request instanceof Command.Task task)) {
        answer.accept(
            new Input.Decided(clock.now(), request.id(), Input.Decision.YES, "dba", "agreed"));
        return;
      }
      try {
        Map<String, Value> answers = worker.does(task);
        answer.accept(new Input.Acknowledged(clock.now(), task.id(), "dba", answers));
      } catch (Exception undone) {
        throw new AssertionError(undone);
      }
    }

    @Override
    public void withdraw(String request) {
      // Whatever was asked was answered at once.
    }
  }

  @Override
  public void close() throws IOException {
    servers.get().close();
    lab.close();
  }
}
