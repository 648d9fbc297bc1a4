package io.godel.runbook.backend.simulated.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Snapshots of volumes as the API shows them; they can be used after a while. */
final class SnapshotDocuments implements Documents {
  private final Shown shown;
  private final Cluster cluster;
  private final Set<String> unfinished = new HashSet<>();

  SnapshotDocuments(Shown shown) {
    this.shown = shown;
    this.cluster = shown.cluster();
  }

  @Override
  public List<ModelObject> all() {
    List<ModelObject> all = new ArrayList<>();
    cluster.snapshots.forEach(
        (key, volume) ->
            all.add(
                new ModelObject(
                    key.substring(0, key.indexOf('/')),
                    key.substring(key.indexOf('/') + 1),
                    volume,
                    () -> first(key, volume),
                    doc -> overlay(key, doc))));
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

  private void overlay(String key, ObjectNode doc) {
    ObjectNode status = doc.withObject("/status");
    boolean ready = !unfinished.contains(key);
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
    String volume = source == null ? "" : source.volume;
    cluster.snapshots.put(key, volume);
    unfinished.add(key);
    if (source != null) {
      cluster.time.after(KubernetesActions.SNAPSHOT_TAKES, () -> unfinished.remove(key));
    }
    return volume;
  }

  /** A snapshot's source cannot be changed. */
  @Override
  public void write(ObjectNode before, ObjectNode after) {}

  @Override
  public void delete(String namespace, String name, boolean forced) {
    cluster.snapshots.remove(Cluster.key(namespace, name));
    unfinished.remove(Cluster.key(namespace, name));
  }
}
