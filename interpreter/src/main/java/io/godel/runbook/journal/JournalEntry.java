package io.godel.runbook.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.godel.runbook.engine.Input;
import java.util.Optional;

/**
 * A record of a journal, as far as a run is made again of it.
 *
 * @param plan the hash of the plan, of the first record
 * @param input of a record that is one
 * @param call the id of the acting call, of a record that announces one
 * @param json all of it
 */
record JournalEntry(
    long sequence,
    Optional<String> plan,
    Optional<Input> input,
    Optional<String> call,
    JsonNode json) {

  /**
   * @throws IllegalArgumentException for what is no record; the message says why
   */
  static JournalEntry read(JsonNode json, long expected) {
    if (json.path("sequence").asLong(-1) != expected) {
      throw new IllegalArgumentException("it has no sequence " + expected);
    }
    Optional<String> plan = text(json.path("opened"), "plan");
    if (plan.isPresent() != (expected == 0)) {
      throw new IllegalArgumentException("only the first record says of what plan it is");
    }
    return new JournalEntry(
        expected,
        plan,
        Optional.ofNullable(json.get("received")).map(RecordJson::read),
        text(json.path("issued"), "call"),
        json);
  }

  private static Optional<String> text(JsonNode json, String field) {
    return Optional.ofNullable(json.get(field)).map(JsonNode::textValue);
  }
}
