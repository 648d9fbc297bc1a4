package io.godel.runbook.backend.simulated.kubernetes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Manifests for workloads that a world has without one. */
final class FirstTemplate {
  private FirstTemplate() {}

  static ObjectNode of(Workload workload) {
    ObjectNode template = JsonNodeFactory.instance.objectNode();
    ObjectNode labels = template.withObject("/metadata/labels");
    workload.labels.forEach(labels::put);
    ArrayNode containers = template.withArray("/spec/containers");
    containerNames(workload).forEach(name -> container(workload, name, containers.addObject()));
    template
        .withObject("/spec")
        .put("restartPolicy", "Always")
        .put("terminationGracePeriodSeconds", 30)
        .put("dnsPolicy", "ClusterFirst")
        .put("schedulerName", "default-scheduler")
        .putObject("securityContext");
    TemplateText.overlay(template, workload.template);
    return template;
  }

  /** A world names the containers that have a limit. */
  static List<String> containerNames(Workload workload) {
    return workload.template.memoryLimits().isEmpty()
        ? List.of(workload.name)
        : List.copyOf(workload.template.memoryLimits().keySet());
  }

  private static void container(Workload workload, String name, ObjectNode container) {
    container.put("name", name).put("image", "lab.local/" + name + ":1");
    container.putObject("resources");
    if (workload.cpuRequest > 0) {
      container
          .withObject("/resources/requests")
          .put("cpu", Quantity.ofMillicores(workload.cpuRequest));
    }
    workload.claimTemplate.ifPresent(
        claim ->
            container
                .withArray("/volumeMounts")
                .addObject()
                .put("name", claim)
                .put("mountPath", "/var/lib/" + name));
    container
        .put("terminationMessagePath", "/dev/termination-log")
        .put("terminationMessagePolicy", "File")
        .put("imagePullPolicy", "IfNotPresent");
  }

  static void claims(Workload set, ObjectNode spec) {
    set.claimTemplate.ifPresent(
        name -> {
          ObjectNode claim = spec.withArray("/volumeClaimTemplates").addObject();
          claim.put("kind", "PersistentVolumeClaim").put("apiVersion", "v1");
          claim.putObject("metadata").put("name", name);
          claim.set("spec", claimSpec(set.claimSize));
          claim.putObject("status").put("phase", "Pending");
        });
  }

  static ObjectNode claimSpec(long size) {
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    spec.withArray("/accessModes").add("ReadWriteOnce");
    spec.withObject("/resources/requests").put("storage", Quantity.ofBytes(size));
    spec.put("storageClassName", "standard").put("volumeMode", "Filesystem");
    return spec;
  }
}
