package io.godel.runbook.lab.api;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * As much of the wire form of messages as reads texts in them: kubectl asks some questions so, with
 * no other form to fall back to.
 *
 * <p>Protocol Buffers, <i>Encoding</i>; the numbers of the fields are those of the Kubernetes API.
 */
final class Protobuf {
  static final String TYPE = "application/vnd.kubernetes.protobuf";

  private static final int MAGIC = 4;
  private static final int LENGTH_DELIMITED = 2;
  private static final int VARINT = 0;
  private static final int BITS = 7;
  private static final int TAG_BITS = 3;

  private final byte[] bytes;
  private int at;

  private Protobuf(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The document in an envelope of the API; empty for what is none. */
  static Optional<byte[]> unwrapped(byte[] body) {
    if (body.length < MAGIC || body[0] != 'k' || body[1] != '8' || body[2] != 's') {
      return Optional.empty();
    }
    byte[] envelope = new byte[body.length - MAGIC];
    System.arraycopy(body, MAGIC, envelope, 0, envelope.length);
    return fields(envelope).map(fields -> fields.getOrDefault(2, new byte[0]));
  }

  static String text(byte[] field) {
    return new String(field, StandardCharsets.UTF_8);
  }

  /** The last of each of the message's fields of texts and messages; empty for what is none. */
  static Optional<Map<Integer, byte[]>> fields(byte[] message) {
    try {
      return Optional.of(new Protobuf(message).read());
    } catch (IndexOutOfBoundsException | NegativeArraySizeException malformed) {
      return Optional.empty();
    }
  }

  private Map<Integer, byte[]> read() {
    Map<Integer, byte[]> fields = new LinkedHashMap<>();
    while (at < bytes.length) {
      int tag = (int) varint();
      int wire = tag & ((1 << TAG_BITS) - 1);
      if (wire == LENGTH_DELIMITED) {
        byte[] field = new byte[(int) Math.min(varint(), bytes.length)];
        System.arraycopy(bytes, at, field, 0, field.length);
        at += field.length;
        fields.put(tag >>> TAG_BITS, field);
      } else if (wire == VARINT) {
        varint();
      } else {
        throw new IndexOutOfBoundsException("a field of a kind that the API has not here");
      }
    }
    return fields;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += BITS) {
      byte each = bytes[at++];
      value |= (long) (each & 0x7f) << shift;
      if (each >= 0) {
        return value;
      }
    }
    throw new IndexOutOfBoundsException("a number that has no end");
  }
}
