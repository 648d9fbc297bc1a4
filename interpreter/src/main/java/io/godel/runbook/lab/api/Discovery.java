package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.lab.store.ResourceType;
import io.godel.runbook.lab.store.ResourceTypes;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells clients what there is: groups, versions, kinds and their verbs. */
final class Discovery {
  private static final List<String> VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  /** Kinds that are only asked, or only read, by the version of their group. */
  private static final Map<String, List<Extra>> EXTRAS =
      Map.of(
          "authorization.k8s.io/v1",
          List.of(
              new Extra("selfsubjectaccessreviews", "SelfSubjectAccessReview", false, "create"),
              new Extra("selfsubjectrulesreviews", "SelfSubjectRulesReview", false, "create")),
          "authentication.k8s.io/v1",
          List.of(new Extra("selfsubjectreviews", "SelfSubjectReview", false, "create")),
          Metrics.VERSION,
          List.of(
              new Extra("nodes", "NodeMetrics", false, "get", "list"),
              new Extra("pods", "PodMetrics", true, "get", "list")));

  private record Extra(String plural, String kind, boolean isNamespaced, List<String> verbs) {
    Extra(String plural, String kind, boolean isNamespaced, String... verbs) {
      this(plural, kind, isNamespaced, List.of(verbs));
    }
  }

  private final boolean hasMetrics;

  Discovery(boolean hasMetrics) {
    this.hasMetrics = hasMetrics;
  }

  /** Empty for a path that asks for something else. */
  Optional<JsonNode> answer(String path) {
    String stripped = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (stripped.equals("/version")) {
      return Optional.of(version());
    }
    if (stripped.equals("/api")) {
      return Optional.of(versions());
    }
    if (stripped.equals("/apis")) {
      return Optional.of(groups());
    }
    String rest = stripped.startsWith("/apis/") ? stripped.substring(6) : "";
    if (stripped.equals("/api/v1")) {
      return Optional.of(resources("v1"));
    }
    if (versionsOf().containsKey(rest)) {
      return Optional.of(group(rest, versionsOf().get(rest)));
    }
    return versionsOf().entrySet().stream()
        .map(it -> it.getKey() + "/" + it.getValue())
        .filter(rest::equals)
        .findFirst()
        .map(this::resources);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode version() {
    return object()
        .put("major", "1")
        .put("minor", "33")
        .put("gitVersion", "v1.33.0")
        .put("gitCommit", "0000000000000000000000000000000000000000")
        .put("gitTreeState", "clean")
        .put("buildDate", "2026-01-01T00:00:00Z")
        .put("goVersion", "none")
        .put("compiler", "none")
        .put("platform", "runbook/lab");
  }

  private static ObjectNode versions() {
    ObjectNode answer = object().put("kind", "APIVersions");
    answer.putArray("versions").add("v1");
    answer.putArray("serverAddressByClientCIDRs");
    return answer;
  }

  /** Every group has one version here. */
  private Map<String, String> versionsOf() {
    Map<String, String> groups = new LinkedHashMap<>();
    ResourceTypes.all().stream()
        .filter(type -> !type.group().isEmpty())
        .forEach(type -> groups.put(type.group(), type.version()));
    groups.put("authorization.k8s.io", "v1");
    groups.put("authentication.k8s.io", "v1");
    if (hasMetrics) {
      groups.put("metrics.k8s.io", "v1beta1");
    }
    return groups;
  }

  private ObjectNode groups() {
    ObjectNode answer = object().put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = answer.putArray("groups");
    versionsOf().forEach((name, version) -> groups.add(group(name, version)));
    groups.forEach(it -> ((ObjectNode) it).remove(List.of("kind", "apiVersion")));
    return answer;
  }

  private static ObjectNode group(String name, String version) {
    ObjectNode group = object().put("kind", "APIGroup").put("apiVersion", "v1").put("name", name);
    ObjectNode only = group.withArray("/versions").addObject();
    only.put("groupVersion", name + "/" + version).put("version", version);
    group.set("preferredVersion", only.deepCopy());
    return group;
  }

  private ObjectNode resources(String version) {
    ObjectNode answer = object().put("kind", "APIResourceList").put("apiVersion", "v1");
    answer.put("groupVersion", version);
    ArrayNode resources = answer.putArray("resources");
    for (ResourceType type : ResourceTypes.all()) {
      if (type.apiVersion().equals(version)) {
        resource(type, resources);
      }
    }
    EXTRAS
        .getOrDefault(version, List.of())
        .forEach(it -> entry(resources, it.plural(), it.kind(), it.isNamespaced(), it.verbs()));
    return answer;
  }

  private static ObjectNode entry(
      ArrayNode resources, String name, String kind, boolean namespaced, List<String> verbs) {
    ObjectNode entry = resources.addObject().put("name", name);
    entry.put("singularName", name.contains("/") ? "" : kind.toLowerCase(java.util.Locale.ROOT));
    entry.put("namespaced", namespaced).put("kind", kind);
    verbs.forEach(entry.putArray("verbs")::add);
    return entry;
  }

  private static void resource(ResourceType type, ArrayNode resources) {
    ObjectNode entry = entry(resources, type.plural(), type.kind(), type.isNamespaced(), VERBS);
    if (!type.shortNames().isEmpty()) {
      type.shortNames().forEach(entry.putArray("shortNames")::add);
    }
    if (categories().contains(type.plural())) {
      entry.putArray("categories").add("all");
    }
    for (String subresource : type.subresources()) {
      String name = type.plural() + "/" + subresource;
      if (subresource.equals("scale")) {
        entry(resources, name, "Scale", true, List.of("get", "patch", "update"))
            .put("group", "autoscaling")
            .put("version", "v1");
      } else {
        List<String> verbs =
            Set.of("exec", "portforward").contains(subresource)
                ? List.of("create", "get")
                : List.of("get");
        entry(resources, name, type.kind(), type.isNamespaced(), verbs);
      }
    }
  }

  private static Set<String> categories() {
    return new LinkedHashSet<>(
        List.of(
            "pods",
            "services",
            "deployments",
            "statefulsets",
            "replicasets",
            "horizontalpodautoscalers"));
  }
}
