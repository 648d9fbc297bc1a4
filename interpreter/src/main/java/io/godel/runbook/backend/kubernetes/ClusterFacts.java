package io.godel.runbook.backend.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Which cluster it is, who we are there, and what we may do. */
public final class ClusterFacts {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ApiServer server;

  public ClusterFacts(KubernetesConnection connection) {
    this.server = connection.server();
  }

  /** Something that is asked of the server. */
  private interface Question<T> {
    T ask() throws ApiFailure, InterruptedException;
  }

  private static <T> T answered(Question<T> question) throws IOException {
    try {
      return question.ask();
    } catch (ApiFailure failure) {
      throw failure.asIo();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
  }

  /** What tells the cluster from every other one. */
  public String identity() throws IOException {
    return answered(() -> TargetCheck.identity(server));
  }

  /** Who we are by the server's own word, not by ours. */
  public String user() throws IOException {
    ObjectNode review = JSON.objectNode();
    review.put("apiVersion", "authentication.k8s.io/v1").put("kind", "SelfSubjectReview");
    return answered(
        () ->
            server
                .review("/apis/authentication.k8s.io/v1/selfsubjectreviews", review, PATIENCE)
                .at("/status/userInfo/username")
                .asText());
  }

  /**
   * A request that a run makes.
   *
   * @param group empty for the core group
   * @param resource with its subresource behind a slash
   * @param namespace empty for what is in none
   */
  public record Request(String verb, String group, String resource, String namespace) {
    public String shown() {
      String kind = group.isEmpty() ? resource : resource + " of " + group;
      return namespace.isEmpty()
          ? "%s %s".formatted(verb, kind)
          : "%s %s in %s".formatted(verb, kind, namespace);
    }
  }

  /** Those of the requests that the server would refuse us. */
  public List<Request> forbidden(List<Request> requests) throws IOException {
    List<Request> forbidden = new ArrayList<>();
    for (Request request : requests) {
      if (!answered(() -> isAllowed(request))) {
        forbidden.add(request);
      }
    }
    return forbidden;
  }

  private boolean isAllowed(Request request) throws ApiFailure, InterruptedException {
    String[] parts = request.resource().replace("." + request.group(), "").split("/", 2);
    ObjectNode review = JSON.objectNode();
    review.put("apiVersion", "authorization.k8s.io/v1").put("kind", "SelfSubjectAccessReview");
    ObjectNode attributes = review.withObject("/spec/resourceAttributes");
    attributes.put("verb", request.verb()).put("namespace", request.namespace());
    attributes.put("resource", parts[0]).put("group", request.group());
    if (parts.length > 1) {
      attributes.put("subresource", parts[1]);
    }
    return server
        .review("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review, PATIENCE)
        .at("/status/allowed")
        .asBoolean();
  }
}
