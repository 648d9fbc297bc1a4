package io.godel.runbook.conformance;

import static io.godel.runbook.conformance.KubernetesValues.DB;
import static io.godel.runbook.conformance.KubernetesValues.LATER;
import static io.godel.runbook.conformance.KubernetesValues.SOON;
import static io.godel.runbook.conformance.KubernetesValues.bytes;
import static io.godel.runbook.conformance.KubernetesValues.claim;
import static io.godel.runbook.conformance.KubernetesValues.copy;
import static io.godel.runbook.conformance.KubernetesValues.evidence;
import static io.godel.runbook.conformance.KubernetesValues.number;

import io.godel.runbook.value.Value;
import java.util.List;

/** The situations in which volumes are copied, enlarged and deleted. */
final class KubernetesVolumes {
  private KubernetesVolumes() {}

  static void copying(KubernetesStory story) throws Exception {
    story.when("copies");
    Value claim = claim("data-db-0");
    story.ask("k8s.snapshot", "claim", claim("data-db-7"), "into", copy("copy"));
    story.ask("k8s.exists", "object", copy("copy"));
    story.ask("k8s.snapshot", "claim", claim, "into", copy("Bad_Name"));
    story.ask("k8s.snapshot", "claim", claim, "into", copy("-x"));
    story.ask("k8s.snapshot", "claim", claim, "into", copy("a..b"));
    story.ask("k8s.snapshot", "claim", claim, "into", copy("n".repeat(254)));
    story.ask("k8s.snapshot", "claim", claim, "into", copy("copy"));
    story.ask("k8s.copied", "claim", claim, "into", copy("copy"));
    story.ask("k8s.copied", "claim", claim("data-db-1"), "into", copy("copy"));
    story.ask("k8s.exists", "object", copy("copy"));
    story.ask("k8s.manifest", "object", copy("copy"));
    story.ask("k8s.snapshot", "claim", claim, "into", copy("copy"));
    story.ask("k8s.snapshot", "claim", claim("data-db-1"), "into", copy("copy"));
    story.ask("k8s.copied", "claim", claim("data-db-1"), "into", copy("copy"));
    story.ask("k8s.delete_snapshot", "snapshot", copy("copy"));
    story.ask("k8s.exists", "object", copy("copy"));
    story.ask("k8s.copied", "claim", claim, "into", copy("copy"));
    story.ask("k8s.delete_snapshot", "snapshot", copy("copy"));
    story.when("a copy of a volume that is gone");
    story.ask("k8s.snapshot", "claim", claim, "into", copy("old"));
    story.ask("k8s.scale", "workload", DB, "replicas", number(0));
    story.pass(LATER);
    deleteClaim(story, "data-db-0");
    story.ask("k8s.copied", "claim", claim, "into", copy("old"));
    story.ask("k8s.scale", "workload", DB, "replicas", number(1));
    story.pass(LATER);
    story.ask("k8s.copied", "claim", claim, "into", copy("old"));
    story.ask("k8s.exists", "object", copy("old"));
  }

  static void claims(KubernetesStory story) throws Exception {
    story.when("enlarging");
    Value claim = claim("data-db-0");
    for (long size : List.of(-1L, 0L, 1L, 16L << 20, 32L << 20)) {
      story.ask("k8s.enlarge", "claim", claim, "to", bytes(size));
      story.ask("k8s.volume", "claim", claim);
    }
    story.pass(LATER);
    story.ask("k8s.volume", "claim", claim);
    story.ask("k8s.enlarge", "claim", claim, "to", bytes(16L << 20));
    story.ask("k8s.enlarge", "claim", claim, "to", bytes((32L << 20) + 1));
    story.pass(LATER);
    story.ask("k8s.volume", "claim", claim);
    story.ask("k8s.enlarge", "claim", claim("data-db-7"), "to", bytes(1));
    story.when("a claim in use is deleted");
    deleteClaim(story, "data-db-0");
    deleteClaim(story, "data-db-7");
    story.pass(LATER);
    story.ask("k8s.exists", "object", claim);
    story.ask("k8s.volume", "claim", claim);
    story.ask("k8s.manifest", "object", claim);
    story.when("nothing uses it");
    story.ask("k8s.scale", "workload", DB, "replicas", number(0));
    story.pass(LATER);
    story.ask("k8s.exists", "object", claim);
    story.ask("k8s.volume", "claim", claim);
    story.ask("k8s.volume", "claim", claim("data-db-1"));
    story.ask("k8s.scale", "workload", DB, "replicas", number(2));
    story.pass(SOON);
    story.ask("k8s.volume", "claim", claim);
    story.pass(LATER);
    story.ask("k8s.volume", "claim", claim);
  }

  static void deleteClaim(KubernetesStory story, String name) throws Exception {
    Value claim = claim(name);
    story.ask("k8s.delete_claim", "claim", claim, "verified", evidence("backup.Verified", claim));
    story.ask("k8s.delete_copied_claim", "claim", claim, "copied", evidence("k8s.Copied", claim));
  }
}
