package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.lab.store.ResourceType;
import io.godel.runbook.lab.store.ResourceTypes;
import io.godel.runbook.lab.store.Store;
import java.util.List;

/**
 * The Services of the hosts that the model knows by name, so that clients find the servers behind
 * them. They are headless: nothing is routed here, and names are resolved by the model alone.
 */
public final class Services {
  private final Store store;
  private final Mirror mirror;

  /**
   * @param name by which clients reach it
   * @param workload whose pods answer
   */
  public record Host(String name, String workload, int port) {}

  public Services(Store store, Mirror mirror) {
    this.store = store;
    this.mirror = mirror;
  }

  /** One for each host whose workload is there. */
  public void add(String namespace, List<Host> hosts) {
    mirror.sync();
    for (Host host : hosts) {
      store
          .find(ResourceTypes.STATEFUL_SET, namespace, host.workload())
          .or(() -> store.find(ResourceTypes.DEPLOYMENT, namespace, host.workload()))
          .map(workload -> workload.at("/spec/selector/matchLabels").<ObjectNode>deepCopy())
          .map(selector -> document(namespace, host, selector))
          .ifPresent(service -> store.put(ResourceTypes.SERVICE, service));
    }
  }

  private ObjectNode document(String namespace, Host host, ObjectNode selector) {
    ResourceType type = ResourceTypes.SERVICE;
    ObjectNode service = JsonNodeFactory.instance.objectNode();
    service.put("apiVersion", type.version()).put("kind", type.kind());
    ObjectNode metadata = service.putObject("metadata");
    metadata.put("name", host.name()).put("namespace", namespace).put("uid", mirror.uid());
    metadata.put("creationTimestamp", mirror.now());
    metadata.set("labels", selector.deepCopy());
    ObjectNode spec = service.putObject("spec");
    spec.put("type", "ClusterIP").put("clusterIP", "None");
    spec.putArray("clusterIPs").add("None");
    spec.set("selector", selector);
    spec.putArray("ports")
        .addObject()
        .put("protocol", "TCP")
        .put("port", host.port())
        .put("targetPort", host.port());
    service.putObject("status").putObject("loadBalancer");
    return service;
  }
}
