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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was known of a run before it began.
 *
 * @param target the name of the profile that it runs against
 * @param file the runbook, absolute
 * @param params as the operator wrote them, without those that are secret
 * @param secrets the names of the parameters that were given and are secret: nobody keeps them
 * @param plan the hash of the plan
 * @param library the state of the standard library
 */
public record RunHead(
    String run,
    String runbook,
    String target,
    String by,
    Instant started,
    Path file,
    Map<String, String> params,
    Set<String> secrets,
    Optional<String> scenario,
    String plan,
    String library) {
  /** Raised when the meaning of a field changes. */
  private static final int FORMAT = 1;

  public RunHead {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    secrets = Collections.unmodifiableSet(new TreeSet<>(secrets));
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", FORMAT).put("run", run).put("runbook", runbook).put("target", target);
    json.put("by", by).put("started", started.toString()).put("file", file.toString());
    ObjectNode given = json.putObject("params");
    params.forEach(given::put);
    secrets.forEach(json.putArray("secrets")::add);
    scenario.ifPresent(name -> json.put("scenario", name));
    return json.put("plan", plan).put("library", library);
  }

  static RunHead read(Path file) throws StateException {
    try {
      JsonNode json = new ObjectMapper().readTree(OwnFiles.read(file));
      if (json.path("format").asInt() != FORMAT) {
        throw new StateException(file + " is of another version of the program");
      }
      Map<String, String> params = new LinkedHashMap<>();
      json.path("params").properties().forEach(it -> params.put(it.getKey(), text(it.getValue())));
      Set<String> secrets = new TreeSet<>();
      json.path("secrets").forEach(name -> secrets.add(text(name)));
      return new RunHead(
          text(json.path("run")),
          text(json.path("runbook")),
          text(json.path("target")),
          text(json.path("by")),
          Instant.parse(text(json.path("started"))),
          Path.of(text(json.path("file"))),
          params,
          secrets,
          Optional.ofNullable(json.get("scenario")).map(RunHead::text),
          text(json.path("plan")),
          text(json.path("library")));
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException damaged) {
      throw new StateException(file + " is damaged", damaged);
    }
  }

  private static String text(JsonNode json) {
    if (!json.isTextual()) {
      throw new IllegalArgumentException("no text: " + json);
    }
    return json.textValue();
  }
}
