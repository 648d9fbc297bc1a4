package io.godel.runbook.backend.simulated.postgres;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.simulated.PodsByHand;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.backend.simulated.SimulatedAction;
import io.godel.runbook.backend.simulated.VirtualTime;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model with its actions, for tests. */
final class PostgresBench {
  static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  final VirtualTime time = new VirtualTime(START);
  final PodsByHand pods = new PodsByHand();
  final PostgresModel model;
  private final Map<String, SimulatedAction> actions;

  PostgresBench(ServerSpec... specs) {
    model = new PostgresModel(List.of(specs), pods, time);
    actions = PostgresActions.actions(model);
  }

  /** A primary and its replica, which has received everything. */
  static PostgresBench pair() {
    ServerSpec primary = ServerSpec.primary("postgres");
    return new PostgresBench(primary, ServerSpec.replica("postgres-replica", primary));
  }

  void pass(Duration duration) {
    time.advance(time.now().plus(duration), () -> false);
  }

  static Value.Handle server(String name) {
    return new Value.Handle("pg.Server", Map.of("name", new Value.Str(name)));
  }

  static Value.Handle set(String name) {
    Map<String, Value> identity = new LinkedHashMap<>();
    identity.put("name", new Value.Str(name));
    identity.put("in", new Value.Str("godel"));
    return new Value.Handle("k8s.StatefulSet", identity);
  }

  /** Enough of a session to tell it from others. */
  static Value session(int pid, Instant started) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("pid", new Value.Int(pid));
    fields.put("started", new Value.Moment(started));
    return new Value.Fields("pg.Session", fields);
  }

  static Value.Statement sql(String text, Map<String, String> fields) {
    return new Value.Statement(
        List.of(text), List.of(), Optional.of(new Value.RowShape("Row", fields)));
  }

  Reply call(String action, boolean acts, Object... arguments) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      values.put((String) arguments[i], (Value) arguments[i + 1]);
    }
    return actions.get(action).carryOut(new Call("1", action, values, acts, TIMEOUT));
  }

  Reply read(String action, Object... arguments) {
    return call(action, false, arguments);
  }

  Value done(Reply reply) {
    return assertInstanceOf(Outcome.Done.class, reply.outcome(), reply::toString).result();
  }

  Outcome.NotDone refused(Reply reply) {
    return assertInstanceOf(Outcome.NotDone.class, reply.outcome(), reply::toString);
  }
}
