package io.godel.runbook.backend.simulated.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** ReplicaSets as the API shows them; only Deployments make them. */
final class ReplicaSetDocuments implements Documents {
  static final String HASH = "pod-template-hash";

  private final Shown shown;

  ReplicaSetDocuments(Shown shown) {
    this.shown = shown;
  }

  @Override
  public List<ModelObject> all() {
    List<ModelObject> all = new ArrayList<>();
    for (Workload deployment : shown.cluster().deployments.values()) {
      for (ReplicaSet set : deployment.replicaSets) {
        all.add(
            new ModelObject(
                deployment.namespace, set.name(), set, () -> first(set), doc -> overlay(set, doc)));
      }
    }
    return all;
  }

  private ObjectNode first(ReplicaSet set) {
    ObjectNode owner = shown.documents().apply(set.owner).orElseThrow();
    ObjectNode template = owner.at("/spec/template").deepCopy();
    template.withObject("/metadata/labels").put(HASH, set.hash);
    ObjectNode doc = JsonNodeFactory.instance.objectNode();
    doc.put("apiVersion", "apps/v1").put("kind", "ReplicaSet");
    ObjectNode metadata = doc.putObject("metadata");
    metadata.put("name", set.name()).put("namespace", set.owner.namespace);
    metadata.set("labels", template.at("/metadata/labels").deepCopy());
    Owners.add(metadata, owner);
    ObjectNode selector = owner.at("/spec/selector").deepCopy();
    selector.withObject("/matchLabels").put(HASH, set.hash);
    ObjectNode spec = doc.putObject("spec");
    spec.put("replicas", set.replicas).set("selector", selector);
    spec.set("template", template);
    return doc;
  }

  private static void overlay(ReplicaSet set, ObjectNode doc) {
    doc.withObject("/metadata").put("generation", set.generation);
    doc.withObject("/metadata/annotations")
        .put("deployment.kubernetes.io/desired-replicas", Integer.toString(set.owner.replicas))
        .put(
            "deployment.kubernetes.io/max-replicas",
            Integer.toString(set.owner.replicas + set.owner.maxSurge))
        .put("deployment.kubernetes.io/revision", Integer.toString(set.revision));
    doc.withObject("/spec").put("replicas", set.replicas);
    ObjectNode status = doc.withObject("/status");
    status.put("replicas", set.seen.replicas());
    Shown.count(status, "fullyLabeledReplicas", set.seen.replicas());
    Shown.count(status, "readyReplicas", set.seen.ready());
    Shown.count(status, "availableReplicas", set.seen.ready());
    Shown.count(status, "observedGeneration", set.seen.observedGeneration());
  }

  @Override
  public boolean isMadeByClients() {
    return false;
  }

  @Override
  public Object create(ObjectNode document) {
    throw new AssertionError("clients make no ReplicaSets");
  }

  /** Labels and annotations mean nothing to the model. */
  @Override
  public void write(ObjectNode before, ObjectNode after) {}

  @Override
  public void delete(String namespace, String name, boolean forced) {
    throw new AssertionError("clients delete no ReplicaSets");
  }
}
