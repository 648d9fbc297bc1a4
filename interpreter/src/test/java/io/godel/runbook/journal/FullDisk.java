package io.godel.runbook.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;

/** A file on a disk that has room for so many bytes, or can be waited for so many times. */
public final class FullDisk implements LineSink {
  private final FileChannel channel;
  private long room;
  private long forces;

  private FullDisk(FileChannel channel, long room, long forces) {
    this.channel = channel;
    this.room = room;
    this.forces = forces;
  }

  /** The journal of a new run on such a disk. */
  public static FileJournal journal(Path file, long room, long forces) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new FileJournal(
        new FullDisk(channel, room, forces),
        InstantSource.fixed(Instant.EPOCH),
        JournalLine.BEFORE_FIRST);
  }

  @Override
  public void write(ByteBuffer line) throws IOException {
    int fits = (int) Math.min(room, line.remaining());
    ByteBuffer part = line.slice(line.position(), fits);
    while (part.hasRemaining()) {
      room -= channel.write(part);
    }
    if (fits < line.remaining()) {
      throw new IOException("No space left on device");
    }
  }

  @Override
  public void force() throws IOException {
    if (forces-- == 0) {
      throw new IOException("Input/output error");
    }
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
