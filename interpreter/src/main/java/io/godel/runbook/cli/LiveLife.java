package io.godel.runbook.cli;

import io.godel.runbook.access.AccessList;
import io.godel.runbook.backend.kubernetes.TargetLease;
import io.godel.runbook.engine.Approver;
import io.godel.runbook.engine.Driver;
import io.godel.runbook.engine.Ending;
import io.godel.runbook.engine.Input;
import io.godel.runbook.engine.JournalException;
import io.godel.runbook.engine.State;
import io.godel.runbook.engine.SystemClock;
import io.godel.runbook.journal.FileJournal;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.report.RunReport;
import io.godel.runbook.run.LocalLock;
import io.godel.runbook.run.RunFolder;
import io.godel.runbook.run.StateException;
import io.godel.runbook.run.StateHome;
import io.godel.runbook.targets.LiveTarget;
import io.godel.runbook.targets.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The life of a live run in this process: its locks, its journal, its people, its end. */
final class LiveLife {
  /** The launcher knows whether somebody can type; Java can tell only since version 22. */
  private static final String KEYBOARD = "runbook.keyboard";

  private final RunbookCommand parent;
  private final StateHome home;
  private final Target profile;
  private final LiveTarget target;
  private final Optional<String> withoutLease;
  private final Set<String> yesTo;
  private final String person;

  /**
   * @param withoutLease why the cluster's own lock is not taken, where it is not
   * @param person who carries the run out
   */
  LiveLife(
      RunbookCommand parent,
      StateHome home,
      Target profile,
      LiveTarget target,
      Optional<String> withoutLease,
      Set<String> yesTo,
      String person) {
    this.parent = parent;
    this.home = home;
    this.profile = profile;
    this.target = target;
    this.withoutLease = withoutLease;
    this.yesTo = Set.copyOf(yesTo);
    this.person = person;
  }

  /** What a driver is to do. */
  interface Life {
    State live(Driver driver) throws InterruptedException;
  }

  /** How the journal of the run is had. */
  interface Memory {
    FileJournal open() throws StateException;
  }

  /**
   * Lives the run to its end.
   *
   * @return the exit code
   */
  @SuppressWarnings("try") // the locks are held, not used
  int live(RunFolder folder, Plan plan, SystemClock clock, Memory memory, Life life)
      throws InterruptedException, StateException {
    List<String> forbidden = forbidden(plan);
    if (!forbidden.isEmpty()) {
      parent
          .console
          .err()
          .println("error: %s may not do all that the plan needs:".formatted(person));
      forbidden.forEach(each -> parent.console.err().println("  " + each));
      parent.console.err().println("runbook rbac writes the roles that allow it");
      return ExitCode.FAILED;
    }
    LocalLock.Holder me = LocalLock.Holder.here(folder.run(), Reach.WALL.instant());
    LocalLock.Attempt local = LocalLock.ofTarget(home, target.identity(), me);
    if (local instanceof LocalLock.Held held) {
      return locked("the target is locked by " + held);
    }
    try (LocalLock ofTarget = ((LocalLock.Taken) local).lock()) {
      LocalLock.Attempt own = folder.lock(me);
      if (own instanceof LocalLock.Held held) {
        return locked("the run is carried on by " + held);
      }
      try (LocalLock ofRun = ((LocalLock.Taken) own).lock();
          FileJournal journal = memory.open()) {
        return leased(folder, plan, clock, journal, life);
      } catch (TargetLease.HeldException held) {
        return locked(held.getMessage());
      } catch (IOException silent) {
        parent
            .console
            .err()
            .println(
                "error: the cluster's lock cannot be had: "
                    + silent.getMessage()
                    + "\nwhere the API server itself is what is down: --without-lease REASON");
        return ExitCode.FAILED;
      }
    }
  }

  /** Asked before the first call, for what would be taken back too. */
  private List<String> forbidden(Plan plan) throws InterruptedException {
    AccessList needed = AccessList.of(plan, profile);
    return withoutLease.isPresent()
        ? target.missingGrants(needed.servers())
        : Permissions.missing(needed, target);
  }

  private int locked(String words) {
    parent.console.err().println("error: " + words);
    return ExitCode.LOCKED;
  }

  @SuppressWarnings("try") // the signals are listened to, not used
  private int leased(RunFolder folder, Plan plan, SystemClock clock, FileJournal journal, Life life)
      throws IOException, InterruptedException, StateException {
    RunReport report =
        new RunReport(parent.console.style(parent.colours), parent.console.out()::println);
    report.head(plan, "run " + folder.run());
    Driver driver = new Driver(plan, target.backend(), people(), clock, journal, report::tell);
    Optional<TargetLease> lease =
        withoutLease.isPresent()
            ? Optional.empty()
            : target.lease(
                folder.run(),
                () -> driver.submit(new Input.Interrupted(clock.now(), "the lost lock")));
    try (Interrupts signals = Stopping.of(driver, clock, parent.console.err(), folder.run())) {
      Ending ending = life.live(driver).ending().orElseThrow();
      folder.ended(ending);
      tail(report, plan, folder, ending);
      return ending.kind().exitCode();
    } catch (JournalException full) {
      parent.console.err().println("error: " + full.getMessage());
      parent
          .console
          .err()
          .println("nothing was done after that; to go on: runbook resume " + folder.run());
      return ExitCode.PERSON_NEEDED;
    } finally {
      lease.ifPresent(TargetLease::close);
    }
  }

  private void tail(RunReport report, Plan plan, RunFolder folder, Ending ending) {
    if (ending.kind() == Ending.Kind.INTERRUPTED) {
      parent.console.err().println("to go on: runbook resume " + folder.run());
    } else if (ending.kind() == Ending.Kind.RECOVERED) {
      report.afterwards(plan.afterwards());
    }
  }

  private Approver people() {
    Optional<BufferedReader> terminal =
        Boolean.getBoolean(KEYBOARD)
            ? Optional.of(
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)))
            : Optional.empty();
    return new OperatorAtTerminal(
        terminal, parent.console.err(), person, profile, yesTo, Reach.WALL, target::tryOut);
  }

  /** Who we are: by the cluster's word where there is one, else by this machine's. */
  static String person(LiveTarget target) throws IOException {
    return target.user().filter(name -> !name.isEmpty()).orElse(System.getProperty("user.name"));
  }
}
