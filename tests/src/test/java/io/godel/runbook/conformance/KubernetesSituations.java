package io.godel.runbook.conformance;

import static io.godel.runbook.conformance.KubernetesValues.bytes;
import static io.godel.runbook.conformance.KubernetesValues.claim;
import static io.godel.runbook.conformance.KubernetesValues.config;
import static io.godel.runbook.conformance.KubernetesValues.copy;
import static io.godel.runbook.conformance.KubernetesValues.deployment;
import static io.godel.runbook.conformance.KubernetesValues.evidence;
import static io.godel.runbook.conformance.KubernetesValues.none;
import static io.godel.runbook.conformance.KubernetesValues.number;
import static io.godel.runbook.conformance.KubernetesValues.object;
import static io.godel.runbook.conformance.KubernetesValues.pod;
import static io.godel.runbook.conformance.KubernetesValues.range;
import static io.godel.runbook.conformance.KubernetesValues.set;
import static io.godel.runbook.conformance.KubernetesValues.table;
import static io.godel.runbook.conformance.KubernetesValues.text;
import static io.godel.runbook.conformance.KubernetesValues.words;

import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.List;

/** The situations in which both sides are asked the same questions. */
final class KubernetesSituations {
  static final String WORLD =
      """
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

  static final String UNMEASURED =
      """
      namespace: godel
      metrics: false
      statefulsets: {db: {}}
      """;

  private static final Value WEB = deployment("web");
  private static final Value DB = set("db");
  private static final Value DOOR = object("Ingress", "door");
  private static final Value SCALER = object("Autoscaler", "web-scaler");
  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration LATER = Duration.ofMinutes(2);

  /** What happens in a situation, and what is asked. */
  interface Tale {
    void tell(KubernetesStory story) throws Exception;
  }

  /**
   * A situation that begins with a world of its own.
   *
   * @param world the part {@code kubernetes}
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
        new Situation("all is well", story -> new KubernetesSweep(story).everything()),
        new Situation("nothing is allowed", WORLD, true, KubernetesSituations::forbidden),
        new Situation("nothing is measured", UNMEASURED, false, KubernetesSituations::unmeasured),
        new Situation("pods come", KubernetesSituations::coming),
        new Situation("pods go", KubernetesSituations::going),
        new Situation("pods crash", KubernetesSituations::crashing),
        new Situation("a rollout goes on", KubernetesSituations::rollingOut),
        new Situation("a node is lost", KubernetesSituations::lost),
        new Situation("scaling", KubernetesSituations::scaling),
        new Situation("settings", KubernetesSituations::settings),
        new Situation("templates", KubernetesSituations::templates),
        new Situation("replacing", KubernetesSituations::replacing),
        new Situation("saving and applying", KubernetesSituations::applying),
        new Situation("copies of volumes", KubernetesSituations::copying),
        new Situation("claims", KubernetesSituations::claims),
        new Situation("programs", KubernetesSituations::programs));
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
    Value pods = KubernetesValues.list(pod("db", 0));
    story.ask("k8s.top", "pods", pods);
    story.ask(
        "k8s.logs", "pods", pods, "tail", number(5), "previous", KubernetesValues.truth(false));
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
    deleteClaim(story, "data-db-0");
    story.ask("k8s.enlarge", "claim", claim("data-db-0"), "to", bytes(1L << 30));
    story.ask("k8s.exec", "pod", pod("db", 0), "command", words("true"));
  }

  private static void deleteClaim(KubernetesStory story, String name) throws Exception {
    Value claim = claim(name);
    story.ask("k8s.delete_claim", "claim", claim, "verified", evidence("backup.Verified", claim));
    story.ask("k8s.delete_copied_claim", "claim", claim, "copied", evidence("k8s.Copied", claim));
  }

  private static void unmeasured(KubernetesStory story) throws Exception {
    story.when("nothing is measured");
    story.ask("k8s.top", "pods", KubernetesValues.list(pod("db", 0)));
    story.ask("k8s.top", "pods", KubernetesValues.list());
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
    story.ask("k8s.replace", "pod", pod("db", 0), "uid", uid(story, pod("db", 0)));
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

  private static Value uid(KubernetesStory story, Value pod) throws Exception {
    return story.value("k8s.uid", "pod", pod) instanceof Value.Str uid ? uid : text("none");
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
      story.ask("k8s.top", "pods", KubernetesValues.list(pod));
      story.ask("k8s.exec", "pod", pod, "command", words("true"));
    }
    story.askInVain("k8s.volume", "claim", claim("data-db-0"));
    Value pods = KubernetesValues.list(pod("cache", 0), pod);
    story.askInVain(
        "k8s.logs", "pods", pods, "tail", number(5), "previous", KubernetesValues.truth(false));
    story.ask("k8s.replace", "pod", pod, "uid", uid(story, pod));
    story.ask("k8s.delete", "workload", DB);
    story.pass(LATER);
    story.ask("k8s.exists", "object", DB);
    story.ask("k8s.exists", "object", pod);
    story.when("the node is back");
    story.befall(cluster -> cluster.returnNode("node-a"));
    story.pass(LATER);
    new KubernetesSweep(story).state();
  }

  private static void scaling(KubernetesStory story) throws Exception {
    story.when("scaling");
    for (long replicas :
        List.of(-1L, 0L, 1L, 4L, 1_000L, 1_001L, (1L << 31) - 1, 1L << 31, 1L << 32, 1L << 40)) {
      story.ask("k8s.scale", "workload", WEB, "replicas", number(replicas));
      story.ask("k8s.replicas", "workload", WEB);
    }
    story.ask("k8s.scale", "workload", WEB, "replicas", number(Long.MIN_VALUE));
    story.ask("k8s.scale", "workload", WEB, "replicas", number(0));
    story.ask("k8s.scale", "workload", deployment("nobody"), "replicas", number(1));
    story.ask("k8s.scale", "workload", set("Bad_Name"), "replicas", number(-1));
    story.ask("k8s.scale", "workload", set("cache"), "replicas", number(0));
    story.when("scaled to nothing");
    story.pass(LATER);
    new KubernetesSweep(story).state();
    story.when("bounds");
    for (List<Long> bounds :
        List.of(
            List.of(0L, 3L),
            List.of(1L, 1L),
            List.of(5L, 2L),
            List.of(-1L, 2L),
            List.of(2L, 1_000L),
            List.of(2L, 1_001L),
            List.of(1L, 1L << 32),
            List.of(1L << 32, 1L << 33),
            List.of(3L, 4L))) {
      story.ask("k8s.set_bounds", "scaler", SCALER, "bounds", range(bounds.get(0), bounds.get(1)));
      story.ask("k8s.bounds", "scaler", SCALER);
    }
    story.ask("k8s.set_bounds", "scaler", object("Autoscaler", "nobody"), "bounds", range(1, 2));
    story.when("the autoscaler works");
    story.ask("k8s.scale", "workload", WEB, "replicas", number(9));
    story.pass(LATER);
    story.ask("k8s.replicas", "workload", WEB);
  }

  private static void settings(KubernetesStory story) throws Exception {
    story.when("settings");
    List<Value> patches =
        List.of(
            table(),
            table("LEVEL", "debug"),
            table("NEW", "1", "EMPTY", ""),
            table("with space", "x"),
            table("", "x"),
            table(".", "x"),
            table("..", "x"),
            table("..x", "x"),
            table(".x", "x"),
            table("a/b", "x"),
            table("ключ", "x"),
            table("k".repeat(253), "x"),
            table("k".repeat(254), "x"),
            table("GOOD", "x", "not good", "x"),
            table("LINES", "a\nb\n"),
            table("BIG", "x".repeat(1 << 19)),
            table("BIGGER", "x".repeat(1 << 19)));
    for (String config : List.of("settings", "bare")) {
      for (Value patch : patches) {
        story.ask("k8s.patch", "config", config(config), "data", patch);
      }
      story.ask("k8s.data", "config", config(config));
    }
    story.ask("k8s.patch", "config", config("nobody"), "data", table("A", "B"));
    story.ask("k8s.patch", "config", config("nobody"), "data", table("a b", "B"));
    story.when("annotations");
    for (String name :
        List.of(
            "rate",
            "empty",
            "new",
            "nginx.ingress.kubernetes.io/limit-rps",
            "UPPER.example/Name",
            "",
            "a b",
            "/x",
            "x/",
            "a/b/c",
            "-x",
            "x-",
            "_x",
            "Bad_prefix/x",
            "n".repeat(63),
            "n".repeat(64))) {
      for (Value value : List.of(text("1"), text(""), none())) {
        story.ask("k8s.annotate", "ingress", DOOR, "name", text(name), "value", value);
        story.ask("k8s.annotation", "ingress", DOOR, "name", text(name));
      }
    }
    story.ask(
        "k8s.annotate",
        "ingress",
        object("Ingress", "nobody"),
        "name",
        text("rate"),
        "value",
        text("1"));
  }

  private static void templates(KubernetesStory story) throws Exception {
    KubernetesSweep sweep = new KubernetesSweep(story);
    story.when("variables");
    for (String name : List.of("MODE", "NEW", "", "A=B", "a b", "1st", "dot.ted", "übel")) {
      for (Value value : List.of(text("x"), text(""), none())) {
        story.ask("k8s.set_variable", "workload", WEB, "name", text(name), "value", value);
        story.ask("k8s.variable", "workload", WEB, "name", text(name));
      }
    }
    story.ask(
        "k8s.set_variable",
        "workload",
        deployment("nobody"),
        "name",
        text("MODE"),
        "value",
        none());
    story.when("memory limits");
    for (long limit : List.of(0L, -1L, 1L, 64L << 20, (64L << 20) + 1, Long.MAX_VALUE)) {
      for (String container : List.of("web", "nobody", "")) {
        story.ask(
            "k8s.set_memory_limit",
            "workload",
            WEB,
            "container",
            text(container),
            "limit",
            bytes(limit));
      }
      story.ask("k8s.memory_limit", "workload", WEB, "container", text("web"));
    }
    story.ask(
        "k8s.set_memory_limit", "workload", DB, "container", text("db"), "limit", bytes(1 << 20));
    story.ask("k8s.memory_limit", "workload", DB, "container", text("db"));
    story.when("nothing is changed");
    story.pass(LATER);
    Value mode = story.value("k8s.variable", "workload", WEB, "name", text("MODE"));
    story.ask("k8s.set_variable", "workload", WEB, "name", text("MODE"), "value", mode);
    story.pass(SOON);
    sweep.state();
    story.when("the templates are rolled out");
    story.pass(LATER);
    sweep.state();
  }

  private static void replacing(KubernetesStory story) throws Exception {
    story.when("replacing");
    story.ask("k8s.replace", "pod", pod("db", 0), "uid", text("another"));
    story.ask("k8s.replace", "pod", pod("db", 0), "uid", text(""));
    story.ask("k8s.replace", "pod", pod("db", 7), "uid", text("another"));
    story.ask("k8s.replace", "pod", object("Pod", "Bad_Name"), "uid", text("another"));
    Value uid = uid(story, pod("db", 0));
    story.ask("k8s.replace", "pod", pod("db", 0), "uid", uid);
    story.ask("k8s.replace", "pod", pod("db", 0), "uid", uid);
    story.pass(LATER);
    story.ask("k8s.replace", "pod", pod("db", 0), "uid", uid);
    for (Value pod : KubernetesSweep.pods(story, "web")) {
      story.ask("k8s.replace", "pod", pod, "uid", uid(story, pod));
    }
    story.pass(LATER);
    new KubernetesSweep(story).state();
  }

  private static Value saved(KubernetesStory story, Value object) throws Exception {
    return story.value("k8s.manifest", "object", object);
  }

  private static void applying(KubernetesStory story) throws Exception {
    KubernetesSweep sweep = new KubernetesSweep(story);
    List<Value> objects =
        List.of(WEB, DB, config("settings"), config("bare"), SCALER, DOOR, claim("data-db-1"));
    List<Value> manifests = new java.util.ArrayList<>();
    for (Value each : objects) {
      manifests.add(saved(story, each));
    }
    story.when("nothing has changed");
    for (int i = 0; i < objects.size(); i++) {
      apply(story, manifests.get(i), objects.get(i));
    }
    story.pass(SOON);
    sweep.state();
    sweep.settings();
    story.when("manifests of something else");
    apply(story, manifests.get(0), deployment("other"));
    apply(story, manifests.get(0), set("web"));
    apply(story, manifests.get(0), config("settings"));
    for (String yaml : List.of("", "[", "kind: Deployment", "1", "a: &a [*a]")) {
      apply(story, manifest(manifests.get(0), yaml), WEB);
    }
    story.when("it was changed and is applied");
    story.ask("k8s.set_variable", "workload", WEB, "name", text("MODE"), "value", text("red"));
    story.ask("k8s.set_variable", "workload", WEB, "name", text("MORE"), "value", text("1"));
    story.ask("k8s.scale", "workload", WEB, "replicas", number(5));
    story.ask("k8s.rollout_restart", "workload", WEB);
    story.ask(
        "k8s.set_memory_limit", "workload", WEB, "container", text("web"), "limit", bytes(1 << 29));
    story.ask(
        "k8s.patch", "config", config("settings"), "data", table("LEVEL", "debug", "MORE", "1"));
    story.ask("k8s.patch", "config", config("bare"), "data", table("MORE", "1"));
    story.ask("k8s.annotate", "ingress", DOOR, "name", text("rate"), "value", text("7"));
    story.ask("k8s.annotate", "ingress", DOOR, "name", text("more"), "value", text("7"));
    story.ask("k8s.set_bounds", "scaler", SCALER, "bounds", range(1, 2));
    story.pass(LATER);
    for (int i = 0; i < objects.size(); i++) {
      apply(story, manifests.get(i), objects.get(i));
    }
    sweep.state();
    sweep.settings();
    story.ask("k8s.variable", "workload", WEB, "name", text("MORE"));
    story.ask("k8s.annotation", "ingress", DOOR, "name", text("more"));
    story.when("and is rolled out");
    story.pass(LATER);
    sweep.state();
    sweep.settings();
    story.when("it was deleted and is applied");
    story.ask("k8s.delete", "workload", WEB);
    story.ask("k8s.delete", "workload", DB);
    story.pass(LATER);
    deleteClaim(story, "data-db-1");
    story.pass(SOON);
    for (int i : List.of(0, 1, 6)) {
      apply(story, manifests.get(i), objects.get(i));
    }
    story.pass(SOON);
    sweep.state();
    story.when("and has come");
    story.pass(LATER);
    sweep.state();
    sweep.settings();
    story.when("what only controllers make");
    apply(story, saved(story, pod("db", 0)), pod("db", 0));
  }

  private static Value manifest(Value saved, String yaml) {
    if (!(saved instanceof Value.Fields fields)) {
      return saved;
    }
    java.util.Map<String, Value> values = new java.util.LinkedHashMap<>(fields.values());
    values.put("yaml", text(yaml));
    return new Value.Fields(fields.type(), values);
  }

  private static void apply(KubernetesStory story, Value manifest, Value of) throws Exception {
    if (manifest instanceof Value.Fields) {
      story.ask("k8s.apply", "manifest", manifest, "of", of);
    }
  }

  private static void copying(KubernetesStory story) throws Exception {
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

  private static void claims(KubernetesStory story) throws Exception {
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

  /** What a program does is another question. */
  private static void programs(KubernetesStory story) throws Exception {
    story.when("programs");
    Value pod = pod("db", 0);
    story.ask("k8s.exec", "pod", pod, "command", words());
    story.ask("k8s.exec", "pod", pod, "command", words("true"));
    story.ask("k8s.exec", "pod", pod, "command", words("no-such-program"));
    story.ask("k8s.exec", "pod", pod, "command", words(""));
    story.ask("k8s.exec", "pod", pod("db", 7), "command", words("true"));
    story.ask("k8s.exec", "pod", pod("db", 7), "command", words());
    story.ask("k8s.exec", "pod", object("Pod", "Bad_Name"), "command", words("true"));
    for (Value ill : KubernetesSweep.pods(story, "ill")) {
      story.ask("k8s.exec", "pod", ill, "command", words("true"));
    }
    story.ask("k8s.replace", "pod", pod, "uid", uid(story, pod));
    story.when("the pod ends");
    story.pass(SOON);
    story.ask("k8s.exec", "pod", pod, "command", words());
    story.when("its program has ended");
    story.pass(Duration.ofMillis(950));
    story.ask("k8s.exec", "pod", pod, "command", words("true"));
    story.when("it has no place");
    story.pass(Duration.ofMillis(400));
    story.ask("k8s.exec", "pod", pod, "command", words("true"));
    story.when("it is made");
    story.pass(Duration.ofMillis(500));
    story.ask("k8s.exec", "pod", pod, "command", words("true"));
  }
}
