package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Questions that are sent as documents: who am I, and what may I do. */
final class Reviews {
  private static final String AUTHORIZATION = "/apis/authorization.k8s.io/v1/";
  private static final String AUTHENTICATION = "/apis/authentication.k8s.io/v1/";

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
    ObjectNode review = Bodies.object(request).deepCopy();
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
    ObjectNode review = Bodies.object(request).deepCopy();
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
