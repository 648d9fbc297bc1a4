package io.godel.runbook.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godel.runbook.engine.History;
import io.godel.runbook.engine.Journal;
import io.godel.runbook.engine.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Keeps every record as a line of JSON that is on the disk before {@code append} returns. */
public final class FileJournal implements Journal, AutoCloseable {
  private static final byte LINE_END = '\n';

  private final FileChannel channel;

  private FileJournal(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Begins the journal of a new run.
   *
   * @throws IOException when the file exists already or cannot be made
   */
  public static FileJournal create(Path file) throws IOException {
    return new FileJournal(
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /**
   * Goes on with the journal of a run whose process is gone. A last record that was not written to
   * its end is cut off: nothing has followed from it.
   *
   * @throws IOException when the file is not there or cannot be written
   */
  public static FileJournal reopen(Path file) throws IOException {
    long whole = wholeLines(Files.readAllBytes(file));
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    channel.truncate(whole);
    channel.position(whole);
    return new FileJournal(channel);
  }

  /**
   * What the journal says of its run; a last record that was not written to its end is no record.
   *
   * @throws IOException when the file cannot be read or is damaged; the message names the line
   */
  public static History history(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, 0, wholeLines(bytes), StandardCharsets.UTF_8);
    List<JsonNode> records = new ArrayList<>();
    for (String line : text.lines().toList()) {
      records.add(json(line, records.size() + 1));
    }
    try {
      return RecordJson.history(records);
    } catch (IllegalArgumentException damaged) {
      throw new IOException("the journal is damaged: " + damaged.getMessage(), damaged);
    }
  }

  private static JsonNode json(String line, int number) throws IOException {
    try {
      return new ObjectMapper().readTree(line);
    } catch (JsonProcessingException damaged) {
      throw new IOException("the journal is damaged in line " + number, damaged);
    }
  }

  private static int wholeLines(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != LINE_END) {
      end--;
    }
    return end;
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
