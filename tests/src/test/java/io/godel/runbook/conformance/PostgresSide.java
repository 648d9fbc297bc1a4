package io.godel.runbook.conformance;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.value.Value;
import java.util.Map;

/** A primary with a replica that follows it: the model's, or real ones. */
interface PostgresSide {
  /** The set that the primary is the pod {@code postgres-0} of. */
  Value.Handle SET = set("postgres");

  /** Another set, which runs the replica. */
  Value.Handle OTHER_SET = set("postgres-replica");

  /** A session of this application is there from the beginning. */
  String BATCH = "batch";

  static Value.Handle set(String name) {
    return new Value.Handle(
        "k8s.StatefulSet", Map.of("name", new Value.Str(name), "in", new Value.Str("godel")));
  }

  /**
   * Calls a native action of the module {@code pg}.
   *
   * @param arguments names and values in turn
   */
  Outcome call(String action, Object... arguments) throws Exception;

  /** The primary's process gives no answer any more, and nobody knows why. */
  void silencePrimary() throws Exception;

  /** It answers again. */
  void wakePrimary() throws Exception;

  /** The set of the primary wants no pod, and has none; its process is gone. */
  void stopPrimary() throws Exception;

  void close() throws Exception;
}
