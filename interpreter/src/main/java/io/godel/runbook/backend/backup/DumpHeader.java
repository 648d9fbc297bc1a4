package io.godel.runbook.backend.backup;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** Reads the head of a dump in the custom format ({@code ReadHead} of PostgreSQL's archiver). */
final class DumpHeader {
  /** The head is no longer than this. */
  static final int LENGTH_MAX = 128;

  private static final byte[] MAGIC = "PGDMP".getBytes(StandardCharsets.US_ASCII);
  private static final int CUSTOM = 1;

  /** From this minor version on the compression is told in one byte, and before in a number. */
  private static final int COMPRESSION_IN_A_BYTE = 15;

  private static final int YEARS_FROM = 1900;

  private final byte[] bytes;
  private int at = MAGIC.length;

  private DumpHeader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * When the dump was taken; empty for what is no dump in the custom format.
   *
   * @param bytes what the file begins with
   * @param zone in which the clock went of the machine that took it
   */
  static Optional<Instant> taken(byte[] bytes, ZoneId zone) {
    for (int i = 0; i < MAGIC.length; i++) {
      if (i >= bytes.length || bytes[i] != MAGIC[i]) {
        return Optional.empty();
      }
    }
    try {
      return new DumpHeader(bytes).taken(zone);
    } catch (ArrayIndexOutOfBoundsException | DateTimeException broken) {
      return Optional.empty();
    }
  }

  private Optional<Instant> taken(ZoneId zone) {
    int major = next();
    int minor = next();
    next();
    int width = next();
    next();
    if (major != 1 || next() != CUSTOM) {
      return Optional.empty();
    }
    if (minor >= COMPRESSION_IN_A_BYTE) {
      next();
    } else {
      number(width);
    }
    int second = number(width);
    int minute = number(width);
    int hour = number(width);
    int day = number(width);
    int month = number(width) + 1;
    int year = number(width) + YEARS_FROM;
    return Optional.of(
        LocalDateTime.of(year, month, day, hour, minute, second).atZone(zone).toInstant());
  }

  private int next() {
    return bytes[at++] & 0xff;
  }

  /** A byte for the sign, then the number, its lowest byte first. */
  private int number(int width) {
    int sign = next();
    long value = 0;
    for (int i = 0; i < width; i++) {
      value |= (long) next() << (8 * i);
    }
    return (int) (sign == 0 ? value : -value);
  }
}
