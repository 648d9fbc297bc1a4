package io.godel.runbook.conformance;

import static io.godel.runbook.conformance.KubernetesValues.claim;
import static io.godel.runbook.conformance.KubernetesValues.config;
import static io.godel.runbook.conformance.KubernetesValues.copy;
import static io.godel.runbook.conformance.KubernetesValues.deployment;
import static io.godel.runbook.conformance.KubernetesValues.list;
import static io.godel.runbook.conformance.KubernetesValues.number;
import static io.godel.runbook.conformance.KubernetesValues.object;
import static io.godel.runbook.conformance.KubernetesValues.pod;
import static io.godel.runbook.conformance.KubernetesValues.set;
import static io.godel.runbook.conformance.KubernetesValues.text;
import static io.godel.runbook.conformance.KubernetesValues.truth;

import io.godel.runbook.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Every look at everything that there is, or at a part of it, and at what there is not. */
final class KubernetesSweep {
  private static final String BAD = "Bad_Name";

  private static final List<Value.Handle> WORKLOADS =
      List.of(
          deployment("web"),
          deployment("idle"),
          deployment("ill"),
          deployment("nobody"),
          deployment("db"),
          set("db"),
          set("cache"),
          set("web"),
          set(BAD));

  private static final List<Value.Handle> OTHERS =
      List.of(
          config("settings"),
          config("bare"),
          config("nobody"),
          claim("data-db-0"),
          claim("data-db-7"),
          object("Autoscaler", "web-scaler"),
          object("Autoscaler", "nobody"),
          object("Ingress", "door"),
          object("Ingress", "nobody"),
          copy("copy"),
          copy(BAD));

  private static final List<String> SELECTORS =
      List.of(
          "app.kubernetes.io/name=web",
          "app.kubernetes.io/name==db",
          "app.kubernetes.io/name!=web",
          "app.kubernetes.io/name=db,app.kubernetes.io/name!=web",
          "app.kubernetes.io/name=",
          "nobody=has",
          "nobody!=has",
          "tier=front",
          "statefulset.kubernetes.io/pod-name=db-1",
          "apps.kubernetes.io/pod-index=0",
          "-bad-=x",
          "app.kubernetes.io/name=-bad-",
          "a/b/c=x");

  private final KubernetesStory story;

  KubernetesSweep(KubernetesStory story) {
    this.story = story;
  }

  private static Value named(String workload) {
    return text("app.kubernetes.io/name=" + workload);
  }

  /** In the order of their names, whatever they are called. */
  static List<Value> pods(KubernetesStory story, String workload) throws Exception {
    Value found =
        story.value("k8s.pods", "selector", named(workload), "in", text(KubernetesSide.NAMESPACE));
    List<Value> pods =
        new ArrayList<>(found instanceof Value.Items items ? items.values() : List.of());
    pods.sort(Comparator.comparing(each -> each.toString()));
    return pods;
  }

  void everything() throws Exception {
    for (Value.Handle each : OTHERS) {
      story.ask("k8s.exists", "object", each);
      story.ask("k8s.manifest", "object", each);
      story.ask("k8s.ready", "object", each);
    }
    workloads();
    pods();
    settings();
    for (String selector : SELECTORS) {
      story.ask("k8s.pods", "selector", text(selector), "in", text(KubernetesSide.NAMESPACE));
    }
    story.ask("k8s.pods", "selector", named("web"), "in", text("elsewhere"));
  }

  /** How far the workloads and their pods are. */
  void state() throws Exception {
    for (Value.Handle each : List.of(deployment("web"), set("db"))) {
      story.ask("k8s.ready", "object", each);
      story.ask("k8s.replicas", "workload", each);
      story.ask("k8s.ready_replicas", "workload", each);
      story.ask("k8s.rollout_done", "workload", each);
    }
    story.ask("k8s.restarted_at", "workload", deployment("web"));
    List<Value> all = pods(story, "web");
    all.addAll(List.of(pod("db", 0), pod("db", 1)));
    for (Value each : all) {
      story.ask("k8s.ready", "object", each);
      story.ask("k8s.phase", "pod", each);
      story.ask("k8s.waiting_reason", "pod", each);
    }
    story.ask("k8s.restarts", "pod", pod("db", 0));
    logs(5, true, pod("db", 0));
    logs(100, false, all.toArray(Value[]::new));
    story.ask("k8s.top", "pods", new Value.Items(all));
    story.ask("k8s.nodes");
    story.ask("k8s.volume", "claim", claim("data-db-0"));
  }

  void workloads() throws Exception {
    for (Value.Handle each : WORKLOADS) {
      story.ask("k8s.exists", "object", each);
      story.ask("k8s.ready", "object", each);
      story.ask("k8s.replicas", "workload", each);
      story.ask("k8s.ready_replicas", "workload", each);
      story.ask("k8s.rollout_done", "workload", each);
      story.ask("k8s.restarted_at", "workload", each);
      story.ask("k8s.manifest", "object", each);
    }
    for (String container : List.of("web", "side", "nobody", "")) {
      story.ask("k8s.memory_limit", "workload", deployment("web"), "container", text(container));
    }
    for (String name : List.of("MODE", "EMPTY", "NOBODY", "")) {
      story.ask("k8s.variable", "workload", deployment("web"), "name", text(name));
    }
    story.ask("k8s.variable", "workload", set("db"), "name", text("MODE"));
  }

  void pods() throws Exception {
    List<Value> all = new ArrayList<>();
    for (String workload : List.of("web", "idle", "ill")) {
      all.addAll(pods(story, workload));
    }
    all.addAll(List.of(pod("db", 0), pod("db", 1), pod("db", 2), pod("db", -1), pod("cache", 0)));
    all.add(object("Pod", "nobody"));
    all.add(object("Pod", BAD));
    for (Value each : all) {
      story.ask("k8s.exists", "object", each);
      story.ask("k8s.ready", "object", each);
      story.ask("k8s.phase", "pod", each);
      story.ask("k8s.waiting_reason", "pod", each);
      story.ask("k8s.uid", "pod", each);
      story.ask("k8s.restarts", "pod", each);
      logs(5, true, each);
    }
    logs(100, false, all.toArray(Value[]::new));
    story.ask("k8s.top", "pods", new Value.Items(all));
    story.ask("k8s.nodes");
    for (String claim : List.of("data-db-0", "data-db-1", "data-db-7")) {
      story.ask("k8s.volume", "claim", claim(claim));
    }
  }

  private void logs(long tail, boolean previous, Value... pods) throws Exception {
    story.ask("k8s.logs", "pods", list(pods), "tail", number(tail), "previous", truth(previous));
  }

  void settings() throws Exception {
    for (String config : List.of("settings", "bare", "nobody", BAD)) {
      story.ask("k8s.data", "config", config(config));
    }
    for (String name : List.of("rate", "empty", "nobody", "", "a b")) {
      story.ask("k8s.annotation", "ingress", object("Ingress", "door"), "name", text(name));
    }
    story.ask("k8s.annotation", "ingress", object("Ingress", "nobody"), "name", text("rate"));
    for (String scaler : List.of("web-scaler", "nobody")) {
      story.ask("k8s.bounds", "scaler", object("Autoscaler", scaler));
    }
    for (long tail : List.of(-1L, 0L, 1L, 1L << 40)) {
      logs(tail, false, pod("db", 0));
    }
    logs(5, false);
    story.ask("k8s.top", "pods", list());
    for (String into : List.of("copy", "nobody", BAD)) {
      story.ask("k8s.copied", "claim", claim("data-db-0"), "into", copy(into));
    }
    story.ask("k8s.copied", "claim", claim("data-db-7"), "into", copy("copy"));
  }
}
