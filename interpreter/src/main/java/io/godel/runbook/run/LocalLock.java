package io.godel.runbook.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock between the processes of a machine, that says who holds it.
 *
 * <p>It is a lock of the operating system on a file: it ends with the process, however that ends.
 * What the file says of the holder counts only while the lock is held. A process must not ask for a
 * lock that it holds: the system would take it away from it.
 */
public final class LocalLock implements AutoCloseable {
  /** A holder is told in less. */
  private static final int HOLDER_MAX = 4096;

  private static final int TRIES = 20;
  private static final long PAUSE_NANOS = 1_000_000;

  private static final Set<OpenOption> OPEN =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

  /** Who holds a lock, or wants it. */
  public record Holder(String run, long process, String host, Instant since) {
    private static final Path HOST = Path.of("/proc/sys/kernel/hostname");

    /** This process. */
    public static Holder here(String run, Instant since) {
      return new Holder(run, ProcessHandle.current().pid(), hostName(), since);
    }

    /** Without a question to the network, which may be what is down. */
    private static String hostName() {
      try {
        return Files.readString(HOST).strip();
      } catch (IOException elsewhere) {
        return "this machine";
      }
    }

    @Override
    public String toString() {
      return "run %s, process %d on %s since %s".formatted(run, process, host, since);
    }
  }

  /** What came of asking for a lock. */
  public sealed interface Attempt {}

  public record Taken(LocalLock lock) implements Attempt {}

  /**
   * @param by unknown only in the moment between taking the lock and saying so
   */
  public record Held(Optional<Holder> by) implements Attempt {
    @Override
    public String toString() {
      return by.map(Holder::toString).orElse("another process");
    }
  }

  private final FileChannel channel;

  private LocalLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of a target if no run of this machine has it.
   *
   * @param identity what tells the target from every other, whatever it is called
   */
  public static Attempt ofTarget(StateHome home, String identity, Holder me) throws StateException {
    home.open();
    return take(home.locks().resolve(Hash.of(identity) + ".lock"), me);
  }

  /**
   * Takes the lock if nobody has it.
   *
   * @throws StateException when the file cannot be used
   */
  static Attempt take(Path file, Holder me) throws StateException {
    try {
      return take(FileChannel.open(file, OPEN, OwnFiles.FILE), me);
    } catch (IOException refused) {
      throw new StateException(file + " cannot be locked: " + OwnFiles.why(refused), refused);
    }
  }

  private static Attempt take(FileChannel channel, Holder me) throws IOException {
    boolean taken = false;
    try {
      if (!patientlyLocked(channel)) {
        return new Held(holder(channel));
      }
      write(channel, text(me));
      taken = true;
      return new Taken(new LocalLock(channel));
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  /** Who only looks whether the lock is held has it for a moment. */
  private static boolean patientlyLocked(FileChannel channel) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      if (lock(channel, false).isPresent()) {
        return true;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return false;
  }

  private static Optional<FileLock> lock(FileChannel channel, boolean shared) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock(0, Long.MAX_VALUE, shared));
    } catch (OverlappingFileLockException ours) {
      return Optional.empty();
    }
  }

  /** Whether another process has the lock. */
  static boolean isHeld(Path file) throws StateException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return lock(channel, true).isEmpty();
    } catch (NoSuchFileException neverTaken) {
      return false;
    } catch (IOException refused) {
      throw new StateException(file + " cannot be read: " + OwnFiles.why(refused), refused);
    }
  }

  private static void write(FileChannel channel, String text) throws IOException {
    channel.truncate(0);
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static String text(Holder holder) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("run", holder.run())
        .put("process", holder.process())
        .put("host", holder.host())
        .put("since", holder.since().toString())
        .toString();
  }

  /** Who has just taken a lock may not have said so yet, or not to the end. */
  private static Optional<Holder> holder(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HOLDER_MAX);
    int length = Math.max(channel.read(bytes, 0), 0);
    try {
      JsonNode json = new ObjectMapper().readTree(bytes.array(), 0, length);
      return Optional.of(
          new Holder(
              json.path("run").asText(),
              json.path("process").asLong(),
              json.path("host").asText(),
              Instant.parse(json.path("since").asText())));
    } catch (JsonProcessingException | DateTimeParseException notYet) {
      return Optional.empty();
    }
  }

  /** Others can take it now. */
  @Override
  public void close() throws StateException {
    try (channel) {
      channel.truncate(0);
    } catch (IOException refused) {
      throw new StateException("a lock cannot be given back: " + OwnFiles.why(refused), refused);
    }
  }
}
