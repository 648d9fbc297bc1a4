package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions that are sent as documents: who am I, and what may I do. */
final class Reviews {
  private static final String AUTHORIZATION = "/apis/authorization.k8s.io/v1/";
  private static final String AUTHENTICATION = "/apis/authentication.k8s.io/v1/";

  /** In the order of their numbers in messages. */
  private static final List<String> WISH =
      List.of("namespace", "verb", "group", "version", "resource", "subresource", "name");

  private final Access access;
  private final Mirror mirror;

  Reviews(Access access, Mirror mirror) {
    this.access = access;
    this.mirror = mirror;
  }

  /** Empty for what is no such question. */
  Optional<ObjectNode> answer(Request request) throws Refusal {
    if (!request.method().equals("POST")) {
      return Optional.empty();
    }
    return switch (request.path()) {
      case AUTHORIZATION + "selfsubjectaccessreviews" -> Optional.of(access(request));
      case AUTHORIZATION + "selfsubjectrulesreviews" -> Optional.of(rules(request));
      case AUTHENTICATION + "selfsubjectreviews" -> Optional.of(self(request));
      default -> Optional.empty();
    };
  }

  private ObjectNode access(Request request) throws Refusal {
    ObjectNode review = asked(request, WISH);
    review.put("kind", "SelfSubjectAccessReview").put("apiVersion", "authorization.k8s.io/v1");
    review.withObject("/metadata").putNull("creationTimestamp");
    JsonNode wanted = review.at("/spec/resourceAttributes");
    boolean allowed =
        wanted.isObject()
            ? access.allows(request.user(), wish(wanted))
            : request.user().groups().contains(User.MASTERS);
    review.putObject("status").put("allowed", allowed);
    return review;
  }

  /**
   * The question, in whatever form it was sent.
   *
   * @param wish the fields of the wish in it, by their numbers; none where only a namespace is told
   */
  private static ObjectNode asked(Request request, List<String> wish) throws Refusal {
    if (!request.contentType().equals(Protobuf.TYPE)) {
      return Bodies.object(request);
    }
    byte[] body = request.body().getBytes(StandardCharsets.ISO_8859_1);
    Map<Integer, byte[]> spec =
        Protobuf.unwrapped(body)
            .flatMap(Protobuf::fields)
            .flatMap(document -> Protobuf.fields(document.getOrDefault(2, new byte[0])))
            .orElseThrow(() -> Refusal.badRequest("the body is no message of the API"));
    ObjectNode review = JsonNodeFactory.instance.objectNode();
    if (wish.isEmpty() && spec.containsKey(1)) {
      review.putObject("spec").put("namespace", Protobuf.text(spec.get(1)));
    } else if (spec.containsKey(1)) {
      ObjectNode attributes = review.withObject("/spec/resourceAttributes");
      Protobuf.fields(spec.get(1))
          .orElseGet(Map::of)
          .forEach(
              (number, value) -> {
                if (number <= wish.size()) {
                  attributes.put(wish.get(number - 1), Protobuf.text(value));
                }
              });
    }
    return review;
  }

  private static Access.Wish wish(JsonNode wanted) {
    String subresource = wanted.path("subresource").asText("");
    String resource = wanted.path("resource").asText("");
    return new Access.Wish(
        wanted.path("verb").asText(""),
        wanted.path("group").asText(""),
        subresource.isEmpty() ? resource : resource + "/" + subresource,
        wanted.path("namespace").asText(""),
        wanted.path("name").asText(""));
  }

  private ObjectNode rules(Request request) throws Refusal {
    ObjectNode review = asked(request, List.of());
    review.put("kind", "SelfSubjectRulesReview").put("apiVersion", "authorization.k8s.io/v1");
    review.withObject("/metadata").putNull("creationTimestamp");
    ObjectNode status = review.putObject("status");
    ArrayNode rules = status.putArray("resourceRules");
    status.putArray("nonResourceRules");
    if (request.user().groups().contains(User.MASTERS)) {
      ObjectNode all = rules.addObject();
      all.putArray("verbs").add("*");
      all.putArray("apiGroups").add("*");
      all.putArray("resources").add("*");
    }
    access.rules(request.user(), review.at("/spec/namespace").asText("")).forEach(rules::add);
    status.put("incomplete", false);
    return review;
  }

  private ObjectNode self(Request request) {
    ObjectNode review = JsonNodeFactory.instance.objectNode();
    review.put("kind", "SelfSubjectReview").put("apiVersion", "authentication.k8s.io/v1");
    review.putObject("metadata").put("creationTimestamp", mirror.now());
    ObjectNode info = review.withObject("/status/userInfo");
    info.put("username", request.user().name());
    ArrayNode groups = info.putArray("groups");
    request.user().groups().forEach(groups::add);
    return review;
  }
}
