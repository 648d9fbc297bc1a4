package io.godel.runbook.lab;

import io.godel.runbook.lab.api.Api;
import io.godel.runbook.lab.api.User;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * What the handlers of one lab share.
 *
 * @param tokens the users by their bearer tokens
 * @param written takes the method and the path of each request that has written something
 * @param requests is told of each request when it comes
 */
record LabState(
    Loop loop,
    Api api,
    Guests guests,
    Map<String, User> tokens,
    Queue<String> written,
    Consumer<Lab.Asked> requests) {
  private static final String BEARER = "Bearer ";

  LabState {
    tokens = Map.copyOf(tokens);
  }

  <T> T touch(Callable<T> work) throws Exception {
    return loop.touch(work);
  }

  <T> T look(Callable<T> work) throws Exception {
    return loop.look(work);
  }

  /** Who asks; empty for one whom the lab does not know. */
  Optional<User> user(Request request) {
    Optional<User> user = known(request.getHeaders().get(HttpHeader.AUTHORIZATION));
    requests.accept(
        new Lab.Asked(
            user.map(User::name), request.getMethod(), request.getHttpURI().getPathQuery()));
    return user;
  }

  private Optional<User> known(String header) {
    return header != null && header.startsWith(BEARER)
        ? Optional.ofNullable(tokens.get(header.substring(BEARER.length())))
        : Optional.empty();
  }
}
