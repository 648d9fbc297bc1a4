package io.godel.runbook.conformance;

import static io.godel.runbook.conformance.KubernetesValues.DB;
import static io.godel.runbook.conformance.KubernetesValues.DOOR;
import static io.godel.runbook.conformance.KubernetesValues.LATER;
import static io.godel.runbook.conformance.KubernetesValues.SCALER;
import static io.godel.runbook.conformance.KubernetesValues.SOON;
import static io.godel.runbook.conformance.KubernetesValues.WEB;
import static io.godel.runbook.conformance.KubernetesValues.bytes;
import static io.godel.runbook.conformance.KubernetesValues.claim;
import static io.godel.runbook.conformance.KubernetesValues.config;
import static io.godel.runbook.conformance.KubernetesValues.copy;
import static io.godel.runbook.conformance.KubernetesValues.deployment;
import static io.godel.runbook.conformance.KubernetesValues.list;
import static io.godel.runbook.conformance.KubernetesValues.none;
import static io.godel.runbook.conformance.KubernetesValues.number;
import static io.godel.runbook.conformance.KubernetesValues.pod;
import static io.godel.runbook.conformance.KubernetesValues.range;
import static io.godel.runbook.conformance.KubernetesValues.table;
import static io.godel.runbook.conformance.KubernetesValues.text;
import static io.godel.runbook.conformance.KubernetesValues.truth;
import static io.godel.runbook.conformance.KubernetesValues.words;

import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.List;

/** The situations in which both sides are asked the same questions. */
final class KubernetesSituations {
  static final String WORLD =
      """
      kubernetes:
        namespace: godel
        nodes: {node-a: {}, node-b: {}}
        configmaps:
          settings: {LEVEL: info, EMPTY: ""}
          bare: {}
        deployments:
          web:
            {replicas: 3, labels: {app.kubernetes.io/name: web, tier: front}, configmaps: [settings],
             variables: {MODE: blue, EMPTY: ""}, memory_limits: {web: 256MiB}, startup: 3s,
             log: [one, two], cpu_request: 250, node: node-b, crashes_with: {BROKEN: "yes"}}
          idle: {replicas: 0}
          ill: {crash_loop: true, log: [alas], node: node-b}
        statefulsets:
          db:
            {replicas: 2, claim_template: data, claim_size: 16MiB, claim_used: 4MiB, startup: 2s,
             log: [ready, steady, go], cpu_request: 500, node: node-a}
          cache: {node: node-b, startup: 1s}
        autoscalers:
          web-scaler: {target: web, min: 2, max: 5}
        ingresses:
          door: {annotations: {rate: "100", empty: ""}}
      """;

  static final String PAUSED =
      WORLD.replace("web:\n      {replicas: 3,", "web:\n      {paused: true, replicas: 3,");

  static final String UNMEASURED =
      """
      kubernetes:
        namespace: godel
        metrics: false
        statefulsets: {db: {}}
      """;

  /** What happens in a situation, and what is asked. */
  interface Tale {
    void tell(KubernetesStory story) throws Exception;
  }

  /**
   * A situation that begins with a world of its own.
   *
   * @param world as a world file has it
   * @param mayNothing whether the one who asks is forbidden everything
   */
  record Situation(String name, String world, boolean mayNothing, Tale tale) {
    Situation(String name, Tale tale) {
      this(name, WORLD, false, tale);
    }
  }

  private KubernetesSituations() {}

  static List<Situation> all() {
    return List.of(
        new Situation("all is well", KubernetesSituations::well),
        new Situation("nothing is allowed", WORLD, true, KubernetesSituations::forbidden),
        new Situation("nothing is measured", UNMEASURED, false, KubernetesSituations::unmeasured),
        new Situation("pods come", KubernetesSituations::coming),
        new Situation("pods go", KubernetesSituations::going),
        new Situation("pods crash", KubernetesSituations::crashing),
        new Situation("a rollout goes on", KubernetesSituations::rollingOut),
        new Situation("a rollout is paused", PAUSED, false, KubernetesSituations::paused),
        new Situation("a node is lost", KubernetesSituations::lost),
        new Situation("scaling", KubernetesWrites::scaling),
        new Situation("templates", KubernetesWrites::templates),
        new Situation("saving and applying", KubernetesWrites::applying),
        new Situation("naming less", KubernetesApplies::namingLess),
        new Situation("copies of volumes", KubernetesVolumes::copying),
        new Situation("claims", KubernetesVolumes::claims),
        new Situation("replacing", KubernetesSituations::replacing));
  }

  private static void well(KubernetesStory story) throws Exception {
    new KubernetesSweep(story).everything();
    KubernetesWrites.settings(story);
  }

  private static void replacing(KubernetesStory story) throws Exception {
    KubernetesWrites.replacing(story);
    KubernetesWrites.programs(story);
  }

  private static void forbidden(KubernetesStory story) throws Exception {
    story.when("nothing is allowed");
    for (Value each : List.of(WEB, DB, pod("db", 0), config("settings"), claim("data-db-0"))) {
      story.ask("k8s.exists", "object", each);
      story.ask("k8s.manifest", "object", each);
    }
    story.ask("k8s.ready", "object", WEB);
    for (String action : List.of("phase", "waiting_reason", "uid", "restarts")) {
      story.ask("k8s." + action, "pod", pod("db", 0));
    }
    for (String action : List.of("replicas", "ready_replicas", "rollout_done", "restarted_at")) {
      story.ask("k8s." + action, "workload", WEB);
    }
    story.ask("k8s.memory_limit", "workload", WEB, "container", text("web"));
    story.ask("k8s.variable", "workload", WEB, "name", text("MODE"));
    story.ask("k8s.data", "config", config("settings"));
    story.ask("k8s.annotation", "ingress", DOOR, "name", text("rate"));
    story.ask("k8s.bounds", "scaler", SCALER);
    story.ask("k8s.volume", "claim", claim("data-db-0"));
    story.ask("k8s.nodes");
    Value pods = list(pod("db", 0));
    story.ask("k8s.top", "pods", pods);
    story.ask("k8s.logs", "pods", pods, "tail", number(5), "previous", truth(false));
    story.ask("k8s.pods", "selector", text("a=b"), "in", text(KubernetesSide.NAMESPACE));
    story.ask("k8s.copied", "claim", claim("data-db-0"), "into", copy("copy"));

    story.ask("k8s.scale", "workload", WEB, "replicas", number(1));
    story.ask("k8s.rollout_restart", "workload", WEB);
    story.ask("k8s.replace", "pod", pod("db", 0), "uid", text("x"));
    story.ask("k8s.patch", "config", config("settings"), "data", table("A", "B"));
    story.ask("k8s.annotate", "ingress", DOOR, "name", text("rate"), "value", text("1"));
    story.ask("k8s.set_memory_limit", "workload", WEB, "container", text("web"), "limit", bytes(1));
    story.ask("k8s.set_variable", "workload", WEB, "name", text("MODE"), "value", none());
    story.ask("k8s.set_bounds", "scaler", SCALER, "bounds", range(1, 2));
    story.ask("k8s.delete", "workload", WEB);
    story.ask("k8s.snapshot", "claim", claim("data-db-0"), "into", copy("copy"));
    story.ask("k8s.delete_snapshot", "snapshot", copy("copy"));
    KubernetesVolumes.deleteClaim(story, "data-db-0");
    story.ask("k8s.enlarge", "claim", claim("data-db-0"), "to", bytes(1L << 30));
    story.ask("k8s.exec", "pod", pod("db", 0), "command", words("true"));
  }

  private static void unmeasured(KubernetesStory story) throws Exception {
    story.when("nothing is measured");
    story.ask("k8s.top", "pods", list(pod("db", 0)));
    story.ask("k8s.top", "pods", list());
    story.ask("k8s.nodes");
  }

  private static void coming(KubernetesStory story) throws Exception {
    KubernetesSweep sweep = new KubernetesSweep(story);
    story.when("pods are wanted");
    story.ask("k8s.scale", "workload", WEB, "replicas", number(5));
    story.ask("k8s.scale", "workload", DB, "replicas", number(3));
    sweep.state();
    story.when("pods are made");
    story.pass(Duration.ofMillis(30));
    sweep.state();
    story.when("pods have a place");
    story.pass(Duration.ofMillis(500));
    sweep.state();
    story.when("pods run and are not ready");
    story.pass(Duration.ofMillis(1_500));
    sweep.state();
    story.when("pods have come");
    story.pass(LATER);
    sweep.state();
  }

  private static void going(KubernetesStory story) throws Exception {
    KubernetesSweep sweep = new KubernetesSweep(story);
    story.when("pods end");
    story.ask("k8s.replace", "pod", pod("db", 0), "uid", KubernetesWrites.uid(story, pod("db", 0)));
    story.ask("k8s.scale", "workload", WEB, "replicas", number(2));
    story.pass(SOON);
    sweep.state();
    story.when("programs have ended");
    story.pass(Duration.ofMillis(950));
    sweep.state();
    story.when("other pods have come");
    story.pass(LATER);
    sweep.state();
    story.when("a workload is deleted");
    story.ask("k8s.delete", "workload", WEB);
    story.ask("k8s.delete", "workload", DB);
    story.pass(SOON);
    sweep.state();
    story.when("its pods are gone");
    story.pass(LATER);
    sweep.state();
    story.ask("k8s.delete", "workload", WEB);
  }

  private static void crashing(KubernetesStory story) throws Exception {
    KubernetesSweep sweep = new KubernetesSweep(story);
    story.when("a pod has crashed");
    story.befall(cluster -> cluster.crash("db-0"));
    sweep.state();
    story.when("it runs again");
    story.pass(Duration.ofMillis(1_500));
    sweep.state();
    story.pass(LATER);
    story.when("all pods crash again and again");
    story.befall(cluster -> cluster.crashLoop(KubernetesSide.NAMESPACE, "db"));
    for (int second = 1; second <= 2; second++) {
      story.when("so for " + second + " × 1.4 s");
      story.pass(Duration.ofMillis(1_400));
      sweep.state();
    }
    story.when("so for minutes");
    story.pass(LATER);
    sweep.state();
  }

  private static void rollingOut(KubernetesStory story) throws Exception {
    KubernetesSweep sweep = new KubernetesSweep(story);
    story.when("a restart is asked for");
    story.ask("k8s.rollout_restart", "workload", WEB);
    story.ask("k8s.rollout_restart", "workload", DB);
    story.ask("k8s.rollout_restart", "workload", deployment("nobody"));
    sweep.state();
    for (int times = 1; times <= 2; times++) {
      story.when("the restart goes on, " + times);
      story.pass(Duration.ofMillis(3_400));
      sweep.state();
    }
    story.when("the restart is over");
    story.pass(LATER);
    sweep.state();
    story.when("the new pods do not come up");
    story.ask("k8s.set_variable", "workload", WEB, "name", text("BROKEN"), "value", text("yes"));
    story.pass(LATER);
    sweep.state();
    story.when("it was taken back");
    story.ask("k8s.set_variable", "workload", WEB, "name", text("BROKEN"), "value", none());
    story.pass(LATER);
    sweep.state();
  }

  private static void paused(KubernetesStory story) throws Exception {
    KubernetesSweep sweep = new KubernetesSweep(story);
    story.when("a rollout is paused");
    story.ask("k8s.ready", "object", WEB);
    story.ask("k8s.rollout_done", "workload", WEB);
    story.ask("k8s.set_variable", "workload", WEB, "name", text("MODE"), "value", text("red"));
    story.pass(LATER);
    sweep.state();
    story.when("it is paused and scaled");
    story.ask("k8s.scale", "workload", WEB, "replicas", number(5));
    story.pass(LATER);
    sweep.state();
    story.ask("k8s.variable", "workload", WEB, "name", text("MODE"));
  }

  private static void lost(KubernetesStory story) throws Exception {
    Value pod = pod("db", 0);
    story.befall(cluster -> cluster.loseNode("node-a"));
    for (Duration time : List.of(SOON, Duration.ofSeconds(50), Duration.ofMinutes(6))) {
      story.pass(time);
      story.when("a node was lost " + time.toSeconds() + " s ago");
      for (Value each : List.of(WEB, DB)) {
        story.ask("k8s.ready", "object", each);
        story.ask("k8s.ready_replicas", "workload", each);
        story.ask("k8s.rollout_done", "workload", each);
      }
      for (Value each : List.of(pod, pod("db", 1))) {
        story.ask("k8s.exists", "object", each);
        story.ask("k8s.ready", "object", each);
        story.ask("k8s.phase", "pod", each);
        story.ask("k8s.waiting_reason", "pod", each);
      }
      story.ask("k8s.nodes");
      story.ask("k8s.top", "pods", list(pod));
      story.ask("k8s.exec", "pod", pod, "command", words("true"));
    }
    story.askInVain("k8s.volume", "claim", claim("data-db-0"));
    Value pods = list(pod("cache", 0), pod);
    story.askInVain("k8s.logs", "pods", pods, "tail", number(5), "previous", truth(false));
    story.ask("k8s.replace", "pod", pod, "uid", KubernetesWrites.uid(story, pod));
    story.ask("k8s.delete", "workload", DB);
    story.pass(LATER);
    story.ask("k8s.exists", "object", DB);
    story.ask("k8s.exists", "object", pod);
    story.when("the node is back");
    story.befall(cluster -> cluster.returnNode("node-a"));
    story.pass(LATER);
    new KubernetesSweep(story).state();
  }
}
