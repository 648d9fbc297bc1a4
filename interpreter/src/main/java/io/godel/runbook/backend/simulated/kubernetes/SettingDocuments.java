package io.godel.runbook.backend.simulated.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Objects of which the model knows nothing but texts by their keys, as ConfigMaps. */
final class SettingDocuments implements Documents {
  private final Map<String, Map<String, String>> settings;
  private final String apiVersion;
  private final String kind;
  private final String parent;
  private final String field;

  private SettingDocuments(
      Map<String, Map<String, String>> settings,
      String apiVersion,
      String kind,
      String parent,
      String field) {
    this.settings = settings;
    this.apiVersion = apiVersion;
    this.kind = kind;
    this.parent = parent;
    this.field = field;
  }

  static Documents configMaps(Cluster cluster) {
    return new SettingDocuments(cluster.configMaps, "v1", "ConfigMap", "", "data");
  }

  static Documents ingresses(Cluster cluster) {
    return new SettingDocuments(
        cluster.ingresses, "networking.k8s.io/v1", "Ingress", "/metadata", "annotations");
  }

  @Override
  public List<ModelObject> all() {
    List<ModelObject> all = new ArrayList<>();
    settings.forEach(
        (key, texts) -> {
          int slash = key.indexOf('/');
          String namespace = key.substring(0, slash);
          String name = key.substring(slash + 1);
          all.add(
              new ModelObject(
                  namespace,
                  name,
                  texts,
                  () -> first(namespace, name),
                  doc -> overlay(texts, doc)));
        });
    return all;
  }

  private ObjectNode first(String namespace, String name) {
    ObjectNode doc = JsonNodeFactory.instance.objectNode();
    doc.put("apiVersion", apiVersion).put("kind", kind);
    doc.putObject("metadata").put("name", name).put("namespace", namespace);
    return doc;
  }

  private void overlay(Map<String, String> texts, ObjectNode doc) {
    ObjectNode holder = parent.isEmpty() ? doc : doc.withObject(parent);
    if (texts.isEmpty()) {
      holder.remove(field);
      return;
    }
    ObjectNode written = holder.putObject(field);
    texts.forEach(written::put);
  }

  private Map<String, String> read(ObjectNode doc) {
    Map<String, String> texts = new LinkedHashMap<>();
    JsonNode written = doc.at(parent + "/" + field);
    written.properties().forEach(it -> texts.put(it.getKey(), it.getValue().asText()));
    return texts;
  }

  @Override
  public Object create(ObjectNode doc) {
    Map<String, String> texts = read(doc);
    settings.put(Shown.key(doc), texts);
    return texts;
  }

  @Override
  public void write(ObjectNode before, ObjectNode after) {
    Map<String, String> texts = settings.get(Shown.key(after));
    Map<String, String> written = read(after);
    if (!texts.equals(written)) {
      texts.clear();
      texts.putAll(written);
    }
  }

  @Override
  public void delete(String namespace, String name, boolean forced) {
    settings.remove(Cluster.key(namespace, name));
  }
}
