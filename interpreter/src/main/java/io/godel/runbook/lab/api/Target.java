package io.godel.runbook.lab.api;

import io.godel.runbook.lab.store.ResourceType;
import io.godel.runbook.lab.store.ResourceTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a path speaks of.
 *
 * @param namespace empty for all of them, and for objects of the whole cluster
 * @param name empty for all objects
 * @param subresource empty for the object itself
 * @param rest what follows the subresource
 */
record Target(ResourceType type, String namespace, String name, String subresource, String rest) {

  /** Empty for a path that leads to no objects that are kept. */
  static Optional<Target> of(String path) {
    List<String> parts = Arrays.stream(path.split("/", -1)).skip(1).toList();
    boolean core = parts.size() >= 3 && parts.get(0).equals("api");
    boolean named = parts.size() >= 4 && parts.get(0).equals("apis");
    if (!core && !named) {
      return Optional.empty();
    }
    String group = core ? "" : parts.get(1);
    String version = parts.get(core ? 1 : 2);
    List<String> rest = parts.subList(core ? 2 : 3, parts.size());
    boolean namespaced =
        rest.size() >= 3 && rest.get(0).equals("namespaces") && !isOfNamespace(rest.get(2));
    String namespace = namespaced ? rest.get(1) : "";
    List<String> object = namespaced ? rest.subList(2, rest.size()) : rest;
    return ResourceTypes.find(group, version, object.get(0))
        .filter(type -> type.isNamespaced() || !namespaced)
        .map(
            type ->
                new Target(
                    type,
                    namespace,
                    part(object, 1),
                    part(object, 2),
                    object.size() > 3
                        ? "/" + String.join("/", object.subList(3, object.size()))
                        : ""));
  }

  /** Those of the namespace itself. */
  private static boolean isOfNamespace(String subresource) {
    return subresource.equals("status") || subresource.equals("finalize");
  }

  private static String part(List<String> parts, int index) {
    return index < parts.size() ? parts.get(index) : "";
  }

  /** As in rules of access: {@code pods/log}. */
  String resource() {
    return subresource.isEmpty() ? type.plural() : type.plural() + "/" + subresource;
  }

  Target named(String other) {
    return new Target(type, namespace, other, subresource, rest);
  }

  /** The name without the port that a proxied request has in it. */
  String object() {
    int colon = subresource.equals("proxy") ? name.indexOf(':') : -1;
    return colon < 0 ? name : name.substring(0, colon);
  }
}
