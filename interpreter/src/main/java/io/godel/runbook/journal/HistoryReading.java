package io.godel.runbook.journal;

import io.godel.runbook.engine.History;
import io.godel.runbook.engine.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Gathers what the records of a journal say of its run. */
final class HistoryReading implements Consumer<JournalEntry> {
  private final List<Input> inputs = new ArrayList<>();
  private final Set<String> started = new TreeSet<>();
  private Optional<String> plan = Optional.empty();
  private long records;

  @Override
  public void accept(JournalEntry entry) {
    entry.plan().ifPresent(hash -> plan = Optional.of(hash));
    entry.input().ifPresent(inputs::add);
    entry.call().ifPresent(started::add);
    records++;
  }

  /** Empty when there was no record. */
  Optional<History> history() {
    return plan.map(hash -> new History(hash, inputs, started, records));
  }
}
