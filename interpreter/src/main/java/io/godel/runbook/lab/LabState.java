package io.godel.runbook.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * What the handlers of one lab share.
 *
 * @param tokens the users by their bearer tokens
 * @param written takes the method and the path of each request that has written something
 */
record LabState(
    Loop loop,
    ApiStore store,
    ApiRequests requests,
    Rbac rbac,
    Guests guests,
    Map<String, String> tokens,
    Queue<String> written) {
  private static final String BEARER = "Bearer ";

  LabState {
    tokens = Map.copyOf(tokens);
  }

  <T> T touch(Callable<T> work) throws Exception {
    return loop.touch(work);
  }

  String user(Request request) throws Denied {
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    String user =
        header != null && header.startsWith(BEARER)
            ? tokens.get(header.substring(BEARER.length()))
            : null;
    if (user == null) {
      throw Denied.unauthorized();
    }
    return user;
  }

  void demand(String user, String verb, ApiPath path) throws Denied {
    ApiRequests.Target target = path.target();
    rbac.demand(
        user,
        new Rbac.Wish(
            verb,
            target.kind().group(),
            target.kind().plural(),
            target.subresource(),
            target.namespace(),
            path.pod()));
  }

  /** Answers what a user asks about themselves. */
  ObjectNode review(String user, String kind, JsonNode asked) throws Denied {
    ObjectNode answer =
        asked instanceof ObjectNode object
            ? object.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    if (kind.equals("selfsubjectreviews")) {
      answer.withObject("/status/userInfo").put("username", user);
    } else if (kind.equals("selfsubjectaccessreviews")) {
      JsonNode wish = asked.at("/spec/resourceAttributes");
      boolean allowed =
          rbac.allows(
              user,
              new Rbac.Wish(
                  wish.path("verb").asText(),
                  wish.path("group").asText(),
                  wish.path("resource").asText(),
                  wish.path("subresource").asText(),
                  wish.path("namespace").asText(),
                  wish.path("name").asText()));
      answer.withObject("/status").put("allowed", allowed);
    } else {
      throw Denied.noSuchPath();
    }
    return answer;
  }
}
