package io.godel.runbook.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.journal.FileJournal;
import io.godel.runbook.journal.FullDisk;
import io.godel.runbook.journal.JournalFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the disk is full, or fails, nothing is done any more, and the run goes on from there. */
class FullDiskTest { // pain 14, guarantee 3
  private static final Duration DOWN = Duration.ofHours(3);
  private static final InstantSource WALL = InstantSource.fixed(Instant.EPOCH);
  private static final long ENOUGH = Long.MAX_VALUE;

  @TempDir Path folder;
  private List<String> lines;
  private List<String> effects;

  @BeforeEach
  void wholeRun() throws Exception {
    Path file = folder.resolve("whole.jsonl");
    Bench bench = Procedure.bench();
    try (FileJournal journal = FileJournal.create(file, WALL)) {
      assertEquals(
          Ending.Kind.RECOVERED,
          bench.driver(journal).run(bench.started()).ending().orElseThrow().kind());
    }
    lines = Files.readAllLines(file);
    effects = sorted(bench);
  }

  private static List<String> sorted(Bench bench) {
    return bench.world.effects().stream().sorted().toList();
  }

  @Test
  void whereverTheDiskIsFull() throws Exception {
    long room = 0;
    for (int record = 0; record < lines.size(); record++) {
      int length = lines.get(record).getBytes(StandardCharsets.UTF_8).length;
      for (int part : new int[] {0, length / 2, length}) {
        Path file = folder.resolve(record + "-" + part);
        Bench bench = Procedure.bench();
        failed(bench, file, room + part, ENOUGH, "No space left on device");
        goOn(bench, file, record);
      }
      room += length + 1;
    }
  }

  @Test
  void wheneverTheDiskFails() throws Exception {
    long forces = forces();
    long calls = lines.stream().filter(line -> line.contains("\"kind\":\"invoke\"")).count();
    assertTrue(2 * calls < forces, "each call and each answer is waited for");
    assertTrue(forces < lines.size(), "and not every record");
    for (long last = 0; last < forces; last++) {
      Path file = folder.resolve("force-" + last);
      Bench bench = Procedure.bench();
      failed(bench, file, ENOUGH, last, "Input/output error");
      goOn(bench, file, JournalFile.records(file).size());
    }
  }

  /** So many times a whole run waits for the disk. */
  private long forces() throws Exception {
    for (int most = 0; ; most++) {
      Bench bench = Procedure.bench();
      Path file = folder.resolve("at-most-" + most);
      // It is closed by the end of the process: closing waits for the disk once more.
      FileJournal journal = FullDisk.journal(file, ENOUGH, most);
      try {
        bench.driver(journal).run(bench.started());
        return most;
      } catch (JournalException more) {
        Files.delete(file);
      }
    }
  }

  /** The record is not kept; nothing is called after that, and nothing kept either. */
  private static void failed(Bench bench, Path file, long room, long forces, String why)
      throws IOException {
    int[] started = new int[1];
    try (FileJournal journal = FullDisk.journal(file, room, forces)) {
      Driver driver =
          bench.driver(
              record -> {
                started[0] = bench.world.started().size();
                journal.append(record);
              });
      JournalException failed =
          assertThrows(JournalException.class, () -> driver.run(bench.started()));
      assertEquals("the journal cannot be written: " + why, failed.getMessage());
      assertEquals(started[0], bench.world.started().size(), "nothing was called after it");
      Journal.Record further = new Journal.Received(999, new Input.Woken(Instant.EPOCH, "t"));
      assertThrows(JournalException.class, () -> journal.append(further));
    }
  }

  private void goOn(Bench bench, Path file, int records) throws Exception {
    if (records == 0) {
      assertThrows(IOException.class, () -> JournalFile.history(file));
      assertEquals(List.of(), bench.world.effects());
      return;
    }
    History history = JournalFile.history(file);
    assertEquals(records, history.records());
    bench.time.advance(bench.time.now().plus(DOWN), () -> false);
    try (FileJournal journal = FileJournal.reopen(file, WALL)) {
      Recovery recovery = Recovery.of(bench.plan, history);
      Ending end = bench.driver(journal).resume(recovery, "operator").ending().orElseThrow();
      boolean begun = !history.inputs().isEmpty();
      assertEquals(begun ? Ending.Kind.RECOVERED : Ending.Kind.WORLD_AS_BEFORE, end.kind());
      assertEquals(begun ? effects : List.of(), sorted(bench));
    }
    assertTrue(JournalFile.history(file).records() > records);
  }
}
