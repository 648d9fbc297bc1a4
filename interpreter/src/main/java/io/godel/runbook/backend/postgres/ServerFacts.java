package io.godel.runbook.backend.postgres;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.live.LiveAction;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which servers they are: what initdb gave them, and every copy of them has. */
public final class ServerFacts {
  /** How acting actions call the server that they act on. */
  private static final List<String> SERVER_PARAMETERS = List.of("server", "candidate", "into");

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Connections connections;
  private final Sessions sessions;

  public ServerFacts(Connections connections) {
    this.connections = connections;
    this.sessions = new Sessions(connections);
  }

  /** The system identifiers of the servers that answer, by their names. */
  public Map<String, String> identifiers() {
    Map<String, String> known = new LinkedHashMap<>();
    for (String server : connections.profile().servers().keySet()) {
      // What cannot be asked is not known, and no fact of the target.
      found(server).ifPresent(identifier -> known.put(server, identifier));
    }
    return known;
  }

  private Optional<String> found(String server) {
    try {
      return Optional.of(identifier(server));
    } catch (Refused noAnswer) {
      return Optional.empty();
    } catch (InterruptedException nobodyWaits) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private String identifier(String server) throws Refused, InterruptedException {
    return sessions.look(
        server, PATIENCE, at -> PostgresLooks.one(at, LookStatements.SYSTEM_IDENTIFIER));
  }

  /**
   * Lets an acting call through only while the server is the one that the run is bound to: for one
   * that does not talk with the server itself.
   */
  public LiveAction bound(LiveAction action, ServerBindings bindings) {
    return call -> {
      String server = server(call);
      try {
        bindings.check(server, identifier(server));
      } catch (Refused refused) {
        return refused.outcome();
      }
      return action.carryOut(call);
    };
  }

  private static String server(Call call) {
    String parameter =
        SERVER_PARAMETERS.stream()
            .filter(call.arguments()::containsKey)
            .findFirst()
            .orElseThrow(() -> new AssertionError(call.action() + " acts on no server"));
    return ((Value.Str) ((Value.Handle) call.argument(parameter)).part("name")).value();
  }
}
