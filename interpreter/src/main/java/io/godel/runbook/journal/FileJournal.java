package io.godel.runbook.journal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.engine.Command;
import io.godel.runbook.engine.Input;
import io.godel.runbook.engine.Journal;
import io.godel.runbook.engine.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

/**
 * Keeps every record as a line of JSON; the form is described in {@code docs/journal.md}.
 *
 * <p>A record is in the hands of the operating system when {@code append} returns, so it outlives
 * the process. Before an acting call, after its answer and after a person's word, {@code append}
 * also waits until the disk has it and all before it, so it outlives the machine. Nothing but looks
 * and timers, which are made anew after a resume, can be lost together with the machine.
 */
public final class FileJournal implements Journal, AutoCloseable {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final LineSink sink;
  private final InstantSource wall;
  private final JournalLine form = new JournalLine();
  private final Set<String> acting = new HashSet<>();
  private String checksum;
  private boolean failed;

  FileJournal(LineSink sink, InstantSource wall, String checksum) {
    this.sink = sink;
    this.wall = wall;
    this.checksum = checksum;
  }

  /**
   * Begins the journal of a new run, readable by its owner alone.
   *
   * @param wall tells each record its time
   * @throws IOException when the file exists already or cannot be made
   */
  public static FileJournal create(Path file, InstantSource wall) throws IOException {
    Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    FileChannel channel = FileChannel.open(file, options, OWNER_ONLY);
    syncFolder(file);
    return new FileJournal(LineSink.of(channel), wall, JournalLine.BEFORE_FIRST);
  }

  /** A file is found again after the machine failed when its folder is on the disk too. */
  private static void syncFolder(Path file) throws IOException {
    try (FileChannel folder =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  /**
   * Goes on with the journal of a run whose process is gone. A last record that was not written to
   * its end is cut off: nothing has followed from it.
   *
   * @throws IOException when the file is not there, cannot be written or is damaged
   */
  public static FileJournal reopen(Path file, InstantSource wall) throws IOException {
    JournalReader.End end = JournalFile.read(file, entry -> {});
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    channel.truncate(end.length());
    channel.position(end.length());
    return new FileJournal(LineSink.of(channel), wall, end.checksum());
  }

  @Override
  public void append(Record record) {
    if (failed) {
      throw new JournalException("the journal has failed before", null);
    }
    try {
      byte[] line = form.write(stamped(record), checksum);
      sink.write(ByteBuffer.wrap(line));
      checksum = JournalLine.checksumOf(line, line.length - 1);
      if (hasToLast(record)) {
        sink.force();
      }
    } catch (IOException refused) {
      // Behind a line that may stand there in part, or not at all, no further one has a meaning.
      failed = true;
      throw new JournalException("the journal cannot be written: " + refused.getMessage(), refused);
    }
  }

  private ObjectNode stamped(Record record) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("sequence", record.sequence()).put("at", wall.instant().toString());
    line.setAll(RecordJson.write(record));
    return line;
  }

  /** Looks and timers are made anew; all else must not be forgotten once something follows. */
  private boolean hasToLast(Record record) {
    if (record instanceof Issued issued) {
      if (issued.command() instanceof Command.Invoke invoke) {
        acting.add(invoke.call().id());
      }
      return true;
    }
    if (record instanceof Received received) {
      return !(received.input() instanceof Input.Woken)
          && !(received.input() instanceof Input.Answered answer && !acting.remove(answer.call()));
    }
    return true;
  }

  /** What was not yet waited for is on the disk then too. */
  @Override
  public void close() throws IOException {
    try (sink) {
      if (!failed) {
        sink.force();
      }
    }
  }
}
