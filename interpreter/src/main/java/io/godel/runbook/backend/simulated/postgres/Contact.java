package io.godel.runbook.backend.simulated.postgres;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.simulated.Hosts;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.value.Value;
import java.time.Instant;
import java.util.Optional;

/**
 * An attempt to connect to a server.
 *
 * @param server empty when the world has none of that name
 */
record Contact(String name, Optional<PostgresServer> server, Instant now) {

  static Contact with(PostgresModel model, Value handle) {
    String name = ((Value.Str) ((Value.Handle) handle).part("name")).value();
    return new Contact(name, model.server(name), model.now());
  }

  /** Whether the connection is refused, so that nothing listens there. */
  boolean isDown() {
    return server.filter(known -> known.state() == Hosts.State.STOPPED).isPresent();
  }

  boolean isUnreachable() {
    return server.filter(known -> known.state() == Hosts.State.UNREACHABLE).isPresent();
  }

  /** Empty when the server takes the connection. */
  Optional<Reply> refusal(Call call) {
    if (server.isEmpty()) {
      return Optional.of(Reply.refused("not_found", "there is no server `" + name + "`"));
    }
    PostgresServer known = server.get();
    if (isDown()) {
      return Optional.of(Reply.refused("unreachable", "connection refused"));
    }
    if (isUnreachable()) {
      return Optional.of(silence(call));
    }
    if (known.isStarting(now)) {
      return Optional.of(
          Reply.refusedForNow("unreachable", "FATAL: 57P03: the database system is starting up"));
    }
    if (known.sessions().isFull()) {
      return Optional.of(
          Reply.refusedForNow("refused", "FATAL: 53300: sorry, too many clients already"));
    }
    return Optional.empty();
  }

  private Reply silence(Call call) {
    String reason = "no answer from `" + name + "` within the call's time";
    return call.acts()
        ? Reply.silence(reason, call.timeout())
        : Reply.refusedForNow("unreachable", reason).after(call.timeout());
  }
}
