package io.godel.runbook.value;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A position in PostgreSQL's write-ahead log, as a count of bytes. */
public record WalPosition(long bytes) implements Comparable<WalPosition> {
  private static final Pattern TEXT = Pattern.compile("([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");

  /** Reads PostgreSQL's notation, for example {@code 0/16B3748}. */
  public static Optional<WalPosition> read(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long high = Long.parseLong(parts.group(1), 16);
    long low = Long.parseLong(parts.group(2), 16);
    return Optional.of(new WalPosition(high << 32 | low));
  }

  /** The position that a handle of the library's type {@code pg.Lsn} stands for. */
  public static WalPosition of(Value.Handle handle) {
    if (handle.part("position") instanceof Value.Str text) {
      return read(text.value()).orElseThrow(() -> new AssertionError("no position: " + text));
    }
    throw new AssertionError("no position: " + handle);
  }

  /** How much lies between the other position and this one; nothing when the other is later. */
  public long since(WalPosition earlier) {
    return Math.max(0, bytes - earlier.bytes);
  }

  @Override
  public int compareTo(WalPosition other) {
    return Long.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%X/%X", bytes >>> 32, bytes & 0xFFFF_FFFFL);
  }
}
