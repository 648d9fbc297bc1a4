package io.godel.runbook.backend.simulated.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Claims on volumes as the API shows them; one in use stays until its last pod has gone. */
final class ClaimDocuments implements Documents {
  private static final String STORAGE = "/spec/resources/requests/storage";

  private final Shown shown;
  private final Cluster cluster;

  ClaimDocuments(Shown shown) {
    this.shown = shown;
    this.cluster = shown.cluster();
  }

  @Override
  public List<ModelObject> all() {
    List<ModelObject> all = new ArrayList<>();
    cluster.claims.forEach(
        (key, claim) -> {
          String namespace = key.substring(0, key.indexOf('/'));
          String name = key.substring(key.indexOf('/') + 1);
          all.add(
              new ModelObject(
                  namespace,
                  name,
                  claim,
                  () -> first(namespace, name, claim),
                  doc -> overlay(claim, doc)));
        });
    return all;
  }

  private static ObjectNode first(String namespace, String name, Claim claim) {
    ObjectNode doc = JsonNodeFactory.instance.objectNode();
    doc.put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
    doc.putObject("metadata").put("name", name).put("namespace", namespace);
    doc.set("spec", FirstTemplate.claimSpec(claim.size));
    return doc;
  }

  private void overlay(Claim claim, ObjectNode doc) {
    ObjectNode metadata = doc.withObject("/metadata");
    metadata.putArray("finalizers").add("kubernetes.io/pvc-protection");
    if (claim.terminating && !metadata.has("deletionTimestamp")) {
      metadata.put("deletionTimestamp", shown.now()).put("deletionGracePeriodSeconds", 0);
    }
    ObjectNode status = doc.withObject("/status");
    status.put("phase", claim.bound ? "Bound" : "Pending");
    if (claim.bound) {
      doc.withObject("/spec").put("volumeName", claim.volume);
      status.set("accessModes", doc.at("/spec/accessModes").deepCopy());
      capacity(claim, status.withObject("/capacity"));
    }
    // The wish follows what is there, never the other way round.
    if (Quantity.bytes(doc.at(STORAGE).asText()).orElse(0L) < claim.size) {
      doc.withObject("/spec/resources/requests").put("storage", Quantity.ofBytes(claim.size));
    }
  }

  private static void capacity(Claim claim, ObjectNode capacity) {
    if (Quantity.bytes(capacity.path("storage").asText()).orElse(-1L) != claim.size) {
      capacity.put("storage", Quantity.ofBytes(claim.size));
    }
  }

  private static long size(JsonNode doc) {
    return Quantity.bytes(doc.at(STORAGE).asText()).orElse(0L);
  }

  @Override
  public Object create(ObjectNode doc) {
    return cluster.makeClaim(Shown.key(doc), size(doc));
  }

  @Override
  public void write(ObjectNode before, ObjectNode after) {
    Claim claim = cluster.claims.get(Shown.key(after));
    long size = size(after);
    if (size > claim.size) {
      cluster.enlarge(claim, size);
    }
  }

  @Override
  public void delete(String namespace, String name, boolean forced) {
    String key = Cluster.key(namespace, name);
    cluster.claims.get(key).terminating = true;
    cluster.kubelet.collect(key);
  }
}
