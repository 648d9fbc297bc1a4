package io.godel.runbook.simulation;

import io.godel.runbook.engine.Journal;
import java.util.ArrayList;
import java.util.List;

/** Lets the process of a run end before or after chosen records; what is written stays. */
final class MortalJournal implements Journal {
  private final Journal journal;
  private final List<Fault.AtRecord> deaths = new ArrayList<>();
  private final List<Record> records = new ArrayList<>();

  /** Stands for the end of the process: nothing of it does anything after that. */
  static final class ProcessGone extends RuntimeException {
    private static final long serialVersionUID = 1;

    ProcessGone() {
      super("the process is gone", null, false, false);
    }
  }

  MortalJournal(Journal journal, List<Fault> faults) {
    this.journal = journal;
    add(faults);
  }

  /** When the process ends besides. */
  void add(List<Fault> faults) {
    for (Fault fault : faults) {
      if (fault.trigger() instanceof Fault.AtRecord at) {
        deaths.add(at);
      }
    }
  }

  int size() {
    return records.size();
  }

  List<Record> records() {
    return List.copyOf(records);
  }

  /** A run that had not begun is begun anew. */
  void forget() {
    records.clear();
  }

  @Override
  public void append(Record record) {
    int number = records.size() + 1;
    die(number, true);
    records.add(record);
    journal.append(record);
    die(number, false);
  }

  /** Each death comes once, although the same record is written after it. */
  private void die(int number, boolean before) {
    if (deaths.remove(new Fault.AtRecord(number, before))) {
      throw new ProcessGone();
    }
  }
}
