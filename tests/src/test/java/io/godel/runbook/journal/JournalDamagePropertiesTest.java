package io.godel.runbook.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.godel.runbook.run.Rehearsal;
import io.godel.runbook.run.RunFolder;
import io.godel.runbook.run.StateException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Of a journal a beginning is read, or it is refused with its place; never another thing. */
class JournalDamagePropertiesTest { // pain 14
  private static final int ANY = 1 << 30;
  private static final List<String> LINES = lines();

  /** The journal of a whole failover. */
  private static List<String> lines() {
    try {
      Rehearsal rehearsal = new Rehearsal(Files.createTempDirectory("journal"));
      RunFolder run = rehearsal.create("max_lag", "64MiB");
      rehearsal.failover(run, "primary-lost");
      return Files.readAllLines(run.path().resolve("journal.jsonl"));
    } catch (IOException | StateException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static byte[] bytes(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> read(byte[] journal) throws IOException {
    List<String> records = new ArrayList<>();
    var unused =
        JournalReader.read(
            new ByteArrayInputStream(journal), entry -> records.add(entry.json().toString()));
    return records;
  }

  private static void refused(List<String> lines, long line) {
    refused(bytes(lines), line);
  }

  private static void refused(byte[] journal, long line) {
    DamagedJournalException damage =
        assertThrows(DamagedJournalException.class, () -> read(journal));
    assertEquals(line, damage.line());
  }

  @Property(tries = 300)
  void whereverItIsCutOffABeginningIsRead(@ForAll @IntRange(max = ANY) int any) throws IOException {
    byte[] whole = bytes(LINES);
    byte[] cut = Arrays.copyOf(whole, any % (whole.length + 1));
    long lines =
        new String(cut, StandardCharsets.ISO_8859_1).chars().filter(it -> it == '\n').count();
    assertEquals(LINES.subList(0, (int) lines), read(cut));
  }

  @Property(tries = 300)
  void whicheverByteIsAnotherItIsRefusedWithItsLine(
      @ForAll @IntRange(max = ANY) int any, @ForAll @IntRange(min = 1, max = 255) int change) {
    byte[] journal = bytes(LINES);
    int at = any % journal.length;
    long line = 1;
    for (int i = 0; i < at; i++) {
      line += journal[i] == '\n' ? 1 : 0;
    }
    journal[at] ^= (byte) change;
    refused(journal, line);
  }

  @Test
  void noByteOfAJournalIsLeftOut() {
    List<String> few = LINES.subList(0, 3);
    int at = 0;
    for (int line = 0; line < few.size(); line++) {
      for (int end = at + few.get(line).length() + 1; at < end; at++) {
        for (int change = 1; change < 256; change++) {
          byte[] journal = bytes(few);
          journal[at] ^= (byte) change;
          refused(journal, line + 1);
        }
      }
    }
  }

  @Property(tries = 100)
  void aLineThatIsMissingIsMissed(@ForAll @IntRange(max = ANY) int any) {
    List<String> lines = new ArrayList<>(LINES);
    int line = any % (LINES.size() - 1);
    lines.remove(line);
    refused(lines, line + 1);
  }

  @Property(tries = 100)
  void aLineThatStandsThereTwiceIsFound(
      @ForAll @IntRange(max = ANY) int any, @ForAll @IntRange(max = ANY) int to) {
    List<String> lines = new ArrayList<>(LINES);
    int line = any % LINES.size();
    int second = line + 1 + to % (LINES.size() - line);
    lines.add(second, lines.get(line));
    refused(lines, second + 1);
  }

  @Property(tries = 100)
  void linesThatChangedPlacesAreFound(
      @ForAll @IntRange(max = ANY) int one, @ForAll @IntRange(max = ANY) int other) {
    int first = one % (LINES.size() - 1);
    int second = first + 1 + other % (LINES.size() - first - 1);
    List<String> lines = new ArrayList<>(LINES);
    Collections.swap(lines, first, second);
    refused(lines, first + 1);
  }
}
