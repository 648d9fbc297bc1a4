package io.godel.runbook.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What clients ask first: which groups, versions and kinds there are. */
final class Discovery {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> VERBS =
      List.of("create", "delete", "get", "list", "patch", "update", "watch");

  private Discovery() {}

  static ObjectNode version() {
    return JSON.objectNode()
        .put("major", "1")
        .put("minor", "33")
        .put("gitVersion", "v1.33.0+lab")
        .put("platform", "lab");
  }

  /** Empty for a path that is about objects. */
  static Optional<ObjectNode> answer(List<String> path) {
    boolean core = !path.isEmpty() && path.get(0).equals("api");
    boolean named = !path.isEmpty() && path.get(0).equals("apis");
    if (core && path.size() == 1) {
      ObjectNode versions = JSON.objectNode().put("kind", "APIVersions");
      versions.putArray("versions").add("v1");
      return Optional.of(versions);
    }
    if (named && path.size() == 1) {
      return Optional.of(groups());
    }
    if (named && path.size() == 2) {
      return Optional.of(group(path.get(1)));
    }
    if (core && path.size() == 2) {
      return Optional.of(resources("", path.get(1)));
    }
    return named && path.size() == 3
        ? Optional.of(resources(path.get(1), path.get(2)))
        : Optional.empty();
  }

  private static ObjectNode groups() {
    ObjectNode list = JSON.objectNode().put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = list.putArray("groups");
    Set<String> names = new LinkedHashSet<>();
    Kind.ALL.forEach(kind -> names.add(kind.group()));
    names.addAll(List.of("authorization.k8s.io", "authentication.k8s.io"));
    names.stream().filter(name -> !name.isEmpty()).forEach(name -> groups.add(group(name)));
    return list;
  }

  private static ObjectNode group(String name) {
    String version =
        Kind.ALL.stream()
            .filter(kind -> kind.group().equals(name))
            .map(Kind::version)
            .findFirst()
            .orElse("v1");
    ObjectNode group =
        JSON.objectNode().put("kind", "APIGroup").put("apiVersion", "v1").put("name", name);
    ObjectNode only = JSON.objectNode().put("groupVersion", name + "/" + version);
    only.put("version", version);
    group.putArray("versions").add(only);
    group.set("preferredVersion", only.deepCopy());
    return group;
  }

  private static ObjectNode resources(String group, String version) {
    ObjectNode list = JSON.objectNode().put("kind", "APIResourceList").put("apiVersion", "v1");
    list.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
    ArrayNode resources = list.putArray("resources");
    for (Kind kind : Kind.ALL) {
      if (kind.group().equals(group) && kind.version().equals(version)) {
        resource(resources, kind.plural(), kind.name(), kind.namespaced(), VERBS);
        if (kind.hasScale()) {
          ObjectNode scale =
              resource(
                  resources,
                  kind.plural() + "/scale",
                  "Scale",
                  true,
                  List.of("get", "patch", "update"));
          scale.put("group", "autoscaling").put("version", "v1");
        }
        if (kind.name().equals("Pod")) {
          resource(resources, "pods/log", "Pod", true, List.of("get"));
          resource(resources, "pods/exec", "PodExecOptions", true, List.of("create", "get"));
          resource(
              resources,
              "pods/portforward",
              "PodPortForwardOptions",
              true,
              List.of("create", "get"));
        }
      }
    }
    if (group.equals("authorization.k8s.io")) {
      resource(
          resources,
          "selfsubjectaccessreviews",
          "SelfSubjectAccessReview",
          false,
          List.of("create"));
    }
    if (group.equals("authentication.k8s.io")) {
      resource(resources, "selfsubjectreviews", "SelfSubjectReview", false, List.of("create"));
    }
    return list;
  }

  private static ObjectNode resource(
      ArrayNode resources, String name, String kind, boolean namespaced, List<String> verbs) {
    ObjectNode resource = resources.addObject();
    resource.put("name", name).put("singularName", kind.toLowerCase(java.util.Locale.ROOT));
    resource.put("namespaced", namespaced).put("kind", kind);
    ArrayNode all = resource.putArray("verbs");
    verbs.forEach(all::add);
    return resource;
  }
}
