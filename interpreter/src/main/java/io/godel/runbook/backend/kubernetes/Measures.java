package io.godel.runbook.backend.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import io.godel.runbook.backend.Call;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is measured: use of pods, room of nodes and of volumes. */
final class Measures {
  private static final BigDecimal MILLIS = BigDecimal.valueOf(1_000);

  private final ApiServer server;

  Measures(ApiServer server) {
    this.server = server;
  }

  static long bytes(String quantity) {
    return Quantity.getAmountInBytes(new Quantity(quantity)).longValue();
  }

  /**
   * The amount as it stands there already, or as people write it: what differs only in its writing
   * is another template to a StatefulSet, which then replaces its pods.
   */
  static String quantity(long bytes, JsonNode before) {
    return before.isTextual() && bytes(before.asText()) == bytes
        ? before.asText()
        : ValueText.quantity(bytes);
  }

  private static long millicores(String quantity) {
    return new Quantity(quantity).getNumericalAmount().multiply(MILLIS).longValue();
  }

  /** A pod of which there are no metrics yet is left out, which is not the same as idle. */
  Value top(Call call) throws ApiFailure, InterruptedException {
    Map<String, Map<String, JsonNode>> measured = new LinkedHashMap<>();
    List<Value> usage = new ArrayList<>();
    for (Value each : ((Value.Items) call.argument("pods")).values()) {
      Value.Handle pod = (Value.Handle) each;
      String namespace = Paths.namespace(pod);
      if (!measured.containsKey(namespace)) {
        measured.put(namespace, measured(namespace, call));
      }
      JsonNode metrics = measured.get(namespace).get(Paths.name(pod));
      if (metrics != null) {
        usage.add(usage(Paths.name(pod), metrics));
      }
    }
    return new Value.Items(usage);
  }

  private Map<String, JsonNode> measured(String namespace, Call call)
      throws ApiFailure, InterruptedException {
    String all = "/apis/metrics.k8s.io/v1beta1/namespaces/" + Paths.encoded(namespace) + "/pods";
    Map<String, JsonNode> measured = new LinkedHashMap<>();
    for (JsonNode pod : server.get(all, call.timeout()).path("items")) {
      measured.put(pod.at("/metadata/name").asText(), pod);
    }
    return measured;
  }

  private static Value usage(String pod, JsonNode metrics) {
    long cpu = 0;
    long memory = 0;
    for (JsonNode container : metrics.path("containers")) {
      cpu += millicores(container.at("/usage/cpu").asText("0"));
      memory += bytes(container.at("/usage/memory").asText("0"));
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("pod", new Value.Str(pod));
    fields.put("cpu_millicores", new Value.Int(cpu));
    fields.put("memory", new Value.Size(memory));
    return new Value.Fields("k8s.Usage", fields);
  }

  Value nodes(Call call) throws ApiFailure, InterruptedException {
    Map<String, Long> requested = new LinkedHashMap<>();
    for (JsonNode pod : server.get("/api/v1/pods", call.timeout()).path("items")) {
      String phase = pod.at("/status/phase").asText();
      if (!phase.equals("Succeeded") && !phase.equals("Failed")) {
        requested.merge(pod.at("/spec/nodeName").asText(), requests(pod), Long::sum);
      }
    }
    List<Value> nodes = new ArrayList<>();
    for (JsonNode node : server.get("/api/v1/nodes", call.timeout()).path("items")) {
      String name = node.at("/metadata/name").asText();
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("name", new Value.Str(name));
      fields.put("ready", new Value.Bool(KubernetesLooks.isReady(node)));
      fields.put(
          "cpu_millicores",
          new Value.Int(millicores(node.at("/status/allocatable/cpu").asText("0"))));
      fields.put("cpu_requested", new Value.Int(requested.getOrDefault(name, 0L)));
      nodes.add(new Value.Fields("k8s.Node", fields));
    }
    return new Value.Items(nodes);
  }

  private static long requests(JsonNode pod) {
    long sum = 0;
    for (JsonNode container : pod.at("/spec/containers")) {
      sum += millicores(container.at("/resources/requests/cpu").asText("0"));
    }
    return sum;
  }

  /** The kubelet of the node that a pod with this claim runs on has measured it. */
  Value volume(Call call) throws ApiFailure, InterruptedException {
    Value.Handle claim = KubernetesLooks.handle(call, "claim");
    server.get(Paths.of(claim), call.timeout());
    String pods = Paths.kind("k8s.Pod", Paths.namespace(claim));
    for (JsonNode pod : server.get(pods, call.timeout()).path("items")) {
      String node = pod.at("/spec/nodeName").asText("");
      if (!node.isEmpty() && uses(pod, Paths.name(claim))) {
        JsonNode summary =
            server.get(
                "/api/v1/nodes/" + Paths.encoded(node) + "/proxy/stats/summary", call.timeout());
        return measured(summary, claim);
      }
    }
    throw ApiFailure.forNow(
        "not_found", "no pod uses the claim " + Paths.name(claim) + ", so nothing measures it");
  }

  private static boolean uses(JsonNode pod, String claim) {
    for (JsonNode volume : pod.at("/spec/volumes")) {
      if (volume.at("/persistentVolumeClaim/claimName").asText().equals(claim)) {
        return true;
      }
    }
    return false;
  }

  private static Value measured(JsonNode summary, Value.Handle claim) throws ApiFailure {
    for (JsonNode pod : summary.path("pods")) {
      for (JsonNode volume : pod.path("volume")) {
        if (volume.at("/pvcRef/name").asText().equals(Paths.name(claim))
            && volume.at("/pvcRef/namespace").asText().equals(Paths.namespace(claim))) {
          Map<String, Value> fields = new LinkedHashMap<>();
          fields.put("size", new Value.Size(volume.path("capacityBytes").asLong()));
          fields.put("free", new Value.Size(volume.path("availableBytes").asLong()));
          return new Value.Fields("k8s.Volume", fields);
        }
      }
    }
    throw ApiFailure.forNow("not_found", "the kubelet has not measured that volume yet");
  }
}
