package io.godel.runbook.backend.simulated.kubernetes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The objects of the model as the API shows them: what the model knows of each. Versions, and what
 * was written that the model does not interpret, are for the server of the API to add.
 */
public final class ApiView {
  static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Cluster cluster;
  private final Instant begun;

  public ApiView(Cluster cluster) {
    this.cluster = cluster;
    this.begun = cluster.time.now();
  }

  /** The kinds that the model has, by the plural names of the API. */
  public static List<String> kinds() {
    return List.of(
        "deployments",
        "replicasets",
        "statefulsets",
        "pods",
        "configmaps",
        "persistentvolumeclaims",
        "horizontalpodautoscalers",
        "ingresses",
        "volumesnapshots",
        "nodes");
  }

  /** All objects of a kind, in the order of their names. */
  public List<ObjectNode> all(String kind) {
    List<ObjectNode> all = new ArrayList<>();
    switch (kind) {
      case "deployments" -> cluster.deployments.values().forEach(it -> all.add(workload(it)));
      case "statefulsets" -> cluster.sets.values().forEach(it -> all.add(workload(it)));
      case "replicasets" ->
          cluster
              .deployments
              .values()
              .forEach(owner -> owner.replicaSets.forEach(set -> all.add(replicaSet(set))));
      case "pods" -> cluster.pods().forEach(pod -> all.add(pod(pod)));
      case "configmaps" ->
          cluster.configMaps.forEach((key, data) -> texts(object("ConfigMap", key, all), data));
      case "persistentvolumeclaims" ->
          cluster.claims.forEach(
              (key, claim) -> claim(object("PersistentVolumeClaim", key, all), claim));
      case "horizontalpodautoscalers" ->
          cluster.autoscalers.forEach(
              (key, scaler) -> scaler(object("HorizontalPodAutoscaler", key, all), scaler));
      case "ingresses" ->
          cluster.ingresses.forEach(
              (key, annotations) -> {
                ObjectNode made = object("Ingress", key, all).withObject("/metadata/annotations");
                annotations.forEach(made::put);
              });
      case "volumesnapshots" ->
          cluster.snapshots.forEach(
              (key, volume) -> snapshot(object("VolumeSnapshot", key, all), volume));
      case "nodes" -> cluster.nodes.forEach((name, node) -> all.add(node(name, node)));
      default -> throw new AssertionError("the model has no " + kind);
    }
    return all;
  }

  private static String apiVersion(String kind) {
    return switch (kind) {
      case "Deployment", "StatefulSet", "ReplicaSet" -> "apps/v1";
      case "HorizontalPodAutoscaler" -> "autoscaling/v2";
      case "Ingress" -> "networking.k8s.io/v1";
      case "VolumeSnapshot" -> "snapshot.storage.k8s.io/v1";
      default -> "v1";
    };
  }

  private ObjectNode object(String kind, String namespace, String name, String uid) {
    ObjectNode object = JSON.objectNode();
    object.put("apiVersion", apiVersion(kind)).put("kind", kind);
    ObjectNode metadata = object.putObject("metadata").put("name", name);
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    if (!uid.isEmpty()) {
      metadata.put("uid", uid);
    }
    return object;
  }

  private ObjectNode object(String kind, String key, List<ObjectNode> all) {
    int slash = key.indexOf('/');
    ObjectNode object = object(kind, key.substring(0, slash), key.substring(slash + 1), "");
    all.add(object);
    return object;
  }

  private static void texts(ObjectNode object, Map<String, String> data) {
    ObjectNode texts = object.putObject("data");
    data.forEach(texts::put);
  }

  private ObjectNode workload(Workload workload) {
    ObjectNode object = object(workload.kind(), workload.namespace, workload.name, workload.uid);
    labels(object.withObject("/metadata"), workload.labels);
    object.withObject("/metadata").put("generation", workload.generation);
    ObjectNode spec = object.putObject("spec");
    spec.put("replicas", workload.replicas);
    workload.labels.forEach(spec.withObject("/selector/matchLabels")::put);
    template(spec.putObject("template"), workload, workload.template);
    if (workload.isSet) {
      spec.put("serviceName", workload.name);
      spec.withObject("/updateStrategy").put("type", "RollingUpdate");
      workload.claimTemplate.ifPresent(name -> claimTemplate(spec, name, workload.claimSize));
    } else {
      ObjectNode rolling = spec.withObject("/strategy/rollingUpdate");
      rolling.put("maxSurge", workload.maxSurge).put("maxUnavailable", workload.maxUnavailable);
      spec.withObject("/strategy").put("type", "RollingUpdate");
    }
    status(object.putObject("status"), workload);
    return object;
  }

  private static void claimTemplate(ObjectNode spec, String name, long size) {
    ObjectNode template = spec.putArray("volumeClaimTemplates").addObject();
    template.putObject("metadata").put("name", name);
    template.withObject("/spec/resources/requests").put("storage", Long.toString(size));
  }

  private static void labels(ObjectNode metadata, Map<String, String> labels) {
    labels.forEach(metadata.withObject("/labels")::put);
  }

  private static void template(ObjectNode json, Workload workload, Template template) {
    ObjectNode metadata = json.putObject("metadata");
    labels(metadata, workload.labels);
    template
        .restartedAt()
        .ifPresent(at -> metadata.withObject("/annotations").put(RESTARTED_AT, at.toString()));
    containers(json.putObject("spec").putArray("containers"), workload, template);
  }

  /** The containers that a memory limit names; without one the workload's own. */
  private static void containers(ArrayNode containers, Workload workload, Template template) {
    List<String> names = new ArrayList<>(template.memoryLimits().keySet());
    if (names.isEmpty()) {
      names.add(workload.name);
    }
    for (String name : names) {
      ObjectNode container = containers.addObject().put("name", name);
      template
          .configMaps()
          .forEach(
              map ->
                  container
                      .withArray("/envFrom")
                      .addObject()
                      .putObject("configMapRef")
                      .put("name", map));
      template
          .variables()
          .forEach(
              (key, value) ->
                  container.withArray("/env").addObject().put("name", key).put("value", value));
      if (workload.cpuRequest > 0) {
        container.withObject("/resources/requests").put("cpu", workload.cpuRequest + "m");
      }
      if (template.memoryLimits().containsKey(name)) {
        container
            .withObject("/resources/limits")
            .put("memory", Long.toString(template.memoryLimits().get(name)));
      }
    }
  }

  /** Counts of zero are left out, as the API leaves them out; those of sets are not. */
  private static void status(ObjectNode status, Workload workload) {
    Workload.Status seen = workload.status;
    status.put("observedGeneration", seen.observedGeneration());
    count(status, "replicas", seen.replicas(), workload.isSet);
    count(status, "updatedReplicas", seen.updated(), false);
    count(status, "readyReplicas", seen.ready(), false);
    count(status, "availableReplicas", seen.ready(), workload.isSet);
    if (workload.isSet) {
      count(status, "currentReplicas", seen.current(), false);
      status.put("currentRevision", workload.currentRevision);
      status.put("updateRevision", workload.updateRevision);
    } else {
      count(status, "unavailableReplicas", Math.max(0, workload.replicas - seen.ready()), false);
    }
  }

  private static void count(ObjectNode status, String name, int count, boolean always) {
    if (count != 0 || always) {
      status.put(name, count);
    }
  }

  private ObjectNode replicaSet(ReplicaSet set) {
    ObjectNode object =
        object("ReplicaSet", set.owner.namespace, set.name(), set.owner.uid + "-" + set.hash);
    ObjectNode metadata = object.withObject("/metadata");
    labels(metadata, set.owner.labels);
    metadata.withObject("/labels").put("pod-template-hash", set.hash);
    metadata
        .withObject("/annotations")
        .put("deployment.kubernetes.io/revision", Integer.toString(set.revision));
    metadata.put("generation", set.generation);
    owner(metadata, "Deployment", set.owner.name, set.owner.uid);
    object.putObject("spec").put("replicas", set.replicas);
    ObjectNode status = object.putObject("status");
    status.put("observedGeneration", set.seen.observedGeneration());
    status.put("replicas", set.seen.replicas());
    count(status, "readyReplicas", set.seen.ready(), false);
    return object;
  }

  private static void owner(ObjectNode metadata, String kind, String name, String uid) {
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", "apps/v1")
        .put("kind", kind)
        .put("name", name)
        .put("uid", uid)
        .put("controller", true);
  }

  private ObjectNode pod(Pod pod) {
    ObjectNode object = object("Pod", pod.namespace, pod.name, pod.uid);
    ObjectNode metadata = object.withObject("/metadata");
    labels(metadata, pod.owner.labels);
    if (pod.owner.isSet) {
      metadata.withObject("/labels").put("controller-revision-hash", pod.revision);
      owner(metadata, "StatefulSet", pod.owner.name, pod.owner.uid);
    } else {
      metadata.withObject("/labels").put("pod-template-hash", pod.revision);
      owner(
          metadata,
          "ReplicaSet",
          pod.owner.name + "-" + pod.revision,
          pod.owner.uid + "-" + pod.revision);
    }
    if (pod.terminating) {
      metadata.put("deletionTimestamp", begun.toString()).put("deletionGracePeriodSeconds", 30);
    }
    ObjectNode spec = object.putObject("spec");
    containers(spec.putArray("containers"), pod.owner, pod.owner.template);
    if (!pod.node.isEmpty()) {
      spec.put("nodeName", pod.node);
    }
    pod.owner.claimTemplate.ifPresent(
        name ->
            spec.withArray("/volumes")
                .addObject()
                .put("name", name)
                .putObject("persistentVolumeClaim")
                .put("claimName", name + "-" + pod.name));
    podStatus(object.putObject("status"), pod);
    return object;
  }

  private void podStatus(ObjectNode status, Pod pod) {
    String phase = pod.phase.charAt(0) + pod.phase.substring(1).toLowerCase(Locale.ROOT);
    status.put("phase", phase);
    boolean up = cluster.isUp(pod.node);
    ArrayNode conditions = status.putArray("conditions");
    condition(conditions, "PodScheduled", !pod.node.isEmpty());
    condition(conditions, "Initialized", true);
    condition(conditions, "ContainersReady", pod.ready && up);
    condition(conditions, "Ready", pod.ready && up);
    if (pod.node.isEmpty()) {
      return;
    }
    ObjectNode container = status.putArray("containerStatuses").addObject();
    container.put(
        "name",
        pod.owner.template.memoryLimits().keySet().stream().findFirst().orElse(pod.owner.name));
    container.put("ready", pod.ready).put("started", pod.running);
    container.put("restartCount", pod.restarts);
    ObjectNode state = container.putObject("state");
    if (pod.running) {
      ObjectNode running = state.putObject("running");
      pod.startedAt.ifPresent(at -> running.put("startedAt", seconds(at)));
    } else {
      state.putObject("waiting").put("reason", pod.waitingReason.orElse("ContainerCreating"));
    }
  }

  private static String seconds(Instant at) {
    return Instant.ofEpochSecond(at.getEpochSecond()).toString();
  }

  private static void condition(ArrayNode conditions, String type, boolean holds) {
    conditions.addObject().put("type", type).put("status", holds ? "True" : "False");
  }

  private static void claim(ObjectNode object, Claim claim) {
    ObjectNode metadata = object.withObject("/metadata");
    metadata.put("uid", "claim-of-" + claim.volume);
    metadata.putArray("finalizers").add("kubernetes.io/pvc-protection");
    if (claim.terminating) {
      metadata.put("deletionTimestamp", "2026-11-23T03:00:00Z");
    }
    ObjectNode spec = object.putObject("spec");
    spec.putArray("accessModes").add("ReadWriteOnce");
    spec.withObject("/resources/requests").put("storage", Long.toString(claim.size));
    spec.put("volumeName", claim.volume);
    ObjectNode status = object.putObject("status");
    status.put("phase", claim.bound ? "Bound" : "Pending");
    status.withObject("/capacity").put("storage", Long.toString(claim.size));
  }

  private static void scaler(ObjectNode object, Autoscaler scaler) {
    ObjectNode spec = object.putObject("spec");
    spec.putObject("scaleTargetRef")
        .put("apiVersion", "apps/v1")
        .put("kind", "Deployment")
        .put("name", scaler.target);
    spec.put("minReplicas", scaler.min).put("maxReplicas", scaler.max);
  }

  private void snapshot(ObjectNode object, String volume) {
    String claim =
        cluster.claims.entrySet().stream()
            .filter(entry -> entry.getValue().volume.equals(volume))
            .map(entry -> entry.getKey().substring(entry.getKey().indexOf('/') + 1))
            .findFirst()
            .orElse("");
    object.withObject("/spec/source").put("persistentVolumeClaimName", claim);
    object.putObject("status").put("readyToUse", !claim.isEmpty());
  }

  private ObjectNode node(String name, Cluster.Node node) {
    ObjectNode object = object("Node", "", name, "node-" + name);
    ObjectNode status = object.putObject("status");
    status.withObject("/allocatable").put("cpu", node.cpuMillicores + "m");
    status.withObject("/capacity").put("cpu", node.cpuMillicores + "m");
    condition(status.putArray("conditions"), "Ready", node.up);
    return object;
  }

  /** The last lines of a pod's log; empty when there is no such pod. */
  public Optional<List<String>> log(String namespace, String pod, int tail) {
    return cluster.pod(namespace, pod).map(it -> it.lines(tail));
  }

  /** The log before the last restart; empty when there was none. */
  public Optional<List<String>> previousLog(String namespace, String pod, int tail) {
    return cluster.pod(namespace, pod).flatMap(it -> it.previousLines(tail));
  }

  /** Whether the machine of the pod can be talked to, so that its kubelet answers. */
  public boolean answers(String namespace, String pod) {
    return cluster
        .pod(namespace, pod)
        .filter(it -> it.running && cluster.isUp(it.node))
        .isPresent();
  }

  /** The workload whose pod that is. */
  public Optional<String> workloadOf(String namespace, String pod) {
    return cluster.pod(namespace, pod).map(Pod::workload);
  }

  /** What the pod uses, as the metrics API shows it; empty while nothing is measured. */
  public Optional<ObjectNode> usage(String namespace, String pod) {
    return cluster
        .pod(namespace, pod)
        .filter(it -> cluster.hasMetrics && it.running)
        .map(
            it -> {
              ObjectNode object = object("PodMetrics", namespace, pod, "");
              object.put("apiVersion", "metrics.k8s.io/v1beta1");
              ObjectNode container = object.putArray("containers").addObject();
              container.put("name", it.owner.name);
              container
                  .putObject("usage")
                  .put("cpu", it.owner.cpuMillicores + "m")
                  .put("memory", Long.toString(it.owner.memory));
              return object;
            });
  }

  /** Whether there is a metrics API. */
  public boolean hasMetrics() {
    return cluster.hasMetrics;
  }
}
