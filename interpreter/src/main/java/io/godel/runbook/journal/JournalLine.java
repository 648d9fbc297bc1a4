package io.godel.runbook.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The form of a line of a journal: a JSON object whose last field is the checksum.
 *
 * <p>The checksum is the SHA-256, in lower-case hexadecimal, of the checksum of the line before and
 * of the line itself up to the comma before {@code "checksum"}. So each one speaks of all lines up
 * to its own: none can be changed, left out, repeated or brought in unseen.
 */
final class JournalLine {
  /** Stands for the checksum of the line before the first one. */
  static final String BEFORE_FIRST = "0".repeat(64);

  static final byte END = '\n';

  private static final byte[] FIELD = ",\"checksum\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CLOSING = "\"}".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL = FIELD.length + BEFORE_FIRST.length() + CLOSING.length;

  private final MessageDigest digest = sha256();

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }

  /**
   * The line with its end.
   *
   * @param previous the checksum of the line before
   */
  byte[] write(ObjectNode content, String previous) {
    String json = content.toString();
    byte[] open = json.substring(0, json.length() - 1).getBytes(StandardCharsets.UTF_8);
    byte[] sum = checksum(previous, open, open.length).getBytes(StandardCharsets.US_ASCII);
    byte[] line = Arrays.copyOf(open, open.length + TAIL + 1);
    int at = put(line, open.length, FIELD);
    at = put(line, at, sum);
    at = put(line, at, CLOSING);
    line[at] = END;
    return line;
  }

  private static int put(byte[] line, int at, byte[] part) {
    System.arraycopy(part, 0, line, at, part.length);
    return at + part.length;
  }

  private String checksum(String previous, byte[] line, int length) {
    digest.update(previous.getBytes(StandardCharsets.US_ASCII));
    digest.update(line, 0, length);
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Whether the bytes are a line, without its end, that follows the one with that checksum. */
  boolean follows(String previous, byte[] bytes, int length) {
    int open = length - TAIL;
    return open > 0
        && holds(bytes, open, FIELD)
        && holds(bytes, length - CLOSING.length, CLOSING)
        && checksum(previous, bytes, open).equals(checksumOf(bytes, length));
  }

  private static boolean holds(byte[] bytes, int at, byte[] part) {
    return Arrays.equals(bytes, at, at + part.length, part, 0, part.length);
  }

  /** Of a line that is known to be one. */
  static String checksumOf(byte[] bytes, int length) {
    int at = length - CLOSING.length - BEFORE_FIRST.length();
    return new String(bytes, at, BEFORE_FIRST.length(), StandardCharsets.US_ASCII);
  }

  /**
   * Whether a whole line stands at the beginning, with something else behind it than its end. No
   * writer that was cut off leaves that behind.
   */
  boolean hidesLine(String previous, byte[] bytes, int length) {
    for (int end = TAIL + 1; end < length; end++) {
      if (holds(bytes, end - CLOSING.length, CLOSING)
          && holds(bytes, end - TAIL, FIELD)
          && follows(previous, bytes, end)) {
        return true;
      }
    }
    return false;
  }
}
