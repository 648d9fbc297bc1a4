package io.godel.runbook.backend.simulated.postgres;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.value.Value;
import java.util.List;
import java.util.Map;

/** How it is shown that a server can take no more writes. */
final class Fencing {
  private static final String EVIDENCE = "pg.Fenced";

  private final PostgresModel model;

  Fencing(PostgresModel model) {
    this.model = model;
  }

  /** A server that merely does not answer may still write: its set has to be at rest. */
  Reply byProof(Call call) {
    Value.Handle proof = (Value.Handle) call.argument("proof");
    String workload = ((Value.Str) proof.part("name")).value();
    Contact contact = Contact.with(model, call.argument("server"));
    if (contact.server().isEmpty()) {
      return contact.refusal(call).orElseThrow();
    }
    PostgresServer server = contact.server().get();
    String pod = server.spec().pod();
    if (!runs(workload, pod)) {
      return refused("`" + workload + "` does not run `" + pod + "`");
    }
    if (!model.hosts().stopped(proof)) {
      return refused("`" + workload + "` still wants a replica or may still have a pod");
    }
    if (!contact.isDown()) {
      return refused("`" + server.name() + "` is not down: its pod `" + pod + "` is not gone");
    }
    return evidence(
        List.of(call.argument("server"), proof),
        Map.of("workload", new Value.Str(workload + " wants no replica and has no pod")));
  }

  /** The pods of a set carry its name and one more part. */
  private static boolean runs(String workload, String pod) {
    int end = pod.lastIndexOf('-');
    return end > 0 && pod.substring(0, end).equals(workload);
  }

  /** Whether an evidence about this speaks of that server. */
  static boolean isServer(Value subject, String name) {
    return subject instanceof Value.Handle handle
        && handle.type().equals("pg.Server")
        && handle.part("name").equals(new Value.Str(name));
  }

  Reply byWord(Call call) {
    Contact contact = Contact.with(model, call.argument("server"));
    if (contact.server().isEmpty()) {
      return contact.refusal(call).orElseThrow();
    }
    if (!((Value.Bool) call.argument("word")).value()) {
      return refused("nobody says that the machine of `" + contact.name() + "` is off");
    }
    if (!contact.isDown() && !contact.isUnreachable()) {
      return refused("`" + contact.name() + "` still runs, so its machine is not off");
    }
    return evidence(
        List.of(call.argument("server")), Map.of("word", new Value.Str("its machine is off")));
  }

  private Reply evidence(List<Value> about, Map<String, Value> facts) {
    return Reply.done(new Value.Evidence(EVIDENCE, about, model.now(), facts));
  }

  private static Reply refused(String reason) {
    return Reply.refused("not_fenced", reason);
  }
}
