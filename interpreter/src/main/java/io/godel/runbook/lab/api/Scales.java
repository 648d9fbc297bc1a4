package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.lab.api.Refusal.Cause;
import java.util.ArrayList;
import java.util.List;

/** How many replicas a workload is to have: its subresource {@code scale}. */
final class Scales {
  private final Reads reads;
  private final Writes writes;
  private final Mirror mirror;

  Scales(Reads reads, Writes writes, Mirror mirror) {
    this.reads = reads;
    this.writes = writes;
    this.mirror = mirror;
  }

  ObjectNode get(Target target) throws Refusal {
    return scale(reads.get(target));
  }

  /** At zero nothing is written, as the API does it. */
  private static ObjectNode scale(JsonNode workload) {
    ObjectNode scale = JsonNodeFactory.instance.objectNode();
    scale.put("kind", "Scale").put("apiVersion", "autoscaling/v1");
    ObjectNode metadata = scale.putObject("metadata");
    for (String field :
        List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
      metadata.set(field, workload.path("metadata").path(field));
    }
    ObjectNode spec = scale.putObject("spec");
    int replicas = workload.at("/spec/replicas").asInt();
    if (replicas != 0) {
      spec.put("replicas", replicas);
    }
    List<String> selector = new ArrayList<>();
    workload
        .at("/spec/selector/matchLabels")
        .properties()
        .forEach(label -> selector.add(label.getKey() + "=" + label.getValue().asText()));
    scale
        .putObject("status")
        .put("replicas", workload.at("/status/replicas").asInt())
        .put("selector", String.join(",", selector));
    return scale;
  }

  /** Nothing stands for none; a number that is no int32 is not decoded. */
  private static int replicas(ObjectNode wanted, Request request) throws Refusal {
    JsonNode replicas = wanted.at("/spec/replicas");
    if (replicas.isMissingNode() || replicas.isNull()) {
      return 0;
    }
    if (replicas.isIntegralNumber() && replicas.canConvertToInt()) {
      return replicas.asInt();
    }
    String words =
        "json: cannot unmarshal %s into Go struct field ScaleSpec.spec.replicas of type int32"
            .formatted(replicas.isNumber() ? "number " + replicas : "value");
    throw request.method().equals("PATCH")
        ? Refusal.invalidPatch(wanted.toString(), words)
        : Refusal.badRequest(words);
  }

  ObjectNode change(Target target, Request request) throws Refusal {
    ObjectNode before = reads.get(target);
    ObjectNode wanted =
        request.method().equals("PUT")
            ? Bodies.object(request)
            : Patches.apply(scale(before), request, mirror.now());
    String version = wanted.at("/metadata/resourceVersion").asText("");
    if (!version.isEmpty() && !version.equals(before.at("/metadata/resourceVersion").asText())) {
      throw Refusal.modified(target.type(), target.name());
    }
    int replicas = replicas(wanted, request);
    if (replicas < 0) {
      String message = replicas + ": must be greater than or equal to 0";
      throw Refusal.invalidScale(target.name(), List.of(Cause.invalid("spec.replicas", message)));
    }
    ObjectNode after =
        writes.change(
            target,
            request,
            workload -> {
              workload.withObject("/spec").put("replicas", replicas);
              return workload;
            });
    return scale(after);
  }
}
