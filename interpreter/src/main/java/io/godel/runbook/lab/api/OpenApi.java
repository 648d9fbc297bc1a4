package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.lab.store.ResourceType;
import io.godel.runbook.lab.store.ResourceTypes;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * As much of the API's description as kubectl needs to leave the validation to the server: for each
 * kind, that its patches know the parameter {@code fieldValidation}.
 */
final class OpenApi {
  private static final String ROOT = "/openapi/v3";

  private OpenApi() {}

  /** Empty for a path that asks for something else. */
  static Optional<JsonNode> answer(String path) {
    if (path.equals(ROOT)) {
      return Optional.of(index());
    }
    return versions().stream()
        .filter(version -> path.equals(ROOT + "/" + prefix(version)))
        .findFirst()
        .map(OpenApi::document);
  }

  private static Set<String> versions() {
    Set<String> versions = new LinkedHashSet<>();
    ResourceTypes.all().forEach(type -> versions.add(type.apiVersion()));
    return versions;
  }

  private static String prefix(String version) {
    return version.equals("v1") ? "api/v1" : "apis/" + version;
  }

  private static ObjectNode index() {
    ObjectNode index = JsonNodeFactory.instance.objectNode();
    ObjectNode paths = index.putObject("paths");
    versions()
        .forEach(
            version ->
                paths
                    .putObject(prefix(version))
                    .put("serverRelativeURL", ROOT + "/" + prefix(version)));
    return index;
  }

  private static JsonNode document(String version) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("openapi", "3.0.0");
    document.putObject("info").put("title", "Kubernetes").put("version", "v1.33.0");
    ObjectNode paths = document.putObject("paths");
    ObjectNode schemas = document.putObject("components").putObject("schemas");
    for (ResourceType type : ResourceTypes.all()) {
      if (type.apiVersion().equals(version)) {
        path(type, paths);
        ObjectNode schema = schemas.putObject("lab." + type.version() + "." + type.kind());
        schema.put("type", "object").set("x-kubernetes-group-version-kind", kinds(type));
      }
    }
    return document;
  }

  private static void path(ResourceType type, ObjectNode paths) {
    String namespace = type.isNamespaced() ? "/namespaces/{namespace}" : "";
    String path = "/" + prefix(type.apiVersion()) + namespace + "/" + type.plural() + "/{name}";
    ObjectNode patch = paths.putObject(path).putObject("patch");
    for (String parameter : new String[] {"dryRun", "fieldManager", "fieldValidation", "force"}) {
      ObjectNode each = patch.withArray("/parameters").addObject();
      each.put("in", "query").put("name", parameter).putObject("schema").put("type", "string");
    }
    ObjectNode done = patch.putObject("responses").putObject("200").put("description", "OK");
    done.putObject("content")
        .putObject("application/json")
        .putObject("schema")
        .put("type", "object");
    patch.set("x-kubernetes-group-version-kind", kinds(type).get(0));
    patch.put("x-kubernetes-action", "patch");
  }

  private static JsonNode kinds(ResourceType type) {
    ObjectNode kind = JsonNodeFactory.instance.objectNode();
    kind.put("group", type.group()).put("kind", type.kind()).put("version", type.version());
    return JsonNodeFactory.instance.arrayNode().add(kind);
  }
}
