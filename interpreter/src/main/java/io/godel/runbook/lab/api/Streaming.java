package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A program that is to run in a pod, or a connection to one of its ports.
 *
 * @param command empty for a connection
 * @param port 0 for a program
 * @param failure what the kubelet says instead of starting the program; empty when it starts it
 */
public record Streaming(
    String namespace, String pod, List<String> command, int port, String failure) {
  private static final int PORT_MAX = 65_535;

  public Streaming {
    command = List.copyOf(command);
  }

  public boolean isForward() {
    return command.isEmpty();
  }

  /**
   * @param reachable whether the kubelet of the pod's node answers
   */
  static Streaming of(Target target, JsonNode pod, Request request, boolean reachable)
      throws Refusal {
    if (target.subresource().equals("portforward")) {
      int port = Reads.number(request.parameter("ports"));
      if (port < 1 || port > PORT_MAX) {
        throw Refusal.badRequest("\"ports\" must be between 1 and 65535");
      }
      return new Streaming(target.namespace(), target.name(), List.of(), port, "");
    }
    List<String> command = request.query().getOrDefault("command", List.of());
    if (command.isEmpty()) {
      throw Refusal.badRequest("you must specify at least 1 command");
    }
    String container =
        request.parameter("container").orElseGet(() -> pod.at("/spec/containers/0/name").asText());
    if (!has(pod.at("/spec/containers"), container)) {
      throw Refusal.badRequest(
          "container %s is not valid for pod %s".formatted(container, target.name()));
    }
    if (pod.at("/spec/nodeName").asText("").isEmpty()) {
      throw Refusal.badRequest("pod %s does not have a host assigned".formatted(target.name()));
    }
    String failure = "";
    if (!reachable) {
      String host = pod.at("/status/hostIP").asText();
      failure =
          "error sending request: Post \"https://%1$s:10250/exec\": dial tcp %1$s:10250: i/o timeout"
              .formatted(host);
    } else if (!runs(pod, container)) {
      failure = "unable to upgrade connection: container not found (\"%s\")".formatted(container);
    }
    return new Streaming(target.namespace(), target.name(), command, 0, failure);
  }

  private static boolean has(JsonNode containers, String name) {
    for (JsonNode each : containers) {
      if (each.path("name").asText().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean runs(JsonNode pod, String container) {
    for (JsonNode status : pod.at("/status/containerStatuses")) {
      if (status.path("name").asText().equals(container) && status.path("state").has("running")) {
        return true;
      }
    }
    return false;
  }
}
