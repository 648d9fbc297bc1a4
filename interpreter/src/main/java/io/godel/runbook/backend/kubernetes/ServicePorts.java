package io.godel.runbook.backend.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/** Which port of a pod a port of a service leads to. */
final class ServicePorts {
  private ServicePorts() {}

  /**
   * As {@code kubectl port-forward} finds it: a headless service leads to the same port, any other
   * one to its target, which can be the name of a port that each pod gives another number.
   *
   * @param port the service's
   */
  static int of(JsonNode service, int port, JsonNode pod) {
    if (service.at("/spec/clusterIP").asText("").equals("None")) {
      return port;
    }
    for (JsonNode each : service.at("/spec/ports")) {
      if (each.path("port").asInt() == port) {
        JsonNode target = each.path("targetPort");
        return target.isTextual() ? named(pod, target.asText(), port) : target.asInt(port);
      }
    }
    return port;
  }

  private static int named(JsonNode pod, String name, int otherwise) {
    for (JsonNode container : pod.at("/spec/containers")) {
      for (JsonNode each : container.path("ports")) {
        if (each.path("name").asText().equals(name)) {
          return each.path("containerPort").asInt(otherwise);
        }
      }
    }
    return otherwise;
  }
}
