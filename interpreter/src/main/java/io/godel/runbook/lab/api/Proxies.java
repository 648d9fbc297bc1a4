package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.backend.simulated.kubernetes.LostNode;
import io.godel.runbook.lab.store.ResourceTypes;
import java.util.Optional;

/** Requests that go through the API server to a pod, or to the kubelet of a node. */
final class Proxies {
  private final Reads reads;
  private final Mirror mirror;
  private final Metrics metrics;
  private final PodPorts ports;

  Proxies(Reads reads, Mirror mirror, Metrics metrics, PodPorts ports) {
    this.reads = reads;
    this.mirror = mirror;
    this.metrics = metrics;
    this.ports = ports;
  }

  Answer answer(Target target) throws Refusal {
    if (target.type().equals(ResourceTypes.NODE) && target.rest().equals("/stats/summary")) {
      reads.get(target);
      if (!mirror.model().isUp(target.name())) {
        throw Refusal.unavailable(LostNode.noSummary(target.name()));
      }
      return new Answer.Json(200, metrics.summary(target.name()));
    }
    if (!target.type().equals(ResourceTypes.POD)) {
      throw Refusal.unavailable("no endpoints available");
    }
    int colon = target.name().indexOf(':');
    String port = target.name().substring(colon + 1);
    Target pod = target.named(target.name().substring(0, Math.max(0, colon)));
    ObjectNode document = reads.get(pod);
    boolean answers = mirror.model().answers(pod.namespace(), pod.name());
    Optional<PodPorts.Reply> reply =
        answers && port.matches("[0-9]{1,5}")
            ? ports.get(pod.namespace(), pod.name(), Integer.parseInt(port), target.rest())
            : Optional.empty();
    if (reply.isEmpty()) {
      throw Refusal.unavailable(
          "error trying to reach service: dial tcp %s:%s: connect: connection refused"
              .formatted(document.at("/status/podIP").asText(), port));
    }
    return new Answer.Text(reply.get().status(), "text/plain", reply.get().body());
  }
}
