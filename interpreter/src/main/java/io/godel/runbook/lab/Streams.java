package io.godel.runbook.lab;

import io.godel.runbook.lab.api.Feed;
import io.godel.runbook.lab.api.Refusal;
import io.godel.runbook.lab.api.Request;
import io.godel.runbook.lab.api.Streaming;
import io.godel.runbook.lab.api.User;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;

/** What goes over WebSockets: programs and connections in pods, and watches. */
final class Streams {
  /** Of the paths that it is for. */
  static final String PATHS = "regex|^/apis?/.*$";

  private static final List<String> PROTOCOLS = List.of("v5.channel.k8s.io", "v4.channel.k8s.io");

  private final LabState lab;

  Streams(LabState lab) {
    this.lab = lab;
  }

  /** The socket, or nothing where the request was answered with a refusal. */
  Object open(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback)
      throws Exception {
    Optional<User> user = lab.user(request);
    if (user.isEmpty()) {
      return refused(Refusal.unauthorized(), response, callback);
    }
    try {
      Request asked = ApiHandler.read(request, user.get(), "");
      Object socket =
          lab.touch(
              () -> asked.path().matches(".*/(exec|portforward)") ? inPod(asked) : watch(asked));
      PROTOCOLS.stream()
          .filter(request.getSubProtocols()::contains)
          .findFirst()
          .ifPresent(response::setAcceptedSubProtocol);
      return socket;
    } catch (Refusal refusal) {
      return refused(refusal, response, callback);
    }
  }

  private static Object refused(Refusal refusal, ServerUpgradeResponse response, Callback callback)
      throws IOException {
    ApiHandler.refuse(response, refusal);
    callback.succeeded();
    return null;
  }

  private Object watch(Request asked) throws Refusal {
    Feed feed = lab.api().watch(asked);
    return new WatchSocket(feed, () -> stop(feed));
  }

  private void stop(Feed feed) {
    try {
      lab.touch(
          () -> {
            feed.stop();
            return feed;
          });
    } catch (Exception bug) {
      throw new AssertionError("a watch cannot be ended", bug);
    }
  }

  private Object inPod(Request asked) throws Refusal {
    Streaming wanted = lab.api().streaming(asked);
    if (wanted.isForward()) {
      Optional<InetSocketAddress> address =
          lab.guests().address(wanted.namespace(), wanted.pod(), wanted.port());
      return new ForwardSocket(wanted.port(), address.orElse(null));
    }
    if (!wanted.failure().isEmpty()) {
      return ExecSocket.failing(wanted.failure());
    }
    return ExecSocket.of(
        wanted.command().get(0),
        lab.guests().program(wanted.namespace(), wanted.pod(), wanted.command()));
  }
}
