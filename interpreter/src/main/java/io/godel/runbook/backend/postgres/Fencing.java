package io.godel.runbook.backend.postgres;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.live.Place;
import io.godel.runbook.backend.live.WorkloadFacts;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** How it is shown that a server can take no more writes: never by its mere silence. */
final class Fencing {
  private static final String EVIDENCE = "pg.Fenced";

  private final PostgresLooks looks;
  private final PostgresProfile profile;
  private final WorkloadFacts workloads;
  private final InstantSource clock;

  Fencing(
      PostgresLooks looks, PostgresProfile profile, WorkloadFacts workloads, InstantSource clock) {
    this.looks = looks;
    this.profile = profile;
    this.workloads = workloads;
    this.clock = clock;
  }

  /** How a server looks from here. */
  private enum Sight {
    RUNS,
    DOWN,
    SILENT
  }

  Outcome byProof(Call call) throws InterruptedException {
    String server = PostgresLooks.server(call, "server");
    Value.Handle proof = (Value.Handle) call.argument("proof");
    String workload = ((Value.Str) proof.part("name")).value();
    PostgresProfile.Server known = profile.servers().get(server);
    if (known == null) {
      return Refused.unknownServer(server).outcome();
    }
    if (!(known.place() instanceof Place.InPod place)) {
      return refused("the target profile does not say in which pod `" + server + "` runs");
    }
    if (!runs(proof, place)) {
      return refused("`" + workload + "` does not run `" + place.pod() + "`");
    }
    try {
      if (!workloads.stopped(proof)) {
        return refused("`" + workload + "` still wants a replica or may still have a pod");
      }
    } catch (IOException silent) {
      return new Outcome.NotDone("unreachable", String.valueOf(silent.getMessage()), true);
    }
    if (sight(server, call) == Sight.RUNS) {
      return refused("`" + server + "` is not down: something answers in its place");
    }
    return evidence(
        List.of(call.argument("server"), proof),
        Map.of("workload", new Value.Str(workload + " wants no replica and has no pod")));
  }

  /** The pods of a set carry its name and one more part. */
  private static boolean runs(Value.Handle workload, Place.InPod place) {
    int end = place.pod().lastIndexOf('-');
    return end > 0
        && place.pod().substring(0, end).equals(((Value.Str) workload.part("name")).value())
        && place.namespace().equals(((Value.Str) workload.part("in")).value());
  }

  private Sight sight(String server, Call call) throws InterruptedException {
    try {
      looks.role(server, call.timeout());
      return Sight.RUNS;
    } catch (Refused refused) {
      if (refused.isDown()) {
        return Sight.DOWN;
      }
      // Whoever says no to a connection runs.
      return refused.outcome().code().equals("unreachable") && !refused.isStarting()
          ? Sight.SILENT
          : Sight.RUNS;
    }
  }

  /** A person's word is void when the server is seen to run. */
  Outcome byWord(Call call) throws InterruptedException {
    String server = PostgresLooks.server(call, "server");
    if (!profile.servers().containsKey(server)) {
      return Refused.unknownServer(server).outcome();
    }
    if (!((Value.Bool) call.argument("word")).value()) {
      return refused("nobody says that the machine of `" + server + "` is off");
    }
    if (sight(server, call) == Sight.RUNS) {
      return refused("`" + server + "` still runs, so its machine is not off");
    }
    return evidence(
        List.of(call.argument("server")), Map.of("word", new Value.Str("its machine is off")));
  }

  private Outcome evidence(List<Value> about, Map<String, Value> facts) {
    return new Outcome.Done(new Value.Evidence(EVIDENCE, about, clock.instant(), facts));
  }

  private static Outcome refused(String reason) {
    return Refused.of("not_fenced", reason).outcome();
  }
}
