package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.lab.store.ResourceType;
import java.util.List;

/**
 * What an API server fills in where a document says nothing.
 *
 * <p>From the API reference's defaults of the kinds that runbooks touch.
 */
final class Defaults {
  private Defaults() {}

  static void fill(ResourceType type, ObjectNode document) {
    switch (type.kind()) {
      case "Deployment" -> deployment(document.withObject("/spec"));
      case "StatefulSet" -> set(document.withObject("/spec"));
      case "PersistentVolumeClaim" -> claim(document.withObject("/spec"));
      case "HorizontalPodAutoscaler" -> put(document.withObject("/spec"), "minReplicas", 1);
      case "Secret" -> secret(document);
      case "Service" -> service(document.withObject("/spec"));
      default -> {}
    }
  }

  private static void put(ObjectNode object, String field, String value) {
    if (!object.has(field)) {
      object.put(field, value);
    }
  }

  private static void put(ObjectNode object, String field, int value) {
    if (!object.has(field)) {
      object.put(field, value);
    }
  }

  private static void deployment(ObjectNode spec) {
    put(spec, "replicas", 1);
    put(spec, "revisionHistoryLimit", 10);
    put(spec, "progressDeadlineSeconds", 600);
    ObjectNode strategy = spec.withObject("/strategy");
    put(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asText().equals("RollingUpdate")) {
      ObjectNode rolling = strategy.withObject("/rollingUpdate");
      put(rolling, "maxUnavailable", "25%");
      put(rolling, "maxSurge", "25%");
    }
    template(spec.withObject("/template"));
  }

  private static void set(ObjectNode spec) {
    put(spec, "replicas", 1);
    put(spec, "podManagementPolicy", "OrderedReady");
    put(spec, "revisionHistoryLimit", 10);
    ObjectNode strategy = spec.withObject("/updateStrategy");
    put(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asText().equals("RollingUpdate")) {
      put(strategy.withObject("/rollingUpdate"), "partition", 0);
    }
    ObjectNode retention = spec.withObject("/persistentVolumeClaimRetentionPolicy");
    put(retention, "whenDeleted", "Retain");
    put(retention, "whenScaled", "Retain");
    template(spec.withObject("/template"));
    for (JsonNode claim : spec.path("volumeClaimTemplates")) {
      ObjectNode it = (ObjectNode) claim;
      put(it, "apiVersion", "v1");
      put(it, "kind", "PersistentVolumeClaim");
      claim(it.withObject("/spec"));
      put(it.withObject("/status"), "phase", "Pending");
    }
  }

  private static void claim(ObjectNode spec) {
    put(spec, "volumeMode", "Filesystem");
    put(spec, "storageClassName", "standard");
  }

  private static void template(ObjectNode template) {
    ObjectNode spec = template.withObject("/spec");
    put(spec, "restartPolicy", "Always");
    put(spec, "terminationGracePeriodSeconds", 30);
    put(spec, "dnsPolicy", "ClusterFirst");
    put(spec, "schedulerName", "default-scheduler");
    spec.withObject("/securityContext");
    for (String list : List.of("initContainers", "containers")) {
      for (JsonNode container : spec.path(list)) {
        if (container instanceof ObjectNode it) {
          container(it);
        }
      }
    }
  }

  private static void container(ObjectNode container) {
    container.withObject("/resources");
    put(container, "terminationMessagePath", "/dev/termination-log");
    put(container, "terminationMessagePolicy", "File");
    String image = container.path("image").asText("");
    boolean latest = !image.isEmpty() && (image.endsWith(":latest") || !image.contains(":"));
    put(container, "imagePullPolicy", latest ? "Always" : "IfNotPresent");
    for (JsonNode port : container.path("ports")) {
      put((ObjectNode) port, "protocol", "TCP");
    }
    for (JsonNode variable : container.path("env")) {
      if (variable.path("value").asText("").isEmpty()) {
        ((ObjectNode) variable).remove("value");
      }
    }
    for (String probe : List.of("readinessProbe", "livenessProbe", "startupProbe")) {
      if (container.get(probe) instanceof ObjectNode it) {
        put(it, "timeoutSeconds", 1);
        put(it, "periodSeconds", 10);
        put(it, "successThreshold", 1);
        put(it, "failureThreshold", 3);
      }
    }
  }

  /** What is written as plain text is kept encoded. */
  private static void secret(ObjectNode secret) {
    put(secret, "type", "Opaque");
    if (secret.remove("stringData") instanceof ObjectNode plain) {
      ObjectNode data = secret.withObject("/data");
      plain
          .properties()
          .forEach(
              entry ->
                  data.put(
                      entry.getKey(),
                      java.util.Base64.getEncoder()
                          .encodeToString(
                              entry
                                  .getValue()
                                  .asText()
                                  .getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    }
  }

  private static void service(ObjectNode spec) {
    put(spec, "type", "ClusterIP");
    put(spec, "sessionAffinity", "None");
    for (JsonNode port : spec.path("ports")) {
      ObjectNode it = (ObjectNode) port;
      put(it, "protocol", "TCP");
      if (!it.has("targetPort")) {
        it.set("targetPort", it.path("port"));
      }
    }
  }
}
