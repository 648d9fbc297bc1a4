package io.godel.runbook.engine;

import io.godel.runbook.backend.simulated.VirtualClock;
import io.godel.runbook.journal.MemoryJournal;
import java.util.List;
import java.util.function.Predicate;

/** The process of a run dies: all that is left of it is its journal. */
final class Crash {
  private Crash() {}

  /** What kills the process; no code of the program catches it. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A journal that dies before it would keep one record too many, or right after the last. */
  private static final class Mortal implements Journal {
    private final MemoryJournal kept = new MemoryJournal();
    private final int records;
    private final Death death;
    private boolean dead;

    Mortal(List<Record> before, int records, Death death) {
      before.forEach(kept::append);
      this.records = records;
      this.death = death;
    }

    private void die() {
      dead = true;
      throw new Killed();
    }

    @Override
    public void append(Record record) {
      if (death == Death.BEFORE_THE_NEXT && kept.records().size() == records) {
        die();
      }
      kept.append(record);
      if (death == Death.RIGHT_AFTER && kept.records().size() == records) {
        die();
      }
    }
  }

  /** When a process dies that has kept so many records. */
  enum Death {
    /** What the last record speaks of is not done. */
    RIGHT_AFTER,
    /** All that comes before the next record is done. */
    BEFORE_THE_NEXT
  }

  /** The run begins, and dies when it has kept so many records, unless it is at its end before. */
  static List<Journal.Record> run(Bench bench, int records, Death death) {
    Mortal journal = new Mortal(List.of(), records, death);
    return live(journal, driver(bench, journal, it -> false), it -> it.run(bench.started()));
  }

  /** A new process goes on, and dies in the same way. */
  static List<Journal.Record> resume(
      Bench bench, List<Journal.Record> before, int records, Death death) {
    Recovery recovery = Recovery.of(bench.plan, History.of(before));
    Mortal journal = new Mortal(before, records, death);
    return live(
        journal, driver(bench, journal, it -> false), it -> it.resume(recovery, "operator"));
  }

  /** The run dies as soon as such a thing is told. */
  static List<Journal.Record> when(Bench bench, Predicate<Notice> last) {
    Mortal journal = new Mortal(List.of(), Integer.MAX_VALUE, Death.RIGHT_AFTER);
    return live(journal, driver(bench, journal, last), it -> it.run(bench.started()));
  }

  private static Driver driver(Bench bench, Mortal journal, Predicate<Notice> last) {
    return new Driver(
        bench.plan,
        bench.world.untilKilled(() -> journal.dead),
        bench.staff.untilKilled(() -> journal.dead),
        new VirtualClock(bench.time),
        journal,
        (at, notice) -> {
          bench.notices.add(notice);
          if (last.test(notice)) {
            journal.die();
          }
        });
  }

  /** What a process does until it dies. */
  private interface Life {
    State live(Driver driver) throws InterruptedException;
  }

  private static List<Journal.Record> live(Mortal journal, Driver driver, Life life) {
    try {
      life.live(driver);
    } catch (Killed dead) {
      return journal.kept.records();
    } catch (InterruptedException impossible) {
      throw new AssertionError("virtual time does not wait", impossible);
    }
    return journal.kept.records();
  }
}
