package io.godel.runbook.live;

import io.godel.runbook.backend.kubernetes.Access;
import io.godel.runbook.backend.postgres.FaultyWire;
import io.godel.runbook.engine.Approver;
import io.godel.runbook.engine.Command;
import io.godel.runbook.engine.Driver;
import io.godel.runbook.engine.Ending;
import io.godel.runbook.engine.Input;
import io.godel.runbook.engine.Journal;
import io.godel.runbook.engine.JournalException;
import io.godel.runbook.engine.SystemClock;
import io.godel.runbook.journal.FileJournal;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.project.Project;
import io.godel.runbook.targets.LiveTarget;
import io.godel.runbook.types.TypedRunbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A run of two acts, one on the cluster and one on a server, on ways that can fail and with a
 * journal and a clock that can.
 */
final class FaultyRun implements AutoCloseable {
  private static final Path TEXT = Path.of("tests/src/test/resources/faults.runbook");

  final LivePlatform platform;
  final FaultyApi api;
  final FaultyWire wire;

  /** How much room the journal's disk has, in records. */
  long room = Long.MAX_VALUE;

  /** How far the clock on the wall jumps when it is looked at for the fifth time. */
  Duration jump = Duration.ZERO;

  /** Whether a person was asked what has become of a call. */
  boolean asked;

  private final Path folder;
  private int looks;

  /** On a platform that is as it was at first. */
  FaultyRun(LivePlatform platform, Path folder) throws Exception {
    this.folder = folder;
    this.platform = platform;
    platform.configure("QUEUE_BATCH_SIZE", "10");
    platform.primary.execute("godel", "DELETE FROM orders WHERE id = 99");
    api = new FaultyApi(platform.lab);
    wire = new FaultyWire(platform.primary.port());
    Files.writeString(folder.resolve("kubeconfig"), api.kubeconfig());
    Files.writeString(
        profile(),
        """
        kubernetes: {context: lab, kubeconfig: %s, namespace: godel}
        postgres:
          primary:
            host: 127.0.0.1
            port: %d
            database: godel
            user: postgres
            password: {env: GODEL_PASSWORD}
            tls: {mode: disable}
            connect: 2s
        """
            .formatted(folder.resolve("kubeconfig"), wire.port()));
  }

  private Path profile() {
    return folder.resolve("target.yaml");
  }

  private Instant wall() {
    looks++;
    return looks > 5 ? Instant.now().plus(jump) : Instant.now();
  }

  /**
   * @return how it ended, in words
   */
  String run() throws Exception {
    TypedRunbook runbook = new Project().check(TEXT).tree().get(0);
    Plan plan = Planner.plan(runbook, Arguments.read(runbook, Map.of()));
    InstantSource wall = this::wall;
    SystemClock clock = SystemClock.started();
    try (LiveTarget target =
            LiveTarget.open(
                Project.target(TEXT, profile().toString()).tree().orElseThrow(),
                Access.ACT,
                platform.environment(),
                "run",
                wall);
        FileJournal journal = FileJournal.create(folder.resolve("journal"), wall)) {
      Input.Started started = new Input.Started(clock.now(), "run", "tester", Optional.empty());
      Journal limited = record -> append(journal, record);
      Ending ending =
          new Driver(plan, target.backend(), new Looker(clock), clock, limited, (at, it) -> {})
              .run(started)
              .ending()
              .orElseThrow();
      return "%s, %d"
          .formatted(
              ending.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
              ending.kind().exitCode());
    } catch (JournalException full) {
      return "stands still, 4";
    }
  }

  private void append(Journal journal, Journal.Record record) {
    if (room-- <= 0) {
      throw new JournalException("the journal cannot be written: No space left on device", null);
    }
    journal.append(record);
  }

  /** The setting that the run changes. */
  String setting() throws Exception {
    return platform.configured("QUEUE_BATCH_SIZE");
  }

  /** How often the row that the run writes is there. */
  String rows() throws Exception {
    return platform.primary.ask("godel", "SELECT count(*) FROM orders WHERE id = 99");
  }

  /** A person who is asked whether a call took effect, and looks for it. */
  private final class Looker implements Approver {
    private final SystemClock clock;

    Looker(SystemClock clock) {
      this.clock = clock;
    }

    @Override
    public void ask(Command.Request request, Consumer<Input> answer) {
      asked = true;
      try {
        Input.Decision seen = rows().equals("1") ? Input.Decision.YES : Input.Decision.NO;
        answer.accept(new Input.Decided(clock.now(), request.id(), seen, "dba", "looked"));
      } catch (Exception blind) {
        throw new AssertionError(blind);
      }
    }

    @Override
    public void withdraw(String request) {}
  }

  @Override
  public void close() throws IOException {
    api.close();
    wire.close();
  }
}
