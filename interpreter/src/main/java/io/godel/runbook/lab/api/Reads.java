package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.lab.store.ResourceType;
import io.godel.runbook.lab.store.Selector;
import io.godel.runbook.lab.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** One object, or many of them. */
final class Reads {
  private static final String INVALID = "unable to parse requirement: ";

  private final Store store;

  Reads(Store store) {
    this.store = store;
  }

  ObjectNode get(Target target) throws Refusal {
    return store
        .find(target.type(), target.namespace(), target.name())
        .orElseThrow(() -> Refusal.notFound(target.type(), target.name()));
  }

  /** Whether an object is one of those that are asked for. */
  static Predicate<JsonNode> wanted(Target target, Request request) throws Refusal {
    String labels = request.parameter("labelSelector").orElse("");
    String fields = request.parameter("fieldSelector").orElse("");
    Optional<Predicate<JsonNode>> byLabels = Selector.labels(labels);
    Optional<Predicate<JsonNode>> byFields = Selector.fields(fields);
    if (byLabels.isEmpty() || byFields.isEmpty()) {
      throw Refusal.badRequest(INVALID + (byLabels.isEmpty() ? labels : fields));
    }
    return document ->
        (target.namespace().isEmpty()
                || document.at("/metadata/namespace").asText("").equals(target.namespace()))
            && (target.name().isEmpty()
                || document.at("/metadata/name").asText("").equals(target.name()))
            && byLabels.get().test(document)
            && byFields.get().test(document);
  }

  ObjectNode list(Target target, Request request) throws Refusal {
    Predicate<JsonNode> wanted = wanted(target, request);
    List<ObjectNode> found =
        store.list(target.type(), target.namespace()).stream().filter(wanted).toList();
    ObjectNode list = empty(target.type());
    ObjectNode metadata = list.withObject("/metadata");
    metadata.put("resourceVersion", Long.toString(store.version()));
    ArrayNode items = list.putArray("items");
    page(request, found, metadata).forEach(items::add);
    return list;
  }

  static ObjectNode empty(ResourceType type) {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("kind", type.kind() + "List").put("apiVersion", type.apiVersion());
    list.putObject("metadata");
    return list;
  }

  /** A list goes on after the last name of the page before, whatever has changed since. */
  private static List<ObjectNode> page(Request request, List<ObjectNode> found, ObjectNode metadata)
      throws Refusal {
    int limit = number(request.parameter("limit"));
    String after = decoded(request.parameter("continue").orElse(""));
    List<ObjectNode> left =
        after.isEmpty()
            ? found
            : found.stream().filter(document -> key(document).compareTo(after) > 0).toList();
    if (limit <= 0 || left.size() <= limit) {
      return left;
    }
    List<ObjectNode> page = new ArrayList<>(left.subList(0, limit));
    metadata.put("continue", encoded(key(page.get(limit - 1))));
    metadata.put("remainingItemCount", left.size() - limit);
    return page;
  }

  private static String key(JsonNode document) {
    return document.at("/metadata/namespace").asText("")
        + "/"
        + document.at("/metadata/name").asText();
  }

  private static String encoded(String key) {
    return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String token) throws Refusal {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw Refusal.badRequest("continue key is not valid: " + token);
    }
  }

  static int number(Optional<String> text) throws Refusal {
    try {
      return text.map(Integer::parseInt).orElse(0);
    } catch (NumberFormatException malformed) {
      throw Refusal.badRequest("strconv.ParseInt: parsing \"" + text.get() + "\": invalid syntax");
    }
  }
}
