package io.godel.runbook.backend.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Paths that an API server does not have. That a server knows no such kind says nothing of whether
 * the object is there: an autoscaler is there in older versions too.
 */
final class Unserved {
  private static final int NOT_FOUND = 404;

  private Unserved() {}

  /**
   * What some servers lack.
   *
   * @param path how its paths begin
   * @param served when a server has it
   */
  private record Part(String path, String name, String served) {}

  /**
   * The versions are those of the Kubernetes API, each the first with this version of the group.
   */
  private static final List<Part> PARTS =
      List.of(
          new Part(
              "/apis/authentication.k8s.io/v1/selfsubjectreviews",
              "SelfSubjectReview, by which it would say who we are",
              "Kubernetes has it since 1.28, and no run acts on an older one"),
          new Part("/apis/autoscaling/v2/", "autoscaling/v2", "Kubernetes has it since 1.23"),
          new Part(
              "/apis/networking.k8s.io/v1/",
              "networking.k8s.io/v1",
              "Kubernetes has it since 1.19"),
          new Part(
              "/apis/snapshot.storage.k8s.io/v1/",
              "snapshot.storage.k8s.io/v1",
              "it comes with the snapshot controller of CSI, since its version 4"),
          new Part(
              "/apis/metrics.k8s.io/v1beta1/",
              "metrics.k8s.io/v1beta1",
              "it comes with a metrics server"));

  /**
   * Whether the server has no such path, rather than no such object. What stands behind a proxy
   * speaks for itself.
   */
  static boolean is(String path, int status, JsonNode body) {
    return status == NOT_FOUND
        && !path.contains("/proxy/")
        && body.at("/details/name").asText("").isEmpty();
  }

  static String words(String path, JsonNode body) {
    for (Part part : PARTS) {
      if (path.startsWith(part.path())) {
        return "the API server does not serve %s: %s".formatted(part.name(), part.served());
      }
    }
    String said = body.path("message").asText("");
    return said.isEmpty() ? "the API server serves no " + path.split("\\?", 2)[0] : said;
  }
}
