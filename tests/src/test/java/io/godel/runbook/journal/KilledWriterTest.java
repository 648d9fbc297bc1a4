package io.godel.runbook.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.engine.History;
import io.godel.runbook.engine.Input;
import io.godel.runbook.engine.Journal;
import io.godel.runbook.run.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whenever a process is killed: what it was told to be kept is kept, and can be gone on with. */
class KilledWriterTest { // pain 14
  private static final int KILLS = 8;
  private static final int RECORDS_MAX = 20_000;

  @TempDir Path folder;

  @Test
  void whatAppendReturnedFromIsKept() throws IOException {
    Random random = new Random(1);
    for (int kill = 0; kill < KILLS; kill++) {
      Path file = folder.resolve(kill + ".jsonl");
      long kept = writeAndDie(file, random.nextInt(RECORDS_MAX));
      History history = JournalFile.history(file);
      assertTrue(history.records() > kept, kept + " were kept, not " + history.records());
      goOn(file, history);
    }
  }

  /** The sequence of the last record of which the process said that it is kept. */
  private static long writeAndDie(Path file, int records) throws IOException {
    try (Child child = Child.start(Appending.class, List.of(file.toString()))) {
      long kept = 0;
      while (kept < records) {
        kept = Long.parseLong(child.line());
      }
      child.kill();
      for (String line = child.line(); line != null; line = child.line()) {
        // A number that is cut off is smaller than the one it was.
        kept = Math.max(kept, Long.parseLong(line));
      }
      return kept;
    }
  }

  private static void goOn(Path file, History before) throws IOException {
    Input last = new Input.Interrupted(Instant.EPOCH, "ann");
    try (FileJournal journal = FileJournal.reopen(file, InstantSource.system())) {
      journal.append(new Journal.Received(before.records(), last));
    }
    History after = JournalFile.history(file);
    assertEquals(before.records() + 1, after.records());
    assertEquals(last, after.inputs().get(after.inputs().size() - 1));
  }
}
