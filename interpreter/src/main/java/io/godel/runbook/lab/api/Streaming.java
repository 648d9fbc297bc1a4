package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A program that is to run in a pod, or a connection to one of its ports.
 *
 * @param command empty for a connection
 * @param port 0 for a program
 */
public record Streaming(
    String namespace, String pod, String container, List<String> command, int port) {
  private static final int PORT_MAX = 65_535;

  public Streaming {
    command = List.copyOf(command);
  }

  public boolean isForward() {
    return command.isEmpty();
  }

  static Streaming of(Target target, JsonNode pod, Request request) throws Refusal {
    if (target.subresource().equals("portforward")) {
      int port = Reads.number(request.parameter("ports"));
      if (port < 1 || port > PORT_MAX) {
        throw Refusal.badRequest("\"ports\" must be between 1 and 65535");
      }
      return new Streaming(target.namespace(), target.name(), "", List.of(), port);
    }
    List<String> command = request.query().getOrDefault("command", List.of());
    if (command.isEmpty()) {
      throw Refusal.badRequest("you must specify at least 1 command");
    }
    String container =
        request.parameter("container").orElseGet(() -> pod.at("/spec/containers/0/name").asText());
    return new Streaming(
        target.namespace(), target.name(), running(target, pod, container), command, 0);
  }

  private static String running(Target target, JsonNode pod, String container) throws Refusal {
    for (JsonNode each : pod.at("/spec/containers")) {
      if (each.path("name").asText().equals(container)) {
        for (JsonNode status : pod.at("/status/containerStatuses")) {
          if (status.path("name").asText().equals(container)
              && status.path("state").has("running")) {
            return container;
          }
        }
        throw Refusal.internal("container not found (\"" + container + "\")");
      }
    }
    throw Refusal.badRequest(
        "container %s is not valid for pod %s".formatted(container, target.name()));
  }
}
