package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.backend.simulated.kubernetes.ApiView;
import io.godel.runbook.backend.simulated.kubernetes.Pod;
import io.godel.runbook.backend.simulated.kubernetes.Quantity;
import io.godel.runbook.lab.store.ResourceTypes;
import io.godel.runbook.lab.store.Store;
import java.util.Optional;
import java.util.function.Predicate;

/** What pods and nodes use, as a metrics server tells it, and as kubelets tell it of volumes. */
final class Metrics {
  static final String VERSION = "metrics.k8s.io/v1beta1";

  private static final String WINDOW = "15s";

  private final Store store;
  private final Mirror mirror;

  Metrics(Store store, Mirror mirror) {
    this.store = store;
    this.mirror = mirror;
  }

  /** Of the pods that are wanted and were measured. */
  ObjectNode pods(String namespace, Predicate<JsonNode> wanted) {
    ObjectNode list = list("PodMetricsList");
    ArrayNode items = list.putArray("items");
    for (ObjectNode pod : store.list(ResourceTypes.POD, namespace)) {
      if (wanted.test(pod)) {
        ofPod(pod).ifPresent(items::add);
      }
    }
    return list;
  }

  private static ObjectNode list(String kind) {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("kind", kind).put("apiVersion", VERSION).putObject("metadata");
    return list;
  }

  Optional<ObjectNode> ofPod(ObjectNode document) {
    ApiView model = mirror.model();
    Optional<Pod> pod =
        model.pod(
            document.at("/metadata/namespace").asText(), document.at("/metadata/name").asText());
    return pod.flatMap(model::usage)
        .map(
            usage -> {
              ObjectNode metrics = metrics("PodMetrics", document);
              JsonNode container = document.at("/spec/containers/0/name");
              ObjectNode each = metrics.withArray("/containers").addObject();
              each.set("name", container);
              usage(each.putObject("usage"), usage.cpuMillicores(), usage.memory());
              return metrics;
            });
  }

  private ObjectNode metrics(String kind, JsonNode of) {
    ObjectNode metrics = JsonNodeFactory.instance.objectNode();
    metrics.put("kind", kind).put("apiVersion", VERSION);
    ObjectNode metadata = metrics.putObject("metadata");
    metadata.set("name", of.at("/metadata/name"));
    if (of.at("/metadata").has("namespace")) {
      metadata.set("namespace", of.at("/metadata/namespace"));
    }
    metadata.put("creationTimestamp", mirror.now());
    if (of.at("/metadata/labels").isObject()) {
      metadata.set("labels", of.at("/metadata/labels"));
    }
    return metrics.put("timestamp", mirror.now()).put("window", WINDOW);
  }

  private static void usage(ObjectNode usage, long cpu, long memory) {
    usage.put("cpu", Quantity.ofMillicores(cpu)).put("memory", Quantity.ofBytes(memory));
  }

  ObjectNode nodes() {
    ObjectNode list = list("NodeMetricsList");
    ArrayNode items = list.putArray("items");
    store.list(ResourceTypes.NODE, "").forEach(node -> items.add(ofNode(node)));
    return list;
  }

  ObjectNode ofNode(ObjectNode document) {
    ObjectNode metrics = metrics("NodeMetrics", document);
    long cpu = 0;
    long memory = 0;
    for (Pod pod : mirror.model().podsOf(document.at("/metadata/name").asText())) {
      Optional<ApiView.Usage> usage = mirror.model().usage(pod);
      cpu += usage.map(ApiView.Usage::cpuMillicores).orElse(0L);
      memory += usage.map(ApiView.Usage::memory).orElse(0L);
    }
    usage(metrics.putObject("usage"), cpu, memory);
    return metrics;
  }

  /** The summary of a kubelet, as far as volumes are concerned. */
  ObjectNode summary(String node) {
    ObjectNode summary = JsonNodeFactory.instance.objectNode();
    summary.putObject("node").put("nodeName", node);
    ArrayNode pods = summary.putArray("pods");
    for (Pod pod : mirror.model().podsOf(node)) {
      ObjectNode each = pods.addObject();
      String namespace = mirror.model().namespace(pod);
      each.putObject("podRef").put("name", pod.name()).put("namespace", namespace);
      ArrayNode volumes = each.putArray("volume");
      mirror
          .model()
          .room(pod)
          .ifPresent(
              room -> {
                ObjectNode volume = volumes.addObject();
                volume.put("capacityBytes", room.size()).put("availableBytes", room.free());
                volume.put("usedBytes", room.size() - room.free());
                volume.putObject("pvcRef").put("name", room.claim()).put("namespace", namespace);
              });
    }
    return summary;
  }
}
