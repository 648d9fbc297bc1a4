package io.godel.runbook.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Where the lines of a journal go: a file, or a disk that fails in a test. */
interface LineSink extends AutoCloseable {

  /** Takes all of it, in the order of the calls. */
  void write(ByteBuffer line) throws IOException;

  /** Returns when everything that was written is on the disk. */
  void force() throws IOException;

  @Override
  void close() throws IOException;

  static LineSink of(FileChannel channel) {
    return new LineSink() {
      @Override
      public void write(ByteBuffer line) throws IOException {
        while (line.hasRemaining()) {
          channel.write(line);
        }
      }

      @Override
      public void force() throws IOException {
        channel.force(false);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }
}
