package io.godel.runbook.backend.simulated.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Autoscalers as the API shows them. */
final class AutoscalerDocuments implements Documents {
  private final Shown shown;
  private final Cluster cluster;
  private boolean looking;

  AutoscalerDocuments(Shown shown) {
    this.shown = shown;
    this.cluster = shown.cluster();
    this.looking = !cluster.autoscalers.isEmpty();
  }

  @Override
  public List<ModelObject> all() {
    List<ModelObject> all = new ArrayList<>();
    cluster.autoscalers.forEach(
        (key, scaler) -> {
          String name = key.substring(key.indexOf('/') + 1);
          all.add(
              new ModelObject(
                  scaler.namespace,
                  name,
                  scaler,
                  () -> first(name, scaler),
                  doc -> overlay(scaler, doc)));
        });
    return all;
  }

  private static ObjectNode first(String name, Autoscaler scaler) {
    ObjectNode doc = JsonNodeFactory.instance.objectNode();
    doc.put("apiVersion", "autoscaling/v2").put("kind", "HorizontalPodAutoscaler");
    doc.putObject("metadata").put("name", name).put("namespace", scaler.namespace);
    doc.withObject("/spec/scaleTargetRef")
        .put("apiVersion", "apps/v1")
        .put("kind", "Deployment")
        .put("name", scaler.target);
    ObjectNode metric = doc.withArray("/spec/metrics").addObject();
    metric.put("type", "Resource").withObject("/resource").put("name", "cpu");
    metric.withObject("/resource/target").put("type", "Utilization").put("averageUtilization", 70);
    return doc;
  }

  private void overlay(Autoscaler scaler, ObjectNode doc) {
    doc.withObject("/spec").put("minReplicas", scaler.min).put("maxReplicas", scaler.max);
    ObjectNode status = doc.withObject("/status");
    Optional<Workload> target =
        Optional.ofNullable(cluster.deployments.get(Cluster.key(scaler.namespace, scaler.target)));
    Shown.count(status, "currentReplicas", target.map(it -> it.status.replicas()).orElse(0));
    status.put("desiredReplicas", target.map(it -> it.replicas).orElse(0));
    boolean found = target.isPresent();
    shown.condition(
        status,
        "AbleToScale",
        found,
        found ? "SucceededGetScale" : "FailedGetScale",
        found
            ? "the HPA controller was able to get the target's current scale"
            : "the HPA controller was unable to get the target's current scale");
    boolean active = target.filter(it -> it.replicas > 0).isPresent();
    shown.condition(
        status,
        "ScalingActive",
        active,
        active ? "ValidMetricFound" : "ScalingDisabled",
        active
            ? "the HPA was able to successfully calculate a replica count"
            : "scaling is disabled since the replica count of the target is zero");
  }

  @Override
  public Object create(ObjectNode doc) {
    Autoscaler scaler =
        new Autoscaler(
            Shown.string(doc, "/metadata/namespace"),
            Shown.string(doc, "/spec/scaleTargetRef/name"),
            doc.at("/spec/minReplicas").asInt(1),
            doc.at("/spec/maxReplicas").asInt());
    cluster.autoscalers.put(Shown.key(doc), scaler);
    if (!looking) {
      looking = true;
      Autoscaler.start(cluster);
    }
    return scaler;
  }

  @Override
  public void write(ObjectNode before, ObjectNode after) {
    Autoscaler scaler = cluster.autoscalers.get(Shown.key(after));
    scaler.min = after.at("/spec/minReplicas").asInt(1);
    scaler.max = after.at("/spec/maxReplicas").asInt();
  }

  @Override
  public void delete(String namespace, String name, boolean forced) {
    cluster.autoscalers.remove(Cluster.key(namespace, name));
  }
}
