package io.godel.runbook.backend.simulated.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What the kubelet and the scheduler tell of a pod. */
final class PodStatus {
  private static final Map<String, String> PHASES =
      Map.of("PENDING", "Pending", "RUNNING", "Running", "SUCCEEDED", "Succeeded");

  private final Shown shown;
  private int addresses;

  PodStatus(Shown shown) {
    this.shown = shown;
  }

  void overlay(Pod pod, ObjectNode doc) {
    ending(pod, doc.withObject("/metadata"));
    if (!pod.node.isEmpty()) {
      doc.withObject("/spec").put("nodeName", pod.node);
    }
    ObjectNode status = doc.withObject("/status");
    status.put("phase", PHASES.getOrDefault(pod.phase, "Unknown"));
    conditions(pod, status);
    if (pod.node.isEmpty()) {
      return;
    }
    if (!status.has("startTime")) {
      status.put("startTime", pod.startedAt.map(shown::time).orElseGet(shown::now));
      status.put("hostIP", LostNode.address(pod.node));
    }
    if (pod.startedAt.isPresent() && !status.has("podIP")) {
      addresses++;
      String address = "10.244." + (addresses >> 8 & 0xff) + "." + (addresses & 0xff);
      status.put("podIP", address);
      status.withArray("/podIPs").addObject().put("ip", address);
    }
    containers(pod, doc, status);
    status.put("qosClass", pod.owner.cpuRequest > 0 ? "Burstable" : "BestEffort");
  }

  private void ending(Pod pod, ObjectNode metadata) {
    if (pod.terminating && !metadata.has("deletionTimestamp")) {
      metadata.put("deletionTimestamp", shown.now()).put("deletionGracePeriodSeconds", 30);
      metadata.put("generation", 2);
    }
  }

  private void conditions(Pod pod, ObjectNode status) {
    boolean placed = !pod.node.isEmpty();
    shown.condition(
        status,
        "PodScheduled",
        placed,
        placed ? "" : "Unschedulable",
        placed ? "" : "no node is up and has room for the pod");
    if (!placed) {
      return;
    }
    shown.condition(status, "PodReadyToStartContainers", pod.startedAt.isPresent(), "", "");
    shown.condition(status, "Initialized", true, "", "");
    String reason =
        pod.ready ? "" : pod.phase.equals("SUCCEEDED") ? "PodCompleted" : "ContainersNotReady";
    shown.condition(status, "Ready", pod.ready, reason, "");
    shown.condition(status, "ContainersReady", pod.ready, reason, "");
  }

  private void containers(Pod pod, ObjectNode doc, ObjectNode status) {
    JsonNode before = status.path("containerStatuses").deepCopy();
    status.putArray("containerStatuses");
    int index = 0;
    for (JsonNode container : doc.at("/spec/containers")) {
      JsonNode was = before.path(index++);
      ObjectNode each = status.withArray("/containerStatuses").addObject();
      each.put("name", container.path("name").asText());
      ObjectNode state = state(pod, was);
      each.set("state", state);
      each.set("lastState", last(pod, was, state));
      each.put("ready", pod.ready).put("restartCount", pod.restarts);
      each.put("image", container.path("image").asText());
      each.put("imageID", "");
      each.put("started", pod.running);
    }
  }

  private ObjectNode state(Pod pod, JsonNode was) {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    if (pod.running) {
      state.putObject("running").put("startedAt", shown.time(pod.startedAt.orElseThrow()));
    } else if (pod.phase.equals("SUCCEEDED")) {
      state.set("terminated", ended(pod, was, 0, "Completed"));
    } else if (pod.waitingReason.isPresent()) {
      ObjectNode waiting = state.putObject("waiting").put("reason", pod.waitingReason.get());
      if (pod.waitingReason.get().equals("CrashLoopBackOff")) {
        waiting.put(
            "message",
            "back-off %ds restarting failed container=%s pod=%s_%s(%s)"
                .formatted(
                    BackOff.before(pod.crashes).toSeconds(),
                    pod.owner.name,
                    pod.name,
                    pod.namespace,
                    pod.uid));
      }
    } else if (pod.startedAt.isPresent()) {
      state.set("terminated", ended(pod, was, 1, "Error"));
    } else {
      state.putObject("waiting").put("reason", "ContainerCreating");
    }
    return state;
  }

  /** How it ended does not change any more. */
  private ObjectNode ended(Pod pod, JsonNode was, int code, String reason) {
    if (was.at("/state/terminated/exitCode").asInt(-1) == code) {
      return was.at("/state/terminated").deepCopy();
    }
    ObjectNode ended = JsonNodeFactory.instance.objectNode();
    ended.put("exitCode", code).put("reason", reason);
    ended.put("startedAt", pod.startedAt.map(shown::time).orElseGet(shown::now));
    return ended.put("finishedAt", shown.now());
  }

  /** What was seen to end is the last state of the container that follows. */
  private ObjectNode last(Pod pod, JsonNode was, ObjectNode state) {
    ObjectNode last = JsonNodeFactory.instance.objectNode();
    if (state.has("terminated")) {
      return was.path("lastState") instanceof ObjectNode earlier ? earlier.deepCopy() : last;
    }
    if (was.at("/state/terminated").isObject()) {
      last.set("terminated", was.at("/state/terminated").deepCopy());
    } else if (was.path("lastState") instanceof ObjectNode earlier && !earlier.isEmpty()) {
      return earlier.deepCopy();
    } else if (pod.restarts > 0 || pod.crashes > 0) {
      last.set("terminated", ended(pod, was, 1, "Error"));
    }
    return last;
  }
}
