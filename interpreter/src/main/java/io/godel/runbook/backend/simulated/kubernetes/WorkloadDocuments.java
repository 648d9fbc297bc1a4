package io.godel.runbook.backend.simulated.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Deployments or StatefulSets as the API shows them. */
final class WorkloadDocuments implements Documents {
  private static final String APPS = "apps/v1";

  private final Shown shown;
  private final Cluster cluster;
  private final boolean sets;

  /** The rest of the templates that the world began with, which the model has as nothing. */
  private final Map<String, String> plain = new TreeMap<>();

  /** How programs behave that have run before under a name; no manifest tells that. */
  private final Map<String, Workload> known = new TreeMap<>();

  WorkloadDocuments(Shown shown, boolean sets) {
    this.shown = shown;
    this.cluster = shown.cluster();
    this.sets = sets;
  }

  private Map<String, Workload> workloads() {
    return sets ? cluster.sets : cluster.deployments;
  }

  @Override
  public List<ModelObject> all() {
    List<ModelObject> all = new ArrayList<>();
    for (Workload each : workloads().values()) {
      all.add(
          new ModelObject(
              each.namespace, each.name, each, () -> first(each), doc -> overlay(each, doc)));
    }
    return all;
  }

  private ObjectNode first(Workload workload) {
    ObjectNode doc = JsonNodeFactory.instance.objectNode();
    doc.put("apiVersion", APPS).put("kind", workload.kind());
    ObjectNode metadata = doc.putObject("metadata");
    metadata.put("name", workload.name).put("namespace", workload.namespace);
    ObjectNode labels = metadata.putObject("labels");
    workload.labels.forEach(labels::put);
    ObjectNode spec = doc.putObject("spec");
    spec.put("replicas", workload.replicas);
    spec.putObject("selector").set("matchLabels", labels.deepCopy());
    ObjectNode template = FirstTemplate.of(workload);
    spec.set("template", template);
    spec.put("revisionHistoryLimit", 10);
    if (sets) {
      FirstTemplate.claims(workload, spec);
      spec.put("serviceName", workload.name).put("podManagementPolicy", "OrderedReady");
      spec.withObject("/updateStrategy").put("type", "RollingUpdate");
      spec.withObject("/updateStrategy/rollingUpdate").put("partition", 0);
    } else {
      spec.withObject("/strategy").put("type", "RollingUpdate");
      spec.withObject("/strategy/rollingUpdate")
          .put("maxUnavailable", workload.maxUnavailable)
          .put("maxSurge", workload.maxSurge);
      spec.put("progressDeadlineSeconds", 600);
      if (workload.paused) {
        spec.put("paused", true);
      }
    }
    plain.put(workload.key(), TemplateText.rest(template));
    known.put(workload.key(), workload);
    return doc;
  }

  private void overlay(Workload workload, ObjectNode doc) {
    ObjectNode metadata = doc.withObject("/metadata");
    metadata.put("uid", workload.uid).put("generation", workload.generation);
    ObjectNode spec = doc.withObject("/spec");
    spec.put("replicas", workload.replicas);
    TemplateText.overlay(spec.withObject("/template"), workload.template);
    if (sets) {
      WorkloadStatus.ofSet(workload, doc.withObject("/status"));
    } else {
      WorkloadStatus.ofDeployment(shown, workload, doc);
    }
  }

  @Override
  public Object create(ObjectNode doc) {
    String key = Shown.key(doc);
    Workload workload =
        new Workload(
            sets, Shown.string(doc, "/metadata/namespace"), Shown.string(doc, "/metadata/name"));
    workload.uid = cluster.madeUp(12);
    workload.program = cluster.programs.getOrDefault(key, Program.HEALTHY);
    Workload before = known.put(key, workload);
    if (before != null) {
      workload.startup = before.startup;
      workload.crashesWith.putAll(before.crashesWith);
      workload.startLog.addAll(before.startLog);
      workload.cpuMillicores = before.cpuMillicores;
      workload.memory = before.memory;
    }
    take(workload, doc);
    if (sets) {
      claims(workload, doc.at("/spec/volumeClaimTemplates"));
      workload.currentRevision = workload.template.hash();
    }
    cluster.add(workload);
    return workload;
  }

  /** The model knows one claim for each pod. */
  private static void claims(Workload workload, JsonNode templates) {
    for (JsonNode template : templates) {
      workload.claimTemplate = java.util.Optional.of(Shown.string(template, "/metadata/name"));
      Quantity.bytes(Shown.string(template, "/spec/resources/requests/storage"))
          .ifPresent(size -> workload.claimSize = size);
      return;
    }
  }

  private void take(Workload workload, ObjectNode doc) {
    JsonNode template = doc.at("/spec/template");
    String rest = TemplateText.rest(template);
    boolean isPlain = rest.equals(plain.get(workload.key()));
    workload.template = TemplateText.read(template).withRest(isPlain ? "" : rest);
    workload.replicas = doc.at("/spec/replicas").asInt(1);
    workload.labels.clear();
    template
        .at("/metadata/labels")
        .properties()
        .forEach(label -> workload.labels.put(label.getKey(), label.getValue().asText()));
    workload.cpuRequest = 0;
    for (JsonNode container : template.at("/spec/containers")) {
      Quantity.millicores(Shown.string(container, "/resources/requests/cpu"))
          .ifPresent(millicores -> workload.cpuRequest += millicores);
    }
    if (!sets) {
      workload.paused = doc.at("/spec/paused").asBoolean(false);
      JsonNode rolling = doc.at("/spec/strategy/rollingUpdate");
      boolean recreates = Shown.string(doc, "/spec/strategy/type").equals("Recreate");
      workload.maxSurge = recreates ? 0 : pods(rolling.path("maxSurge"), workload.replicas, true);
      workload.maxUnavailable =
          recreates
              ? workload.replicas
              : pods(rolling.path("maxUnavailable"), workload.replicas, false);
      if (workload.maxSurge == 0 && workload.maxUnavailable == 0) {
        workload.maxUnavailable = 1;
      }
    }
  }

  /** A percentage of the replicas is rounded up for what may be more, down for what may lack. */
  private static int pods(JsonNode value, int replicas, boolean up) {
    String text = value.asText("25%");
    if (!text.endsWith("%")) {
      return value.asInt();
    }
    double pods = Integer.parseInt(text.substring(0, text.length() - 1)) * replicas / 100.0;
    return (int) (up ? Math.ceil(pods) : Math.floor(pods));
  }

  @Override
  public void write(ObjectNode before, ObjectNode after) {
    if (!before.path("spec").equals(after.path("spec"))) {
      Workload workload = workloads().get(Shown.key(after));
      take(workload, after);
      cluster.specChanged(workload);
    }
  }

  @Override
  public void delete(String namespace, String name, boolean forced) {
    cluster.remove(workloads().get(Cluster.key(namespace, name)));
  }
}
