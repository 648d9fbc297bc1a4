package io.godel.runbook.conformance;

import static io.godel.runbook.conformance.KubernetesValues.text;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.simulation.World;
import io.godel.runbook.simulation.WorldFacts;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a world is left: what the model itself knows, and what is answered to those who look. */
final class EndState {
  /** Looks at the world. */
  interface Asking {
    Outcome ask(Call call) throws Exception;
  }

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Asking asking;
  private final Map<String, String> known = new LinkedHashMap<>();

  private EndState(Asking asking) {
    this.asking = asking;
  }

  static Map<String, String> of(World world, Asking asking) throws Exception {
    EndState state = new EndState(asking);
    state.known.putAll(WorldFacts.of(world).facts());
    state.workloads();
    state.pods();
    state.settings();
    return state.known;
  }

  private Outcome ask(String action, Object... arguments) throws Exception {
    Map<String, Value> named = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      named.put((String) arguments[i], (Value) arguments[i + 1]);
    }
    Outcome outcome = asking.ask(new Call("end", action, named, false, PATIENCE));
    known.put(action + " " + PlanTrace.shown(named), PlanTrace.shown(outcome));
    return outcome;
  }

  private void workloads() throws Exception {
    for (Value.Handle each : PlanObjects.WORKLOADS) {
      ask("k8s.ready", "object", each);
      for (String action : List.of("ready_replicas", "rollout_done", "restarted_at")) {
        ask("k8s." + action, "workload", each);
      }
    }
  }

  private void pods() throws Exception {
    Outcome all =
        ask("k8s.pods", "selector", text("no!=body"), "in", text(KubernetesSide.NAMESPACE));
    if (all instanceof Outcome.Done done) {
      for (Value pod : ((Value.Items) done.result()).values()) {
        ask("k8s.ready", "object", pod);
        for (String action : List.of("phase", "restarts")) {
          ask("k8s." + action, "pod", pod);
        }
      }
    }
    ask("k8s.nodes");
  }

  private void settings() throws Exception {
    for (Value.Handle each : PlanObjects.OTHERS) {
      ask("k8s.exists", "object", each);
    }
    ask("k8s.data", "config", PlanObjects.CONFIG);
    ask("k8s.bounds", "scaler", PlanObjects.SCALER);
  }
}
