package io.godel.runbook.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.yaml.snakeyaml.Yaml;

/** The table of calls, in which each goes on from those before it, against the lab over HTTPS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConformanceTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int ATTEMPTS_MAX = 20_000;
  private static final Map<String, String> TYPES =
      Map.of(
          "merge", "application/merge-patch+json",
          "json", "application/json-patch+json",
          "strategic", "application/strategic-merge-patch+json",
          "apply", "application/apply-patch+yaml");

  private final Map<String, String> kept = new LinkedHashMap<>();
  private final Map<String, KubernetesClient> clients = new LinkedHashMap<>();
  private Lab lab;

  @BeforeAll
  void open() throws IOException {
    lab = OpenLab.open(20);
    clients.put("admin", OpenLab.client(lab, Lab.ADMIN));
    clients.put("intern", OpenLab.client(lab, OpenLab.INTERN));
    Config nobody = Config.fromKubeconfig(lab.kubeconfig("lab", Lab.ADMIN));
    nobody.setOauthToken("wrong");
    nobody.setAutoOAuthToken("wrong");
    clients.put("nobody", new KubernetesClientBuilder().withConfig(nobody).build());
  }

  @AfterAll
  void close() {
    clients.values().forEach(KubernetesClient::close);
    lab.close();
  }

  private static List<JsonNode> table() throws IOException {
    try (InputStream text = ConformanceTest.class.getResourceAsStream("/lab/conformance.yaml")) {
      List<JsonNode> calls = new ArrayList<>();
      MAPPER.valueToTree(new Yaml().load(text)).forEach(calls::add);
      return calls;
    }
  }

  @TestFactory
  List<DynamicTest> answersAsARealServer() throws IOException {
    return table().stream()
        .map(call -> DynamicTest.dynamicTest(call.get("call").asText(), () -> play(call)))
        .toList();
  }

  private void play(JsonNode call) throws Exception {
    Answer answer = ask(call);
    for (int attempt = 0; call.has("await") && attempt < ATTEMPTS_MAX; attempt++) {
      if (fits(call, answer)) {
        break;
      }
      answer = ask(call);
    }
    check(call, answer);
    JsonNode document = answer.document();
    call.path("keep")
        .properties()
        .forEach(it -> kept.put(it.getKey(), document.at(it.getValue().asText()).asText()));
  }

  private record Answer(int code, String text) {
    JsonNode document() {
      try {
        return MAPPER.readTree(text);
      } catch (IOException plain) {
        return MissingNode.getInstance();
      }
    }
  }

  private String filled(String text) {
    String filled = text;
    for (Map.Entry<String, String> value : kept.entrySet()) {
      filled = filled.replace("${" + value.getKey() + "}", value.getValue());
    }
    return filled;
  }

  private Answer ask(JsonNode call) throws Exception {
    String[] request = call.get("do").asText().split(" ", 2);
    HttpClient client = clients.get(call.path("as").asText("admin")).getHttpClient();
    HttpRequest.Builder builder =
        client.newHttpRequestBuilder().uri(URI.create(lab.address() + request[1]));
    if (!request[0].equals("GET")) {
      String type = TYPES.getOrDefault(call.path("type").asText(), "application/json");
      String body = call.has("body") ? filled(call.get("body").toString()) : "";
      builder.method(request[0], type, body);
    }
    HttpResponse<String> response =
        client.sendAsync(builder.build(), String.class).get(10, TimeUnit.SECONDS);
    return new Answer(response.code(), response.body());
  }

  private boolean fits(JsonNode call, Answer answer) {
    try {
      check(call, answer);
      return true;
    } catch (AssertionError notYet) {
      return false;
    }
  }

  private void check(JsonNode call, Answer answer) {
    assertEquals(call.get("code").asInt(), answer.code(), answer.text());
    JsonNode document = answer.document();
    if (call.has("text")) {
      assertEquals(call.get("text").asText(), answer.text());
    }
    if (call.has("reason")) {
      assertEquals(call.get("reason").asText(), document.path("reason").asText());
    }
    if (call.has("message")) {
      assertEquals(filled(call.get("message").asText()), document.path("message").asText());
    }
    String end = call.path("ends").asText("");
    assertTrue(document.path("message").asText().endsWith(end), answer.text());
    call.path("has")
        .properties()
        .forEach(it -> assertEquals(it.getValue(), document.at(it.getKey()), it.getKey()));
    call.path("lacks")
        .forEach(it -> assertTrue(document.at(it.asText()).isMissingNode(), it.asText()));
    call.path("same")
        .properties()
        .forEach(it -> assertEquals(kept.get(it.getKey()), at(document, it), it.getKey()));
    call.path("other")
        .properties()
        .forEach(it -> assertNotEquals(kept.get(it.getKey()), at(document, it), it.getKey()));
  }

  private static String at(JsonNode document, Map.Entry<String, JsonNode> pointer) {
    return document.at(pointer.getValue().asText()).asText();
  }
}
