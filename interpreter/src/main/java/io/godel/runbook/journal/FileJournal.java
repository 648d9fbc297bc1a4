package io.godel.runbook.journal;

import io.godel.runbook.engine.Journal;
import io.godel.runbook.engine.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps every record as a line of JSON that is on the disk before {@code append} returns. */
public final class FileJournal implements Journal, AutoCloseable {
  private final FileChannel channel;

  /**
   * @throws IOException when the file exists already or cannot be made
   */
  public FileJournal(Path file) throws IOException {
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Override
  public void append(Record record) {
    byte[] line = (RecordJson.write(record).toString() + "\n").getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer = ByteBuffer.wrap(line);
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(false);
    } catch (IOException failed) {
      throw new JournalException("the journal cannot be written: " + failed.getMessage(), failed);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
