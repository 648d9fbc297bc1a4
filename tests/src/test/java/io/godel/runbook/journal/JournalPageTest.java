package io.godel.runbook.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.docs.Page;
import io.godel.runbook.engine.Input;
import io.godel.runbook.engine.Journal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the journal shows lines as they are written, and a check that works. */
class JournalPageTest {
  private static final Page PAGE = Page.of("journal.md");
  private static final Instant AT = Instant.parse("2026-11-25T05:41:00Z");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("journal.jsonl");
    try (FileJournal journal = FileJournal.create(file, InstantSource.fixed(AT))) {
      journal.append(new Journal.Opened(0, "drill", "5e1f"));
      journal.append(
          new Journal.Received(
              1, new Input.Started(AT, "20261125-0541-k7qd", "ann", Optional.empty())));
      journal.append(new Journal.Received(2, new Input.Woken(AT.plusSeconds(5), "poll@7")));
    }
  }

  private static String block(String kind) {
    String open = "```" + kind + "\n";
    int begin = PAGE.text().indexOf(open) + open.length();
    return PAGE.text().substring(begin, PAGE.text().indexOf("```", begin));
  }

  @Test
  void theLinesAreAsTheyAreWritten() throws IOException {
    assertEquals(Files.readString(file), block("json"));
  }

  @Test
  void theCheckOfThePageFindsWhatTheProgramFinds() throws Exception {
    assertEquals("", check());
    List<String> lines = Files.readAllLines(file);
    for (List<String> damaged :
        List.of(
            lines.subList(1, 3),
            List.of(lines.get(0), lines.get(2)),
            List.of(lines.get(0), lines.get(0)),
            List.of(lines.get(0).replace("drill", "grill"), lines.get(1)))) {
      Files.write(file, damaged);
      assertTrue(check().startsWith("damaged: "), damaged.toString());
    }
  }

  private String check() throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("sh", "-c", block("sh"))
            .redirectInput(file.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(said.isEmpty() ? 0 : 1, shell.waitFor());
    return said;
  }
}
