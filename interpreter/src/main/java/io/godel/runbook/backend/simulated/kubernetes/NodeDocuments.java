package io.godel.runbook.backend.simulated.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Nodes as the API shows them; clients neither make nor delete them. */
final class NodeDocuments implements Documents {
  private final Shown shown;

  NodeDocuments(Shown shown) {
    this.shown = shown;
  }

  @Override
  public List<ModelObject> all() {
    List<ModelObject> all = new ArrayList<>();
    shown
        .cluster()
        .nodes
        .forEach(
            (name, node) ->
                all.add(
                    new ModelObject("", name, node, () -> first(name), doc -> overlay(node, doc))));
    return all;
  }

  private static ObjectNode first(String name) {
    ObjectNode doc = JsonNodeFactory.instance.objectNode();
    doc.put("apiVersion", "v1").put("kind", "Node");
    doc.putObject("metadata")
        .put("name", name)
        .putObject("labels")
        .put("kubernetes.io/hostname", name);
    doc.putObject("spec");
    doc.withObject("/status/nodeInfo").put("kubeletVersion", "v1.33.0").put("osImage", "lab");
    return doc;
  }

  private void overlay(Cluster.Node node, ObjectNode doc) {
    ObjectNode status = doc.withObject("/status");
    String cpu = Quantity.ofMillicores(node.cpuMillicores);
    status.withObject("/capacity").put("cpu", cpu).put("pods", "110");
    status.withObject("/allocatable").put("cpu", cpu).put("pods", "110");
    shown.condition(
        status,
        "Ready",
        node.up ? "True" : "Unknown",
        node.up ? "KubeletReady" : "NodeStatusUnknown",
        node.up ? "kubelet is posting ready status" : "Kubelet stopped posting node status.");
  }

  @Override
  public boolean isMadeByClients() {
    return false;
  }

  @Override
  public Object create(ObjectNode document) {
    throw new AssertionError("clients make no nodes");
  }

  /** Labels and annotations mean nothing to the model. */
  @Override
  public void write(ObjectNode before, ObjectNode after) {}

  @Override
  public void delete(String namespace, String name, boolean forced) {
    throw new AssertionError("clients delete no nodes");
  }
}
