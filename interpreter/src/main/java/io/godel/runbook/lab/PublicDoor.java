package io.godel.runbook.lab;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.simulated.SimulatedAction;
import io.godel.runbook.lab.api.PodPorts;
import io.godel.runbook.simulation.World;
import io.godel.runbook.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The application's public address: what clients outside of the cluster reach. */
final class PublicDoor extends Handler.Abstract {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int UNAVAILABLE = 503;

  private final World world;
  private final Loop loop;
  private final String host;

  /**
   * @param host as the application is called from outside
   */
  PublicDoor(World world, Loop loop, String host) {
    super(InvocationType.BLOCKING);
    this.world = world;
    this.loop = loop;
    this.host = host;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String query = request.getHttpURI().getQuery();
    String path = Request.getPathInContext(request) + (query == null ? "" : "?" + query);
    String body = Content.Source.asString(request, StandardCharsets.UTF_8);
    PodPorts.Reply answer = loop.touch(() -> answer(request.getMethod(), path, body));
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    Content.Sink.write(response, true, answer.body(), callback);
    return true;
  }

  private PodPorts.Reply answer(String method, String path, String body) {
    Value url = new Value.Address("http://" + host + path);
    Map<String, Value> arguments = new LinkedHashMap<>();
    if (method.equals("DELETE")) {
      arguments.put("urls", new Value.Items(List.of(url)));
      return ask("http.delete", arguments) instanceof Outcome.Done done
          ? new PodPorts.Reply(done.result().equals(new Value.Int(1)) ? 204 : 404, "")
          : new PodPorts.Reply(UNAVAILABLE, "");
    }
    arguments.put("url", url);
    if (!method.equals("GET")) {
      arguments.put("body", new Value.Str(body));
    }
    String action =
        switch (method) {
          case "GET" -> "http.fetch";
          case "PUT" -> "http.put";
          case "PATCH" -> "http.patch";
          default -> "http.post";
        };
    return ModelledGuests.answer(ask(action, arguments))
        .orElse(new PodPorts.Reply(UNAVAILABLE, ""));
  }

  private Outcome ask(String action, Map<String, Value> arguments) {
    return Optional.ofNullable(world.actions().get(action))
        .map(
            (SimulatedAction it) ->
                it.carryOut(new Call("door", action, arguments, true, PATIENCE)).outcome())
        .orElse(new Outcome.NotDone("not_modelled", "", false));
  }
}
