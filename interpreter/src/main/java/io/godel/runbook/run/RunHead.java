package io.godel.runbook.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was known of a run before it began.
 *
 * @param target the name of the profile that it runs against
 * @param file the runbook, absolute
 * @param plan the hash of the plan
 * @param library the state of the standard library
 * @param facts what the target was, by name: it has to be the same when the run goes on
 */
public record RunHead(
    String run,
    String runbook,
    String target,
    String by,
    Instant started,
    Path file,
    Given given,
    Optional<String> scenario,
    String plan,
    String library,
    Map<String, String> facts) {
  public RunHead {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  /** Raised when the meaning of a field changes. */
  private static final int FORMAT = 1;

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", FORMAT).put("run", run).put("runbook", runbook).put("target", target);
    json.put("by", by).put("started", started.toString()).put("file", file.toString());
    given.write(json);
    scenario.ifPresent(name -> json.put("scenario", name));
    ObjectNode seen = json.put("plan", plan).put("library", library).putObject("facts");
    facts.forEach(seen::put);
    return json;
  }

  static RunHead read(Path file) throws StateException {
    try {
      JsonNode json = new ObjectMapper().readTree(OwnFiles.read(file));
      if (json.path("format").asInt() != FORMAT) {
        throw new StateException(file + " is of another version of the program");
      }
      return new RunHead(
          Fields.text(json.path("run")),
          Fields.text(json.path("runbook")),
          Fields.text(json.path("target")),
          Fields.text(json.path("by")),
          Instant.parse(Fields.text(json.path("started"))),
          Path.of(Fields.text(json.path("file"))),
          Given.read(json),
          Optional.ofNullable(json.get("scenario")).map(Fields::text),
          Fields.text(json.path("plan")),
          Fields.text(json.path("library")),
          Fields.texts(json.path("facts")));
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException damaged) {
      throw new StateException(file + " is damaged", damaged);
    }
  }
}
