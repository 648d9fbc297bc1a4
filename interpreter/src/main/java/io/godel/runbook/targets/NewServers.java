package io.godel.runbook.targets;

import io.godel.runbook.backend.live.Place;
import io.godel.runbook.backend.postgres.PostgresProfile;
import io.godel.runbook.value.Value;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The servers that can begin anew, with another identity, since the run itself deletes the claim
 * that their data are on.
 *
 * <p>The claim of a StatefulSet's pod is called after its template and the pod (Kubernetes,
 * StatefulSets: stable storage). A name can fit more pods than one, so another identity alone is
 * not enough: it has to be a young one. Of a server that is reached otherwise nobody knows its
 * claim.
 */
final class NewServers {
  private static final Set<String> DELETING = Set.of("k8s.delete_claim", "k8s.delete_copied_claim");

  private NewServers() {}

  /** By their names; none where the call deletes no claim. */
  static Set<String> after(String action, Map<String, Value> arguments, PostgresProfile profile) {
    Set<String> found = new TreeSet<>();
    if (DELETING.contains(action)) {
      Value.Handle claim = (Value.Handle) arguments.get("claim");
      profile
          .servers()
          .forEach(
              (name, server) -> {
                if (server.place() instanceof Place.InPod in
                    && text(claim, "in").equals(in.namespace())
                    && text(claim, "name").endsWith("-" + in.pod())) {
                  found.add(name);
                }
              });
    }
    return found;
  }

  private static String text(Value.Handle handle, String part) {
    return ((Value.Str) handle.part(part)).value();
  }
}
