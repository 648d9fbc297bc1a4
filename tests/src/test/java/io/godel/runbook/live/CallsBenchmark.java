package io.godel.runbook.live;

import io.godel.runbook.backend.Backend;
import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.kubernetes.Access;
import io.godel.runbook.engine.Approver;
import io.godel.runbook.engine.Command;
import io.godel.runbook.engine.Driver;
import io.godel.runbook.engine.Ending;
import io.godel.runbook.engine.Input;
import io.godel.runbook.engine.Journal;
import io.godel.runbook.engine.SystemClock;
import io.godel.runbook.journal.FileJournal;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.project.Project;
import io.godel.runbook.report.RunReport;
import io.godel.runbook.report.Style;
import io.godel.runbook.targets.LiveTarget;
import io.godel.runbook.types.TypedRunbook;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A process of its own that makes the calls of live runs: in a run, and by the client libraries
 * alone. For each line of its input it does so some times, and writes down how long each call took.
 */
final class CallsBenchmark {
  static final Path TEXT = Path.of("tests/src/test/resources/bench/calls.runbook");
  static final String DONE = "done";

  /** Ways on which a call is made. */
  static final String BARE = "bare";

  static final String SAME_REQUESTS = "same";
  static final String ON_DISK = "disk";
  static final String IN_MEMORY = "memory";
  static final String FSYNC = "fsync";

  private static final int RECORD_BYTES = 400;

  private final Path profile;
  private final Map<String, Path> folders;
  private final BareClients bare;
  private final TypedRunbook runbook = new Project().check(TEXT).tree().get(0);
  private final InstantSource wall = InstantSource.system();
  private final SystemClock clock = SystemClock.started();

  /** Of the rows and settings that are written: each is another one. */
  private int number = 100;

  private CallsBenchmark(Path profile, Path disk, Path memory, BareClients bare) {
    this.profile = profile;
    this.folders = Map.of(ON_DISK, disk, IN_MEMORY, memory);
    this.bare = bare;
  }

  /**
   * @param args the profile, the kubeconfig, the ports of primary and replica, a folder on a disk
   *     and one in memory, how often a round makes each call
   */
  public static void main(String[] args) throws Exception {
    int times = Integer.parseInt(args[6]);
    try (BareClients bare =
            new BareClients(
                Path.of(args[1]),
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]),
                System.getenv("GODEL_PASSWORD"));
        BufferedReader rounds =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      CallsBenchmark benchmark =
          new CallsBenchmark(Path.of(args[0]), Path.of(args[4]), Path.of(args[5]), bare);
      benchmark.rounds(rounds, times);
    }
    System.exit(0);
  }

  private void rounds(BufferedReader rounds, int times) throws Exception {
    try (LiveTarget target =
        LiveTarget.open(
            Project.target(TEXT, profile.toString()).tree().orElseThrow(),
            Access.ACT,
            System.getenv(),
            "bench",
            clock::now)) {
      while (rounds.readLine() != null) {
        for (int i = 0; i < times; i++) {
          run(target, ON_DISK);
          run(target, IN_MEMORY);
          bare();
          sameRequests();
          fsync();
        }
        System.out.println(DONE);
      }
    }
  }

  private static void tell(String call, String way, long nanos) {
    System.out.println(call + "\t" + way + "\t" + nanos);
  }

  private void run(LiveTarget target, String way) throws IOException, InterruptedException {
    number++;
    Plan plan =
        Planner.plan(
            runbook,
            Arguments.read(
                runbook,
                Map.of("n", Integer.toString(number), "wanted", Integer.toString(wanted()))));
    Path file = folders.get(way).resolve("journal");
    RunReport report = new RunReport(Style.PLAIN, line -> {});
    try (FileJournal journal = FileJournal.create(file, wall)) {
      Timed timed = new Timed(journal, target.backend(), way);
      Ending ending =
          new Driver(plan, timed, new Nobody(), clock, timed, report::tell)
              .run(new Input.Started(clock.now(), "bench", "bench", Optional.empty()))
              .ending()
              .orElseThrow();
      if (ending.kind() != Ending.Kind.RECOVERED) {
        throw new AssertionError(ending.toString());
      }
    }
    Files.delete(file);
  }

  private int wanted() {
    return 1 + number % 2;
  }

  private static void timed(String call, String way, BareClients.SqlWork work) throws Exception {
    long begin = System.nanoTime();
    work.run();
    tell(call, way, System.nanoTime() - begin);
  }

  private void bare() throws Exception {
    number++;
    String at = Instant.now().plusSeconds(1).toString();
    timed("k8s.scale", BARE, () -> bare.scale(wanted()));
    timed("k8s.patch", BARE, () -> bare.patchData(number));
    timed("k8s.rollout_restart", BARE, () -> bare.restart(at));
    timed("pg.execute", BARE, () -> bare.insert(number));
    timed("k8s.replicas", BARE, bare::replicas);
    timed("k8s.data", BARE, bare::data);
    timed("pg.in_recovery", BARE, bare::inRecovery);
    timed("pg.query", BARE, () -> bare.count(number));
  }

  /** What a run waits for of the servers for the same call, and nothing else. */
  private void sameRequests() throws Exception {
    number++;
    String at = Instant.now().plusSeconds(1).toString();
    timed(
        "k8s.scale",
        SAME_REQUESTS,
        () -> {
          bare.beforeScale();
          bare.scale(wanted());
        });
    timed(
        "k8s.patch",
        SAME_REQUESTS,
        () -> {
          bare.beforePatch();
          bare.patchData(number);
        });
    timed(
        "k8s.rollout_restart",
        SAME_REQUESTS,
        () -> {
          bare.beforeRestart();
          bare.restart(at);
        });
    timed(
        "pg.execute",
        SAME_REQUESTS,
        () -> {
          bare.beforeAct();
          bare.insert(number);
        });
    bare.afterAct();
    timed(
        "pg.in_recovery",
        SAME_REQUESTS,
        () -> {
          bare.beforeLook(true);
          bare.inRecovery();
        });
    bare.afterLook(true);
    timed(
        "pg.query",
        SAME_REQUESTS,
        () -> {
          bare.beforeLook(false);
          bare.count(number);
        });
    bare.afterLook(false);
  }

  /** A record of the usual length, waited for as the journal waits. */
  private void fsync() throws IOException {
    Path file = folders.get(ON_DISK).resolve("fsync");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      long begin = System.nanoTime();
      channel.write(ByteBuffer.allocate(RECORD_BYTES));
      channel.force(false);
      tell(FSYNC, FSYNC, System.nanoTime() - begin);
    }
  }

  /**
   * Times calls: from the end of the record that led to a call to the end of the record of its
   * answer. What the engine and the report do between is in it.
   */
  private static final class Timed implements Journal, Backend {
    private final Journal journal;
    private final Backend backend;
    private final String way;
    private final Map<String, String> actions = new HashMap<>();
    private long last = System.nanoTime();

    Timed(Journal journal, Backend backend, String way) {
      this.journal = journal;
      this.backend = backend;
      this.way = way;
    }

    @Override
    public void append(Record record) {
      journal.append(record);
      if (record instanceof Received received) {
        long now = System.nanoTime();
        if (received.input() instanceof Input.Answered answered) {
          tell(actions.get(answered.call()), way, now - last);
        }
        last = now;
      }
    }

    @Override
    public void start(Call call, Consumer<Outcome> answer) {
      actions.put(call.id(), call.action());
      backend.start(call, answer);
    }
  }

  /** Nobody is asked anything. */
  private static final class Nobody implements Approver {
    @Override
    public void ask(Command.Request request, Consumer<Input> answer) {
      throw new AssertionError("somebody is asked: " + request);
    }

    @Override
    public void withdraw(String request) {}
  }
}
