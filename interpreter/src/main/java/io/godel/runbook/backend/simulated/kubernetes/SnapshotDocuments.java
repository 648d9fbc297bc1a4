package io.godel.runbook.backend.simulated.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Snapshots of volumes as the API shows them; they can be used after a while. */
final class SnapshotDocuments implements Documents {
  private final Shown shown;
  private final Cluster cluster;

  SnapshotDocuments(Shown shown) {
    this.shown = shown;
    this.cluster = shown.cluster();
  }

  @Override
  public List<ModelObject> all() {
    List<ModelObject> all = new ArrayList<>();
    cluster.snapshots.forEach(
        (key, copy) ->
            all.add(
                new ModelObject(
                    key.substring(0, key.indexOf('/')),
                    key.substring(key.indexOf('/') + 1),
                    copy,
                    () -> first(key, copy.volume()),
                    doc -> overlay(copy, doc))));
    return all;
  }

  private ObjectNode first(String key, String volume) {
    ObjectNode doc = JsonNodeFactory.instance.objectNode();
    doc.put("apiVersion", "snapshot.storage.k8s.io/v1").put("kind", "VolumeSnapshot");
    doc.putObject("metadata")
        .put("name", key.substring(key.indexOf('/') + 1))
        .put("namespace", key.substring(0, key.indexOf('/')));
    cluster.claims.entrySet().stream()
        .filter(entry -> entry.getValue().volume.equals(volume))
        .map(Map.Entry::getKey)
        .findFirst()
        .ifPresent(
            claim ->
                doc.withObject("/spec/source")
                    .put("persistentVolumeClaimName", claim.substring(claim.indexOf('/') + 1)));
    return doc;
  }

  private void overlay(Snapshot copy, ObjectNode doc) {
    ObjectNode status = doc.withObject("/status");
    boolean ready = copy.isUsable(cluster.time.now());
    status.put("readyToUse", ready);
    if (ready && !status.has("creationTime")) {
      status.put("creationTime", shown.now());
    }
  }

  @Override
  public Object create(ObjectNode doc) {
    String key = Shown.key(doc);
    String claim =
        Cluster.key(
            Shown.string(doc, "/metadata/namespace"),
            Shown.string(doc, "/spec/source/persistentVolumeClaimName"));
    Claim source = cluster.claims.get(claim);
    Snapshot copy =
        source == null
            ? new Snapshot("", Instant.MAX)
            : new Snapshot(
                source.volume, cluster.time.now().plus(KubernetesActions.SNAPSHOT_TAKES));
    cluster.snapshots.put(key, copy);
    // What is shown is looked at when something happens, and then it is ready.
    cluster.time.after(KubernetesActions.SNAPSHOT_TAKES, () -> {});
    return copy;
  }

  /** A snapshot's source cannot be changed. */
  @Override
  public void write(ObjectNode before, ObjectNode after) {}

  @Override
  public void delete(String namespace, String name, boolean forced) {
    cluster.snapshots.remove(Cluster.key(namespace, name));
  }
}
