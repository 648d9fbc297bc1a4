package io.godel.runbook.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.godel.runbook.engine.History;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads what a {@link FileJournal} has written, at any time after. */
public final class JournalFile {
  private JournalFile() {}

  /**
   * What the journal says of its run; a last record that was not written to its end is no record.
   *
   * @throws DamagedJournalException when it is not what was written; the message names the line
   * @throws IOException when the file cannot be read, or nothing was written to its end
   */
  public static History history(Path file) throws IOException {
    Readable readable = readable(file);
    if (readable.damage().isPresent()) {
      throw readable.damage().get();
    }
    return readable.history();
  }

  /**
   * As much of a journal as can be believed.
   *
   * @param damage why that is not all; nothing may go on from it then
   */
  public record Readable(History history, Optional<DamagedJournalException> damage) {}

  /**
   * What the journal says up to its first damage, for a person who has to know.
   *
   * @throws IOException when the file cannot be read, or nothing of it can be believed
   */
  public static Readable readable(Path file) throws IOException {
    HistoryReading reading = new HistoryReading();
    Optional<DamagedJournalException> damage = Optional.empty();
    try {
      read(file, reading);
    } catch (DamagedJournalException damaged) {
      damage = Optional.of(damaged);
    }
    Optional<History> history = reading.history();
    if (history.isPresent()) {
      return new Readable(history.get(), damage);
    }
    throw damage
        .map(IOException.class::cast)
        .orElseGet(() -> new IOException("the journal is empty: the run had not begun"));
  }

  /**
   * The lines of a journal, as far as they can be believed.
   *
   * @throws IOException when the file cannot be read
   */
  public static List<JsonNode> records(Path file) throws IOException {
    List<JsonNode> records = new ArrayList<>();
    try {
      read(file, entry -> records.add(entry.json()));
    } catch (DamagedJournalException damaged) {
      // What stands before the damage is the answer.
      return records;
    }
    return records;
  }

  static JournalReader.End read(Path file, Consumer<JournalEntry> each) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return JournalReader.read(in, each);
    }
  }
}
