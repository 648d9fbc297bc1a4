package io.godel.runbook.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Reads a journal line by line, without holding it as a whole, and believes nothing that its
 * checksums do not speak for.
 *
 * <p>Bytes behind the last line end are a record that was not written to its end: nothing has
 * followed from it, and it is left out. Time plays no part: lines are ordered by their sequence, so
 * that a clock that was set back does no harm.
 */
final class JournalReader {
  private static final int BUFFER = 1 << 16;

  /** A longer line is none of ours. */
  private static final int LINE_MAX = 1 << 26;

  /**
   * How far a journal goes.
   *
   * @param records so many it has
   * @param length in bytes, without a torn line
   * @param checksum of the last record
   */
  record End(long records, long length, String checksum) {}

  private final InputStream in;
  private final Consumer<JournalEntry> each;
  private final JournalLine form = new JournalLine();
  private final ObjectReader json = new ObjectMapper().reader();
  private byte[] buffer = new byte[BUFFER];
  private int filled;
  private End end = new End(0, 0, JournalLine.BEFORE_FIRST);

  private JournalReader(InputStream in, Consumer<JournalEntry> each) {
    this.in = in;
    this.each = each;
  }

  /**
   * @param each is given the records in order; also those before a damage
   * @throws DamagedJournalException when it is not what was written
   */
  static End read(InputStream in, Consumer<JournalEntry> each) throws IOException {
    return new JournalReader(in, each).read();
  }

  private End read() throws IOException {
    int searched = 0;
    do {
      searched = takeLines(searched);
    } while (fill());
    if (form.hidesLine(end.checksum(), buffer, filled)) {
      throw damaged("was changed at its end");
    }
    return end;
  }

  /**
   * @param searched so many bytes hold no line end
   * @return the same, for what is left
   */
  private int takeLines(int searched) throws IOException {
    int start = 0;
    for (int i = searched; i < filled; i++) {
      if (buffer[i] == JournalLine.END) {
        take(Arrays.copyOfRange(buffer, start, i));
        start = i + 1;
      }
    }
    System.arraycopy(buffer, start, buffer, 0, filled - start);
    filled -= start;
    return filled;
  }

  /** Whether there was more to read. */
  private boolean fill() throws IOException {
    if (filled == buffer.length) {
      if (filled >= LINE_MAX) {
        throw damaged("has no end");
      }
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    filled += Math.max(read, 0);
    return read >= 0;
  }

  private void take(byte[] line) throws IOException {
    if (!form.follows(end.checksum(), line, line.length)) {
      throw damaged(Damage.of(line, end.records()));
    }
    try {
      each.accept(JournalEntry.read(json.readTree(line), end.records()));
    } catch (IllegalArgumentException unknown) {
      throw damaged("is of another version of the program: " + unknown.getMessage());
    }
    end =
        new End(
            end.records() + 1,
            end.length() + line.length + 1,
            JournalLine.checksumOf(line, line.length));
  }

  private DamagedJournalException damaged(String what) {
    return new DamagedJournalException(end.records() + 1, what);
  }
}
