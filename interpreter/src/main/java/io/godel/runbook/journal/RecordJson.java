package io.godel.runbook.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.engine.Command;
import io.godel.runbook.engine.Input;
import io.godel.runbook.engine.Journal;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueJson;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A journal's records as JSON; inputs can be read back, since a run is made of them again. */
public final class RecordJson {
  private static final JsonNodeFactory JSON = new JsonNodeFactory(true);

  private RecordJson() {}

  public static ObjectNode write(Journal.Record record) {
    ObjectNode json = JSON.objectNode().put("sequence", record.sequence());
    if (record instanceof Journal.Opened it) {
      json.putObject("opened").put("runbook", it.runbook()).put("plan", it.plan());
    } else if (record instanceof Journal.Received it) {
      json.set("received", write(it.input()));
    } else if (record instanceof Journal.Issued it) {
      json.set("issued", write(it.command()));
    }
    return json;
  }

  private static ObjectNode input(String kind, Input input) {
    return JSON.objectNode().put("kind", kind).put("at", input.at().toString());
  }

  static ObjectNode write(Input input) {
    if (input instanceof Input.Started it) {
      ObjectNode json = input("started", it).put("run", it.run()).put("by", it.startedBy());
      it.scenario().ifPresent(scenario -> json.put("scenario", scenario));
      return json;
    }
    if (input instanceof Input.Answered it) {
      ObjectNode json = input("answered", it).put("call", it.call());
      json.set("outcome", write(it.outcome()));
      return json;
    }
    if (input instanceof Input.Woken it) {
      return input("woken", it).put("timer", it.timer());
    }
    if (input instanceof Input.Decided it) {
      ObjectNode json =
          input("decided", it)
              .put("request", it.request())
              .put("decision", it.decision().name())
              .put("by", it.by())
              .put("reason", it.reason());
      if (!it.seen().isEmpty()) {
        it.seen().forEach(json.putArray("seen")::add);
      }
      return json;
    }
    if (input instanceof Input.Acknowledged it) {
      ObjectNode json = input("acknowledged", it).put("request", it.request()).put("by", it.by());
      json.set("answers", write(it.answers()));
      return json;
    }
    if (input instanceof Input.Chosen it) {
      return input("chosen", it)
          .put("request", it.request())
          .put("scenario", it.scenario())
          .put("by", it.by());
    }
    if (input instanceof Input.Interrupted it) {
      return input("interrupted", it).put("by", it.by());
    }
    if (input instanceof Input.Aborted it) {
      return input("aborted", it).put("by", it.by()).put("reason", it.reason());
    }
    return resumed((Input.Resumed) input);
  }

  private static ObjectNode resumed(Input.Resumed it) {
    ObjectNode json = input("resumed", it).put("by", it.by());
    ArrayNode started = json.putArray("started");
    it.started().forEach(started::add);
    it.abort().ifPresent(reason -> json.put("abort", reason));
    return json;
  }

  private static ObjectNode write(Map<String, Value> values) {
    ObjectNode json = JSON.objectNode();
    values.forEach((name, value) -> json.set(name, ValueJson.write(value)));
    return json;
  }

  private static ObjectNode write(Outcome outcome) {
    ObjectNode json = JSON.objectNode();
    if (outcome instanceof Outcome.Done it) {
      json.set("done", ValueJson.write(it.result()));
    } else if (outcome instanceof Outcome.NotDone it) {
      json.putObject("not_done")
          .put("code", it.code())
          .put("reason", it.reason())
          .put("retriable", it.retriable());
    } else if (outcome instanceof Outcome.Unknown it) {
      json.putObject("unknown").put("reason", it.reason());
    }
    return json;
  }

  static ObjectNode write(Command command) {
    ObjectNode json = JSON.objectNode();
    if (command instanceof Command.Invoke it) {
      Call call = it.call();
      json.put("kind", "invoke")
          .put("call", call.id())
          .put("action", call.action())
          .put("timeout", call.timeout().toString());
      json.set("arguments", write(call.arguments()));
    } else if (command instanceof Command.Ask it) {
      json.put("kind", "ask").put("request", it.request().id()).put("node", it.request().node());
      if (it.request() instanceof Command.Approval approval) {
        json.put("question", approval.question()).put("role", approval.role());
        json.set("showing", write(approval.showing()));
      }
    }
    return json;
  }

  /** What a person had before them when they decided. */
  private static ObjectNode write(Command.Prospect showing) {
    ObjectNode json = JSON.objectNode();
    ArrayNode acts = json.putArray("acts");
    showing.acts().forEach(acts::add);
    ArrayNode evidence = json.putArray("evidence");
    showing
        .evidence()
        .forEach(
            seen ->
                evidence
                    .addObject()
                    .put("what", seen.what())
                    .put("detail", seen.detail())
                    .put("age", seen.age().toString()));
    json.put("way_back", showing.wayBack()).put("point_of_no_return", showing.pointOfNoReturn());
    ArrayNode limits = json.putArray("limits");
    showing.limits().forEach(limits::add);
    return json;
  }

  /**
   * @throws IllegalArgumentException for JSON that is no input
   */
  public static Input read(JsonNode json) {
    Instant at = instant(text(json, "at"));
    return switch (text(json, "kind")) {
      case "started" ->
          new Input.Started(at, text(json, "run"), text(json, "by"), optional(json, "scenario"));
      case "answered" -> new Input.Answered(at, text(json, "call"), outcome(json.get("outcome")));
      case "woken" -> new Input.Woken(at, text(json, "timer"));
      case "decided" ->
          new Input.Decided(
              at,
              text(json, "request"),
              decision(text(json, "decision")),
              text(json, "by"),
              text(json, "reason"),
              lines(json.path("seen")));
      case "acknowledged" ->
          new Input.Acknowledged(
              at, text(json, "request"), text(json, "by"), values(json.get("answers")));
      case "chosen" ->
          new Input.Chosen(at, text(json, "request"), text(json, "scenario"), text(json, "by"));
      case "interrupted" -> new Input.Interrupted(at, text(json, "by"));
      case "aborted" -> new Input.Aborted(at, text(json, "by"), text(json, "reason"));
      case "resumed" ->
          new Input.Resumed(
              at, text(json, "by"), texts(json.get("started")), optional(json, "abort"));
      default -> throw new IllegalArgumentException("no input is of kind " + json.get("kind"));
    };
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException malformed) {
      throw new IllegalArgumentException("`" + text + "` is no instant", malformed);
    }
  }

  private static Input.Decision decision(String text) {
    return Arrays.stream(Input.Decision.values())
        .filter(decision -> decision.name().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("`" + text + "` is no decision"));
  }

  private static Outcome outcome(JsonNode json) {
    if (json == null) {
      throw new IllegalArgumentException("an answer has no outcome");
    }
    if (json.has("done")) {
      return new Outcome.Done(ValueJson.read(json.get("done")));
    }
    if (json.has("not_done")) {
      JsonNode it = json.get("not_done");
      return new Outcome.NotDone(
          text(it, "code"), text(it, "reason"), it.path("retriable").asBoolean());
    }
    return new Outcome.Unknown(text(json.get("unknown"), "reason"));
  }

  private static Map<String, Value> values(JsonNode json) {
    Map<String, Value> values = new LinkedHashMap<>();
    if (json == null) {
      throw new IllegalArgumentException("a task has no answers");
    }
    json.properties().forEach(each -> values.put(each.getKey(), ValueJson.read(each.getValue())));
    return values;
  }

  private static Optional<String> optional(JsonNode json, String field) {
    return json.has(field) ? Optional.of(text(json, field)) : Optional.empty();
  }

  private static List<String> lines(JsonNode json) {
    List<String> lines = new ArrayList<>();
    json.forEach(line -> lines.add(line.asText()));
    return lines;
  }

  private static Set<String> texts(JsonNode json) {
    Set<String> texts = new TreeSet<>();
    if (json != null) {
      json.forEach(each -> texts.add(each.asText()));
    }
    return texts;
  }

  private static String text(JsonNode json, String field) {
    JsonNode value = json == null ? null : json.get(field);
    if (value == null || !value.isTextual()) {
      throw new IllegalArgumentException("the record has no " + field);
    }
    return value.asText();
  }
}
