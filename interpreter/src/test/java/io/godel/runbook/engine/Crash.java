package io.godel.runbook.engine;

import io.godel.runbook.backend.Backend;
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

  /** A journal that dies, before or after it has kept its last record. */
  private static final class Mortal implements Journal {
    private final MemoryJournal kept = new MemoryJournal();
    private final int records;
    private boolean dead;

    Mortal(int records) {
      this.records = records;
    }

    @Override
    public void append(Record record) {
      if (kept.records().size() == records) {
        dead = true;
        throw new Killed();
      }
      kept.append(record);
    }
  }

  /** Dies when it would keep one record more than that. */
  static List<Journal.Record> after(Bench bench, int records) {
    Mortal journal = new Mortal(records);
    Backend backend = bench.world.untilKilled(() -> journal.dead);
    return run(
        bench,
        journal,
        new Driver(
            bench.plan,
            backend,
            bench.staff,
            new VirtualClock(bench.time),
            journal,
            (at, notice) -> bench.notices.add(notice)));
  }

  /** Dies as soon as such a thing is told. */
  static List<Journal.Record> when(Bench bench, Predicate<Notice> last) {
    Mortal journal = new Mortal(Integer.MAX_VALUE);
    Backend backend = bench.world.untilKilled(() -> journal.dead);
    Driver driver =
        new Driver(
            bench.plan,
            backend,
            bench.staff,
            new VirtualClock(bench.time),
            journal,
            (at, notice) -> {
              bench.notices.add(notice);
              if (last.test(notice)) {
                journal.dead = true;
                throw new Killed();
              }
            });
    return run(bench, journal, driver);
  }

  private static List<Journal.Record> run(Bench bench, Mortal journal, Driver driver) {
    try {
      driver.run(bench.started());
    } catch (Killed dead) {
      return journal.kept.records();
    } catch (InterruptedException impossible) {
      throw new AssertionError("virtual time does not wait", impossible);
    }
    return journal.kept.records();
  }
}
