package io.godel.runbook.journal;

import io.godel.runbook.engine.Input;
import io.godel.runbook.engine.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A process of its own that appends records as fast as it can, and says of each that it is kept.
 */
final class Appending {
  private Appending() {}

  /**
   * @param args the file
   */
  public static void main(String[] args) throws IOException {
    try (FileJournal journal = FileJournal.create(Path.of(args[0]), InstantSource.system())) {
      journal.append(new Journal.Opened(0, "drill", "5e1f"));
      for (long sequence = 1; ; sequence++) {
        journal.append(
            new Journal.Received(sequence, new Input.Woken(Instant.EPOCH, "timer@" + sequence)));
        System.out.println(sequence);
      }
    }
  }
}
