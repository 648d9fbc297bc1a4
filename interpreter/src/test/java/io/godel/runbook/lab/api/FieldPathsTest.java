package io.godel.runbook.lab.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The fields of documents, one by one. */
final class FieldPathsTest {
  private static final String DOCUMENT =
      """
      {"apiVersion":"apps/v1","kind":"Deployment",
       "metadata":{"name":"a","labels":{"x":"1"}},
       "spec":{"template":{"spec":{"containers":[
         {"name":"api","command":["a","b"],"env":[{"name":"X","value":"1"}]}]}}},
       "status":{"replicas":1}}
      """;

  private static ObjectNode document() throws IOException {
    return (ObjectNode) new ObjectMapper().readTree(DOCUMENT);
  }

  @Test
  void eachFieldThatCanBeSetIsNamed() throws IOException {
    List<String> texts = FieldPaths.of(document()).keySet().stream().map(FieldPaths::text).toList();
    assertEquals(
        List.of(
            ".metadata.labels.x",
            ".spec.template.spec.containers[name=\"api\"].name",
            ".spec.template.spec.containers[name=\"api\"].command",
            ".spec.template.spec.containers[name=\"api\"].env[name=\"X\"].name",
            ".spec.template.spec.containers[name=\"api\"].env[name=\"X\"].value"),
        texts);
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Set<List<String>> paths = FieldPaths.of(document()).keySet();
    assertEquals(paths, FieldPaths.read(FieldPaths.write(paths)));
  }

  @Test
  void whatNothingIsLeftOfGoesToo() throws IOException {
    ObjectNode document = document();
    Set<List<String>> env =
        FieldPaths.of(document).keySet().stream()
            .filter(path -> FieldPaths.text(path).contains("env"))
            .collect(Collectors.toSet());
    FieldPaths.remove(document, env);
    JsonNode container = document.at("/spec/template/spec/containers/0");
    assertEquals(List.of("name", "command"), names(container));
  }

  @Test
  void anItemThatOthersHaveAPartOfKeepsItsKey() throws IOException {
    ObjectNode document = document();
    Set<List<String>> key =
        FieldPaths.of(document).keySet().stream()
            .filter(path -> FieldPaths.text(path).endsWith("env[name=\"X\"].name"))
            .collect(Collectors.toSet());
    FieldPaths.remove(document, key);
    assertEquals(document(), document);
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(java.util.Map.Entry::getKey).toList();
  }
}
