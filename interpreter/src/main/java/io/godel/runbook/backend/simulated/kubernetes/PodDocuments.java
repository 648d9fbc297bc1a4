package io.godel.runbook.backend.simulated.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pods as the API shows them; only workloads make them. */
final class PodDocuments implements Documents {
  private final Shown shown;
  private final Cluster cluster;
  private final PodStatus status;

  PodDocuments(Shown shown) {
    this.shown = shown;
    this.cluster = shown.cluster();
    this.status = new PodStatus(shown);
  }

  @Override
  public List<ModelObject> all() {
    List<ModelObject> all = new ArrayList<>();
    for (Pod pod : cluster.pods()) {
      all.add(
          new ModelObject(
              pod.namespace, pod.name, pod, () -> first(pod), doc -> status.overlay(pod, doc)));
    }
    return all;
  }

  private ObjectNode first(Pod pod) {
    ObjectNode owner = owner(pod);
    ObjectNode template = owner.at("/spec/template").deepCopy();
    ObjectNode doc = JsonNodeFactory.instance.objectNode();
    doc.put("apiVersion", "v1").put("kind", "Pod");
    ObjectNode metadata = doc.putObject("metadata");
    metadata.put("name", pod.name).put("namespace", pod.namespace).put("uid", pod.uid);
    metadata.put("generateName", Shown.string(owner, "/metadata/name") + "-");
    metadata.put("generation", 1);
    ObjectNode labels = template.withObject("/metadata/labels");
    ObjectNode spec = template.withObject("/spec");
    if (pod.owner.isSet) {
      labels
          .put("apps.kubernetes.io/pod-index", pod.name.substring(pod.owner.name.length() + 1))
          .put("controller-revision-hash", pod.owner.name + "-" + pod.revision)
          .put("statefulset.kubernetes.io/pod-name", pod.name);
      spec.put("hostname", pod.name).put("subdomain", Shown.string(owner, "/spec/serviceName"));
      pod.owner.claimTemplate.ifPresent(
          claim ->
              spec.withArray("/volumes")
                  .addObject()
                  .put("name", claim)
                  .putObject("persistentVolumeClaim")
                  .put("claimName", claim + "-" + pod.name));
    }
    metadata.set("labels", labels);
    if (template.at("/metadata/annotations").isObject()) {
      metadata.set("annotations", template.at("/metadata/annotations"));
    }
    Owners.add(metadata, owner);
    spec.put("serviceAccountName", "default").put("enableServiceLinks", true);
    doc.set("spec", spec);
    return doc;
  }

  private ObjectNode owner(Pod pod) {
    Optional<ReplicaSet> set =
        pod.owner.replicaSets.stream().filter(it -> it.hash.equals(pod.revision)).findFirst();
    return set.flatMap(shown.documents())
        .or(() -> shown.documents().apply(pod.owner))
        .orElseThrow(() -> new AssertionError("nothing is shown of the owner of " + pod.name));
  }

  @Override
  public boolean isMadeByClients() {
    return false;
  }

  @Override
  public Object create(ObjectNode document) {
    throw new AssertionError("clients make no pods");
  }

  /** Labels and annotations mean nothing to the model. */
  @Override
  public void write(ObjectNode before, ObjectNode after) {}

  @Override
  public void delete(String namespace, String name, boolean forced) {
    cluster
        .pod(namespace, name)
        .ifPresent(
            pod -> {
              cluster.kubelet.delete(pod);
              if (forced && !cluster.isUp(pod.node)) {
                cluster.kubelet.forget(pod);
              }
            });
  }
}
