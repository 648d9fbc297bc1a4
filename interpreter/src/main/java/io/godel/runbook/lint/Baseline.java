package io.godel.runbook.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Findings that were there when the linter was adopted, and are not told again.
 *
 * @param prints their fingerprints
 */
public record Baseline(Set<String> prints) {
  private static final int VERSION = 1;

  public Baseline {
    prints = Collections.unmodifiableSet(new LinkedHashSet<>(prints));
  }

  /** Empty for a text that is no baseline. */
  public static Optional<Baseline> read(String text) {
    try {
      JsonNode json = new ObjectMapper().readTree(text);
      if (json == null
          || json.path("version").asInt() != VERSION
          || !json.path("findings").isArray()) {
        return Optional.empty();
      }
      Set<String> prints = new HashSet<>();
      json.path("findings").forEach(each -> prints.add(each.path("fingerprint").asText()));
      return Optional.of(new Baseline(prints));
    } catch (JsonProcessingException noJson) {
      return Optional.empty();
    }
  }

  /** What a file with all these findings holds; for people each has its code and its file. */
  public static JsonNode of(List<Linted> files) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("version", VERSION);
    ArrayNode findings = json.putArray("findings");
    for (Linted linted : files) {
      List<String> prints = Fingerprints.of(linted);
      for (int i = 0; i < prints.size(); i++) {
        findings
            .addObject()
            .put("code", linted.findings().get(i).diagnostic().code().id())
            .put("file", linted.name())
            .put("fingerprint", prints.get(i));
      }
    }
    return json;
  }

  /** The file without what was there before. */
  public Linted without(Linted linted) {
    List<String> found = Fingerprints.of(linted);
    List<Finding> left = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      if (!prints.contains(found.get(i))) {
        left.add(linted.findings().get(i));
      }
    }
    return linted.with(left);
  }
}
