package io.godel.runbook.journal;

import io.godel.runbook.engine.Journal;
import java.util.ArrayList;
import java.util.List;

/** Keeps the records as long as the process lives: for simulated runs. */
public final class MemoryJournal implements Journal {
  private final List<Record> records = new ArrayList<>();

  @Override
  public void append(Record record) {
    records.add(record);
  }

  public List<Record> records() {
    return List.copyOf(records);
  }
}
