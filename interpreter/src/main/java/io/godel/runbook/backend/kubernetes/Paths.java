package io.godel.runbook.backend.kubernetes;

import io.godel.runbook.value.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where the API server keeps what handles name. */
final class Paths {
  private Paths() {}

  static String text(Value value) {
    return ((Value.Str) value).value();
  }

  /** The pod of a set is called by the set's name and its ordinal. */
  static String name(Value.Handle handle) {
    if (handle.identity().containsKey("set")) {
      Value.Handle set = (Value.Handle) handle.part("set");
      return name(set) + "-" + ((Value.Int) handle.part("ordinal")).value();
    }
    return text(handle.part("name"));
  }

  static String namespace(Value.Handle handle) {
    return handle.identity().containsKey("set")
        ? namespace((Value.Handle) handle.part("set"))
        : text(handle.part("in"));
  }

  static String of(Value.Handle handle) {
    return kind(handle.type(), namespace(handle)) + "/" + encoded(name(handle));
  }

  /** All objects of a kind in a namespace. */
  static String kind(String type, String namespace) {
    String in = "/namespaces/" + encoded(namespace) + "/";
    return switch (type) {
      case "k8s.Deployment" -> "/apis/apps/v1" + in + "deployments";
      case "k8s.StatefulSet" -> "/apis/apps/v1" + in + "statefulsets";
      case "k8s.Pod" -> "/api/v1" + in + "pods";
      case "k8s.ConfigMap" -> "/api/v1" + in + "configmaps";
      case "k8s.Claim" -> "/api/v1" + in + "persistentvolumeclaims";
      case "k8s.Autoscaler" -> "/apis/autoscaling/v2" + in + "horizontalpodautoscalers";
      case "k8s.VolumeSnapshot" -> "/apis/snapshot.storage.k8s.io/v1" + in + "volumesnapshots";
      case "k8s.Ingress" -> "/apis/networking.k8s.io/v1" + in + "ingresses";
      default -> throw new AssertionError("no object is of type " + type);
    };
  }

  /** As a manifest writes it. */
  static String manifestKind(String type) {
    return switch (type) {
      case "k8s.Claim" -> "PersistentVolumeClaim";
      case "k8s.Autoscaler" -> "HorizontalPodAutoscaler";
      default -> type.substring("k8s.".length());
    };
  }

  static String pods(String namespace, String selector) {
    return kind("k8s.Pod", namespace) + "?labelSelector=" + encoded(selector);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
