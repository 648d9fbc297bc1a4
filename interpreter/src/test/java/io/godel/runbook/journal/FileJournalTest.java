package io.godel.runbook.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.engine.Command;
import io.godel.runbook.engine.History;
import io.godel.runbook.engine.Input;
import io.godel.runbook.engine.Journal;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was kept in a file can be read back, up to the last whole record. */
class FileJournalTest {
  private static final Instant AT = Instant.parse("2026-03-01T03:00:00.25Z");
  private static final InstantSource WALL = InstantSource.fixed(AT);
  private static final Call CALL =
      new Call("a@1", "redis.set", Map.of("name", new Value.Str("x")), true, Duration.ofSeconds(9));

  private static final List<Input> INPUTS =
      List.of(
          new Input.Started(AT, "run-1", "operator", Optional.of("main")),
          new Input.Started(AT, "run-1", "operator", Optional.empty()),
          new Input.Answered(AT, "a@1", new Outcome.Done(new Value.Int(7))),
          new Input.Answered(AT, "a@1", new Outcome.NotDone("refused", "no \"way\"", true)),
          new Input.Answered(AT, "a@1", new Outcome.Unknown("silence")),
          new Input.Woken(AT, "timer"),
          new Input.Decided(AT, "q@2", Input.Decision.NO, "dba", "not\nnow"),
          new Input.Decided(
              AT, "q@2", Input.Decision.YES, "dba", "", List.of("- replicas: 1", "+ replicas: 0")),
          new Input.Acknowledged(AT, "t@3", "dba", Map.of("ok", new Value.Bool(true))),
          new Input.Chosen(AT, "c@4", "main", "dba"),
          new Input.Interrupted(AT, "operator"),
          new Input.Aborted(AT, "operator", "enough"),
          new Input.Resumed(AT, "operator", Set.of("a@1", "b@2"), Optional.empty()),
          new Input.Resumed(AT, "operator", Set.of(), Optional.of("enough")));

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("run.journal");
  }

  private static List<Journal.Record> records() {
    List<Journal.Record> records = new ArrayList<>();
    records.add(new Journal.Opened(0, "drill", "abc"));
    for (Input input : INPUTS) {
      records.add(new Journal.Received(records.size(), input));
    }
    records.add(new Journal.Issued(records.size(), new Command.Invoke(CALL)));
    return records;
  }

  private void write(List<Journal.Record> records) throws IOException {
    try (FileJournal journal = FileJournal.create(file(), WALL)) {
      records.forEach(journal::append);
    }
  }

  @Test
  void everyInputComesBackAsItWas() throws IOException {
    write(records());
    History history = JournalFile.history(file());
    assertEquals(INPUTS, history.inputs());
    assertEquals(History.of(records()), history);
    assertEquals(Set.of("a@1"), history.started());
  }

  @Test
  void aRecordIsOnTheDiskWhenAppendReturns() throws IOException { // pain 14
    try (FileJournal journal = FileJournal.create(file(), WALL)) {
      journal.append(records().get(0));
      assertEquals(1, JournalFile.history(file()).records());
    }
  }

  @Test
  void aRecordThatWasNotWrittenToItsEndIsNone() throws IOException {
    write(records());
    byte[] bytes = Files.readAllBytes(file());
    int whole = records().size();
    for (int cut = 1; cut < 40; cut++) {
      Files.write(file(), java.util.Arrays.copyOf(bytes, bytes.length - cut));
      assertEquals(whole - 1, JournalFile.history(file()).records());
    }
    try (FileJournal journal = FileJournal.reopen(file(), WALL)) {
      journal.append(records().get(whole - 1));
    }
    assertEquals(History.of(records()), JournalFile.history(file()));
  }

  @Test
  void aDamagedJournalIsRefusedWithItsLine() throws IOException {
    write(records());
    List<String> lines = Files.readAllLines(file());
    String first = lines.get(0);
    String second = lines.get(1);
    refuses(List.of(first, "{ no json"), 2, "is no record");
    refuses(List.of(first, ""), 2, "is no record");
    refuses(List.of(first, "[]"), 2, "is no record");
    refuses(lines.subList(1, 3), 1, "is record 1: the one before it is missing");
    refuses(List.of(first, lines.get(3)), 2, "is record 3: the 2 before it are missing");
    refuses(List.of(first, second, second), 3, "is record 1, which stands there before");
    refuses(List.of(first, second.replace("operator", "nobody")), 2, "is not what was written");
    refuses(List.of(first, second + " "), 2, "is not what was written");
  }

  private void refuses(List<String> lines, long line, String because) throws IOException {
    Files.write(file(), lines);
    DamagedJournalException refused =
        assertThrows(DamagedJournalException.class, () -> JournalFile.history(file()));
    assertEquals(line, refused.line());
    String expected = "line %d of the journal %s".formatted(line, because);
    assertTrue(refused.getMessage().startsWith(expected), refused.getMessage());
    assertTrue(refused.getMessage().endsWith(DamagedJournalException.WHAT_TO_DO));
  }

  @Test
  void aLineOfAnotherRunIsForeign() throws IOException {
    write(records());
    String foreign = Files.readAllLines(file()).get(1);
    Files.delete(file());
    try (FileJournal other = FileJournal.create(file(), () -> AT.plusSeconds(1))) {
      other.append(records().get(0));
    }
    String first = Files.readAllLines(file()).get(0);
    refuses(List.of(first, foreign), 2, "is not what was written, or belongs to another run");
  }

  @Test
  void aJournalWithoutARecordIsOfARunThatHadNotBegun() throws IOException {
    write(List.of());
    IOException empty = assertThrows(IOException.class, () -> JournalFile.history(file()));
    assertTrue(empty.getMessage().contains("had not begun"), empty.getMessage());
  }

  @Test
  void aClockThatIsSetBackDoesNoHarm() throws IOException {
    Instant[] wall = {AT};
    InstantSource backwards = () -> wall[0] = wall[0].minusSeconds(3600);
    try (FileJournal journal = FileJournal.create(file(), backwards)) {
      records().forEach(journal::append);
    }
    assertEquals(History.of(records()), JournalFile.history(file()));
    assertTrue(Files.readAllLines(file()).get(1).contains("\"at\":\"2026-03-01T01:00:00.250Z\""));
  }

  @Test
  void aJournalIsNeverWrittenOver() throws IOException {
    write(records());
    assertThrows(FileAlreadyExistsException.class, () -> FileJournal.create(file(), WALL));
  }

  @Test
  void whatAPersonSawIsKeptAndNoSecretIs() throws IOException { // pain 15, guarantee 12
    Command.Prospect showing =
        new Command.Prospect(
            List.of("redis.set(r)"),
            List.of(),
            List.of(new Command.Seen("calm", "yes", Duration.ofSeconds(3))),
            "redis.set(r)",
            true,
            List.of("2 keys"));
    Command.Approval approval =
        new Command.Approval(
            "q@1", "drill/a", "a", "Go?", "dba", true, Duration.ofMinutes(1), showing);
    String asked = RecordJson.write(new Journal.Issued(3, new Command.Ask(approval))).toString();
    for (String part : List.of("Go?", "calm", "redis.set(r)", "\"point_of_no_return\":true")) {
      assertTrue(asked.contains(part), asked);
    }
    Call secret =
        new Call(
            "a@1",
            "x.y",
            Map.of("password", new Value.Secret(new Value.Str("hunter2"))),
            true,
            Duration.ofSeconds(1));
    String issued = RecordJson.write(new Journal.Issued(4, new Command.Invoke(secret))).toString();
    assertTrue(!issued.contains("hunter2"), issued);
  }
}
