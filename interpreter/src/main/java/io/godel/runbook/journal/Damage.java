package io.godel.runbook.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Says of a line that does not follow from the one before it what is likely wrong with it. */
final class Damage {
  private Damage() {}

  /**
   * @param expected the sequence that the line should have
   */
  static String of(byte[] line, long expected) {
    long sequence = sequence(line);
    if (sequence < 0) {
      return "is no record";
    }
    if (sequence > expected) {
      long missing = sequence - expected;
      return missing == 1
          ? "is record %d: the one before it is missing".formatted(sequence)
          : "is record %d: the %d before it are missing".formatted(sequence, missing);
    }
    if (sequence < expected) {
      return "is record %d, which stands there before".formatted(sequence);
    }
    return "is not what was written, or belongs to another run";
  }

  private static long sequence(byte[] line) {
    try {
      JsonNode json = new ObjectMapper().readTree(line);
      return json == null ? -1 : json.path("sequence").asLong(-1);
    } catch (IOException none) {
      return -1;
    }
  }
}
