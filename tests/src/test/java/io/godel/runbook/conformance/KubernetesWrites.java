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
import static io.godel.runbook.conformance.KubernetesValues.deployment;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The situations in which something is changed, well and badly. */
final class KubernetesWrites {
  private KubernetesWrites() {}

  static void scaling(KubernetesStory story) throws Exception {
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

  static void settings(KubernetesStory story) throws Exception {
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
            "nginx.ingress.kubernetes.io/limit-rps",
            "UPPER.example/Name",
            "n".repeat(63))) {
      for (Value value : List.of(text("1"), text(""), none())) {
        annotate(story, name, value);
        story.ask("k8s.annotation", "ingress", DOOR, "name", text(name));
      }
    }
    for (String name :
        List.of("", "a b", "/x", "x/", "a/b/c", "-x", "x-", "_x", "Bad_it/x", "n".repeat(64))) {
      annotate(story, name, text("1"));
    }
    annotate(story, "a b", none());
    story.ask(
        "k8s.annotate",
        "ingress",
        object("Ingress", "nobody"),
        "name",
        text("rate"),
        "value",
        text("1"));
  }

  private static void annotate(KubernetesStory story, String name, Value value) throws Exception {
    story.ask("k8s.annotate", "ingress", DOOR, "name", text(name), "value", value);
  }

  static void templates(KubernetesStory story) throws Exception {
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

  static void replacing(KubernetesStory story) throws Exception {
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

  static void applying(KubernetesStory story) throws Exception {
    KubernetesSweep sweep = new KubernetesSweep(story);
    List<Value> objects =
        List.of(WEB, DB, config("settings"), config("bare"), SCALER, DOOR, claim("data-db-1"));
    List<Value> manifests = new ArrayList<>();
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
    KubernetesVolumes.deleteClaim(story, "data-db-1");
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
    Map<String, Value> values = new LinkedHashMap<>(fields.values());
    values.put("yaml", text(yaml));
    return new Value.Fields(fields.type(), values);
  }

  private static void apply(KubernetesStory story, Value manifest, Value of) throws Exception {
    if (manifest instanceof Value.Fields) {
      story.ask("k8s.apply", "manifest", manifest, "of", of);
    }
  }

  /** What a program does is another question. */
  static void programs(KubernetesStory story) throws Exception {
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

  static Value uid(KubernetesStory story, Value pod) throws Exception {
    return story.value("k8s.uid", "pod", pod) instanceof Value.Str uid ? uid : text("none");
  }
}
