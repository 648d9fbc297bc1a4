package io.godel.runbook.inventory;

import io.godel.runbook.source.Span;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is really there.
 *
 * @param alerts by name, with their places
 */
public record Inventory(
    List<KubernetesObject> objects, List<WorkloadObject> workloads, List<Alert> alerts) {
  public Inventory {
    objects = List.copyOf(objects);
    workloads = List.copyOf(workloads);
    alerts = List.copyOf(alerts);
  }

  /** An alert that some rule can raise. */
  public record Alert(String name, Span span) {}

  static Inventory of(List<KubernetesObject> objects, List<Alert> alerts) {
    List<WorkloadObject> workloads =
        objects.stream()
            .filter(object -> WorkloadObject.KINDS.contains(object.kind()))
            .map(WorkloadObject::of)
            .toList();
    return new Inventory(objects, workloads, alerts);
  }

  /** Every namespace that is declared, or that something is in. */
  public Set<String> namespaces() {
    Set<String> names = new LinkedHashSet<>();
    for (KubernetesObject object : objects) {
      names.add(object.kind().equals("Namespace") ? object.name() : object.namespace());
    }
    return names;
  }

  public Stream<KubernetesObject> of(String kind, String namespace) {
    return objects.stream()
        .filter(it -> it.kind().equals(kind) && it.namespace().equals(namespace));
  }

  public Optional<KubernetesObject> find(String kind, String namespace, String name) {
    return of(kind, namespace).filter(it -> it.name().equals(name)).findFirst();
  }

  /** The workloads of a namespace. */
  public Stream<WorkloadObject> workloads(String namespace) {
    return workloads.stream().filter(it -> it.object().namespace().equals(namespace));
  }

  public Optional<WorkloadObject> workload(String kind, String namespace, String name) {
    return workloads(namespace)
        .filter(it -> it.object().kind().equals(kind) && it.object().name().equals(name))
        .findFirst();
  }

  /** The claims of a namespace: those of manifests, and those that sets make. */
  public Set<String> claims(String namespace) {
    Set<String> names = new LinkedHashSet<>();
    of("PersistentVolumeClaim", namespace).forEach(it -> names.add(it.name()));
    workloads(namespace).forEach(it -> names.addAll(it.claims()));
    return names;
  }

  /** The autoscaler of a workload. */
  public Optional<KubernetesObject> autoscaler(WorkloadObject workload) {
    KubernetesObject object = workload.object();
    return of("HorizontalPodAutoscaler", object.namespace())
        .filter(
            it ->
                it.tree().text("spec", "scaleTargetRef", "kind").equals(Optional.of(object.kind()))
                    && it.tree()
                        .text("spec", "scaleTargetRef", "name")
                        .equals(Optional.of(object.name())))
        .findFirst();
  }

  /** The hosts that ways in from outside serve. */
  public Set<String> hosts() {
    Set<String> hosts = new LinkedHashSet<>();
    for (KubernetesObject object : objects) {
      if (object.kind().equals("Ingress")) {
        object.tree().list("spec", "rules").forEach(it -> it.text("host").ifPresent(hosts::add));
      }
    }
    return hosts;
  }
}
