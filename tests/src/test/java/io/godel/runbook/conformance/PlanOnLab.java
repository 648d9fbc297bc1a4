package io.godel.runbook.conformance;

import io.godel.runbook.backend.Backend;
import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.kubernetes.Access;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.backend.simulated.VirtualTime;
import io.godel.runbook.engine.Clock;
import io.godel.runbook.engine.Driver;
import io.godel.runbook.engine.Input;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.journal.MemoryJournal;
import io.godel.runbook.lab.Lab;
import io.godel.runbook.simulation.World;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.targets.LiveTarget;
import io.godel.runbook.targets.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Runs a plan on the live backend, over HTTPS on the lab. The lab's time stands still while a call
 * is carried out, and each call takes as long as it took in the simulation: so the same things
 * happen between the same calls.
 */
final class PlanOnLab implements AutoCloseable {
  /** What the simulation waits for longer than that, the live backend waits for too. */
  private static final Duration LONG = Duration.ofSeconds(1);

  private static final long TURN_MILLIS = 20;

  /** Where the simulation says that it may be otherwise a little later, it is not here. */
  private static final Duration IN_VAIN = Duration.ofMillis(300);

  /** In the path of what is asked again and again until it is ready. */
  private static final String WAITED_FOR = "/volumesnapshots/";

  private final World world;
  private final AtomicInteger waiting = new AtomicInteger();
  private final Lab lab;
  private final Path kubeconfig;
  private final LiveTarget target;
  private final Optional<PlanServers> servers;
  private final Queue<Runnable> due = new ArrayDeque<>();

  /** A lab in whose pods nothing runs but the model. */
  PlanOnLab(World world) throws Exception {
    this(world, Optional.empty());
  }

  /** A lab with real servers behind its pods. */
  PlanOnLab(World world, PlanServers servers) throws Exception {
    this(world, Optional.of(servers));
  }

  private PlanOnLab(World world, Optional<PlanServers> servers) throws Exception {
    this.world = world;
    this.servers = servers;
    Lab.Options still = new Lab.Options(0, 0, List.of(), this::asked);
    lab =
        servers.isEmpty()
            ? Lab.open(world, still, world.time().now())
            : Lab.open(world, still, world.time().now(), servers.get()::guests);
    if (servers.isPresent()) {
      servers.get().follow(lab);
      servers.get().settle(lab, world);
    }
    kubeconfig = Files.createTempFile("plans", ".kubeconfig");
    Files.writeString(kubeconfig, lab.kubeconfig("lab", Lab.ADMIN));
    String profile =
        "kubernetes: {context: lab, kubeconfig: %s, namespace: godel}%n".formatted(kubeconfig)
            + servers.map(PlanServers::profile).orElse("");
    target =
        LiveTarget.open(
            Target.read(new SourceFile("lab.yaml", profile)).tree().orElseThrow(),
            Access.ACT,
            Map.of("PASSWORD", PlanServers.PASSWORD),
            "run",
            () -> world.time().now());
  }

  /**
   * @param simulated what became of the same calls in the simulation
   */
  PlanRun run(DrawnPlan drawn, List<Reply> simulated) throws Exception {
    PlanTrace trace = new PlanTrace();
    LabClock clock = new LabClock();
    Driver driver =
        new Driver(
            drawn.plan(),
            new InStep(simulated.iterator()),
            new PlanPeople(drawn, this::later, () -> world.time().now()),
            clock,
            new MemoryJournal(),
            (at, notice) -> {
              trace.add(notice);
              if (notice instanceof Notice.StepStarted started) {
                touch(
                    () -> {
                      drawn.begins(started.step(), world);
                      return null;
                    });
              }
            });
    Optional<String> scenario = Optional.of(DrawnPlan.SCENARIO);
    driver.run(new Input.Started(clock.now(), "simulation", "operator", scenario));
    return new PlanRun(trace.lines(), List.of(), EndState.of(world, this::ask));
  }

  private <T> T touch(Callable<T> work) {
    try {
      return lab.touch(work);
    } catch (Exception broken) {
      throw new AssertionError("the lab cannot be touched", broken);
    }
  }

  private void later(Duration after, Runnable work) {
    touch(
        () -> {
          world.time().after(after, work);
          return null;
        });
  }

  /**
   * Lets the lab's time pass, one event after the other, as the API sees them. What is answered by
   * the lab itself is waited for between them.
   */
  private void pass(Instant until, BooleanSupplier enough) {
    boolean more = true;
    while (more && !enough.getAsBoolean()) {
      more = touch(() -> world.time().advance(until, new OneEvent()::hasHappened));
      while (!due.isEmpty()) {
        due.remove().run();
      }
    }
  }

  private static final class OneEvent {
    private int asked;

    boolean hasHappened() {
      return asked++ > 0;
    }
  }

  private Outcome ask(Call call) {
    CompletableFuture<Outcome> live = new CompletableFuture<>();
    target.backend().start(call, live::complete);
    return got(call, live);
  }

  /** The live backend, each of whose calls takes as long as in the simulation. */
  private final class InStep implements Backend {
    private final Iterator<Reply> simulated;

    InStep(Iterator<Reply> simulated) {
      this.simulated = simulated;
    }

    @Override
    public void start(Call call, Consumer<Outcome> answer) {
      Reply reply = simulated.hasNext() ? simulated.next() : Reply.done();
      settle(call);
      CompletableFuture<Outcome> live = new CompletableFuture<>();
      int before = waiting.get();
      target.backend().start(patient(call, reply), live::complete);
      if (reply.after().compareTo(LONG) > 0 && reply.outcome() instanceof Outcome.Done) {
        awaitWaiting(before, live);
        settle(call);
        later(reply.after(), () -> due.add(() -> answer.accept(got(call, live))));
      } else {
        Outcome outcome = told(call, reply, got(call, live));
        settle(call);
        later(reply.after(), () -> answer.accept(outcome));
      }
    }

    private void settle(Call call) {
      if (servers.isPresent() && call.action().startsWith("pg.")) {
        try {
          servers.get().settle(lab, world);
        } catch (Exception broken) {
          throw new AssertionError("the servers do not follow their pods", broken);
        }
      }
    }

    private Call patient(Call call, Reply reply) {
      Duration patience = isInVain(call, reply) ? IN_VAIN : call.timeout();
      return new Call(call.id(), call.action(), call.arguments(), call.acts(), patience);
    }
  }

  /** Whether the live backend asks again until nobody waits any more, and has no other reason. */
  private static boolean isInVain(Call call, Reply reply) {
    return !call.acts() && reply.outcome() instanceof Outcome.NotDone no && no.retriable();
  }

  /** What is left of a reason then is the simulation's. */
  private static Outcome told(Call call, Reply reply, Outcome live) {
    return isInVain(call, reply) && live instanceof Outcome.NotDone ? reply.outcome() : live;
  }

  private void asked(Lab.Asked request) {
    if (request.method().equals("GET") && request.path().contains(WAITED_FOR)) {
      waiting.incrementAndGet();
    }
  }

  /** What waits for something has begun to before the time passes in which it comes. */
  private void awaitWaiting(int before, CompletableFuture<Outcome> live) {
    while (!live.isDone() && waiting.get() == before) {
      try {
        live.get(TURN_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        // It is looked at again whether it waits.
      } catch (InterruptedException | ExecutionException broken) {
        throw new AssertionError("a call was not carried out", broken);
      }
    }
  }

  private static Outcome got(Call call, CompletableFuture<Outcome> live) {
    try {
      return live.get(1, TimeUnit.MINUTES);
    } catch (InterruptedException | ExecutionException | TimeoutException broken) {
      throw new AssertionError(call.action() + " got no answer", broken);
    }
  }

  /** The lab's time, which passes when the run waits. */
  private final class LabClock implements Clock {
    private final VirtualTime time = world.time();
    private boolean woken;

    @Override
    public Instant now() {
      return time.now();
    }

    @Override
    public void await(Instant until) {
      pass(until, () -> woken);
      woken = false;
    }

    @Override
    public void wake() {
      woken = true;
    }
  }

  @Override
  public void close() throws IOException, SQLException {
    target.close();
    if (servers.isPresent()) {
      servers.get().leave();
    }
    lab.close();
    Files.delete(kubeconfig);
  }
}
