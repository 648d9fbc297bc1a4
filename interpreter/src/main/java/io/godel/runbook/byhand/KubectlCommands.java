package io.godel.runbook.byhand;

import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What kubectl is to be told for the actions of the modules k8s, net, http and prom. */
final class KubectlCommands {
  private static final String RESTARTED_AT =
      "{.spec.template.metadata.annotations.kubectl\\.kubernetes\\.io/restartedAt}";

  /** The use of a variable that a command before has set. */
  private static final Pattern VARIABLE = Pattern.compile("\"\\$(\\w+)\"");

  /** Leaves out what would tie the object to the moment at which it was saved. */
  private static final String ANEW =
      "sed -E -e '/^  (resourceVersion|uid|creationTimestamp|generation):/d' -e '/^status:/,$d'";

  private final Map<String, Function<Given, String>> commands = new LinkedHashMap<>();

  private KubectlCommands() {}

  static Map<String, Function<Given, String>> all() {
    KubectlCommands made = new KubectlCommands();
    made.looking();
    made.acting();
    made.fromPods();
    return made.commands;
  }

  private void looking() {
    put("k8s.exists", it -> get(it, "object", "--ignore-not-found -o name"));
    put(
        "k8s.pods",
        it -> "kubectl -n %s get pods -l %s -o name".formatted(it.word("in"), it.word("selector")));
    put("k8s.ready", KubectlCommands::ready);
    put("k8s.phase", it -> path(it, "pod", "{.status.phase}"));
    put(
        "k8s.waiting_reason",
        it -> path(it, "pod", "{.status.containerStatuses[*].state.waiting.reason}"));
    put("k8s.restarts", it -> path(it, "pod", "{.status.containerStatuses[*].restartCount}"));
    put("k8s.uid", it -> path(it, "pod", "{.metadata.uid}"));
    put("k8s.replicas", it -> path(it, "workload", "{.spec.replicas}"));
    put("k8s.ready_replicas", it -> path(it, "workload", "{.status.readyReplicas}"));
    put(
        "k8s.rollout_done",
        it -> kubectl(it, "workload", "rollout status %s --watch=false".formatted(at(it))));
    put("k8s.restarted_at", it -> path(it, "workload", RESTARTED_AT));
    put("k8s.memory_limit", it -> path(it, "workload", container(it, ".resources.limits.memory")));
    put(
        "k8s.variable",
        it ->
            path(
                it,
                "workload",
                "{.spec.template.spec.containers[*].env[?(@.name==\"%s\")].value}"
                    .formatted(it.plain("name"))));
    put("k8s.data", it -> path(it, "config", "{.data}"));
    put("k8s.annotation", it -> path(it, "ingress", annotation(it.plain("name"))));
    put("k8s.bounds", it -> path(it, "scaler", "{.spec.minReplicas}..{.spec.maxReplicas}"));
    put(
        "k8s.manifest",
        it ->
            get(
                it,
                "object",
                "-o yaml | %s > %s".formatted(ANEW, saved(it.handle("object").orElse(null)))));
    put("k8s.nodes", it -> "kubectl describe nodes");
    put("k8s.volume", it -> get(it, "claim", "-o wide"));
    put("k8s.copied", it -> path(it, "into", "{.status.readyToUse}"));
    put(
        "k8s.logs",
        it ->
            pods(
                it,
                "logs",
                "--prefix --tail="
                    + it.plain("tail")
                    + ("true".equals(it.plain("previous")) ? " --previous" : "")));
    put("k8s.top", it -> pods(it, "top pods", ""));
  }

  private void acting() {
    put(
        "k8s.scale",
        it ->
            kubectl(
                it, "workload", "scale %s --replicas=%s".formatted(at(it), it.word("replicas"))));
    put("k8s.rollout_restart", it -> kubectl(it, "workload", "rollout restart " + at(it)));
    put("k8s.replace", KubectlCommands::replace);
    put(
        "k8s.patch",
        it -> patch(it, "config", "{\"data\":%s}".formatted(Json.object(it.value("data")))));
    put(
        "k8s.annotate",
        it -> kubectl(it, "ingress", "annotate " + at(it, "ingress") + setting(it)));
    put("k8s.set_memory_limit", KubectlCommands::memory);
    put("k8s.set_variable", it -> kubectl(it, "workload", "set env " + at(it) + setting(it)));
    put("k8s.set_bounds", KubectlCommands::bounds);
    put("k8s.delete", it -> kubectl(it, "workload", "delete " + at(it)));
    put(
        "k8s.apply",
        it ->
            kubectl(
                it,
                "of",
                "apply --server-side --force-conflicts --field-manager=runbook -f "
                    + saved(it.handle("of").orElse(null))));
    put("k8s.snapshot", KubectlCommands::snapshot);
    put("k8s.delete_snapshot", it -> kubectl(it, "snapshot", "delete " + at(it, "snapshot")));
    put("k8s.delete_claim", it -> kubectl(it, "claim", "delete " + at(it, "claim")));
    put("k8s.delete_copied_claim", it -> kubectl(it, "claim", "delete " + at(it, "claim")));
    put(
        "k8s.enlarge",
        it ->
            patch(
                it,
                "claim",
                "{\"spec\":{\"resources\":{\"requests\":{\"storage\":\"%s\"}}}}"
                    .formatted(quantity(it, "to"))));
    put(
        "k8s.exec",
        it ->
            kubectl(
                it,
                "pod",
                "exec %s -- %s".formatted(at(it, "pod"), Shell.words(it.list("command")))));
  }

  private void fromPods() {
    put(
        "net.reaches",
        it ->
            exec(
                it,
                "nc -z -w 5 %s %s && echo true || echo false"
                    .formatted(it.word("host"), it.word("port"))));
    put("http.get", it -> exec(it, curl(it.word("url"))));
    put(
        "prom.scrape",
        it ->
            exec(
                it,
                "curl -sS -m 10 http://localhost:%s%s"
                    .formatted(it.plain("port"), it.plain("path"))));
    put("prom.scrape_all", commands.get("prom.scrape"));
  }

  static String curl(String url) {
    return "curl -sS -m 10 -w '\\n%{http_code}\\n' " + url;
  }

  private void put(String action, Function<Given, String> command) {
    commands.put(action, command);
  }

  private static String exec(Given it, String command) {
    return kubectl(it, "from", "exec %s -- %s".formatted(at(it, "from"), command));
  }

  /** The namespace of what the parameter names stands before the verb. */
  private static String kubectl(Given it, String parameter, String rest) {
    return "kubectl -n %s %s"
        .formatted(
            it.handle(parameter).map(KubectlCommands::namespace).orElse("<namespace>"), rest);
  }

  private static String get(Given it, String parameter, String rest) {
    return kubectl(it, parameter, "get " + at(it, parameter) + " " + rest);
  }

  private static String path(Given it, String parameter, String path) {
    return get(it, parameter, "-o jsonpath=" + Shell.word(path));
  }

  private static String patch(Given it, String parameter, String json) {
    return kubectl(
        it, parameter, "patch " + at(it, parameter) + " --type merge -p " + Shell.word(json));
  }

  private static String at(Given it) {
    return at(it, "workload");
  }

  /** As kubectl names an object: {@code statefulset/postgres}. */
  private static String at(Given it, String parameter) {
    return it.handle(parameter)
        .map(handle -> resource(handle) + "/" + Shell.word(name(handle)))
        .orElseGet(() -> it.word(parameter));
  }

  static String resource(Value.Handle handle) {
    String type = handle.type().substring(handle.type().lastIndexOf('.') + 1);
    return switch (type) {
      case "Claim" -> "pvc";
      case "Autoscaler" -> "hpa";
      default -> type.toLowerCase(Locale.ROOT);
    };
  }

  /** The pod of a set is called by the set's name and its ordinal. */
  static String name(Value.Handle handle) {
    Value set = handle.identity().get("set");
    return set instanceof Value.Handle owner
        ? name(owner) + "-" + ValueText.plain(handle.part("ordinal"))
        : ValueText.plain(handle.part("name"));
  }

  static String namespace(Value.Handle handle) {
    Value set = handle.identity().get("set");
    return set instanceof Value.Handle owner
        ? namespace(owner)
        : Shell.word(ValueText.plain(handle.part("in")));
  }

  private static String saved(Value.Handle handle) {
    return handle == null
        ? "<saved>.yaml"
        : Shell.word(resource(handle) + "-" + name(handle) + ".yaml");
  }

  private static String ready(Given it) {
    boolean isPod = it.handle("object").map(handle -> handle.type().equals("k8s.Pod")).orElse(true);
    return isPod
        ? path(it, "object", "{.status.conditions[?(@.type==\"Ready\")].status}")
        : kubectl(it, "object", "rollout status " + at(it, "object") + " --watch=false");
  }

  private static String container(Given it, String rest) {
    return "{.spec.template.spec.containers[?(@.name==\"%s\")]%s}"
        .formatted(it.plain("container"), rest);
  }

  private static String annotation(String name) {
    return "{.metadata.annotations." + name.replace(".", "\\.") + "}";
  }

  /**
   * {@code NAME=VALUE}, or {@code NAME-} where it is to be taken away; of a variable of the shell
   * the one or the other, as it is empty or not.
   */
  private static String setting(Given it) {
    Matcher variable = VARIABLE.matcher(it.word("value"));
    if (variable.matches()) {
      String either = "\"%s${%2$s:+=}${%2$s:--}\"".formatted(it.plain("name"), variable.group(1));
      return " " + either + (it.handle("ingress").isPresent() ? " --overwrite" : "");
    }
    boolean away = it.value("value").filter(Value.None.class::isInstance).isPresent();
    boolean replaces = it.handle("ingress").isPresent() && !away;
    return " "
        + it.word("name")
        + (away ? "-" : "=" + it.word("value"))
        + (replaces ? " --overwrite" : "");
  }

  private static String memory(Given it) {
    return kubectl(
        it,
        "workload",
        "set resources %s -c %s --limits=memory=%s"
            .formatted(at(it), it.word("container"), quantity(it, "limit")));
  }

  private static String quantity(Given it, String parameter) {
    return it.value(parameter).orElse(null) instanceof Value.Size size
        ? ValueText.quantity(size.bytes())
        : it.word(parameter);
  }

  private static String bounds(Given it) {
    if (it.value("bounds").orElse(null) instanceof Value.Range range) {
      return patch(
          it,
          "scaler",
          "{\"spec\":{\"minReplicas\":%s,\"maxReplicas\":%s}}"
              .formatted(ValueText.plain(range.first()), ValueText.plain(range.last())));
    }
    return kubectl(
        it,
        "scaler",
        "edit %s   # minReplicas..maxReplicas: %s".formatted(at(it, "scaler"), it.word("bounds")));
  }

  /** Only the very pod that was looked at is deleted. */
  private static String replace(Given it) {
    String options =
        "{\"kind\":\"DeleteOptions\",\"apiVersion\":\"v1\",\"preconditions\":{\"uid\":\"%s\"}}";
    String body = "printf '" + options + "' " + it.word("uid");
    return it.handle("pod")
        .map(
            pod ->
                body
                    + " | kubectl delete -f - --raw /api/v1/namespaces/"
                    + namespace(pod)
                    + "/pods/"
                    + name(pod)
                    + " > /dev/null")
        .orElseGet(() -> kubectl(it, "pod", "delete " + it.word("pod")));
  }

  private static String snapshot(Given it) {
    String into = it.handle("into").map(KubectlCommands::name).orElse("<snapshot>");
    String claim = it.handle("claim").map(KubectlCommands::name).orElse("<claim>");
    return kubectl(it, "claim", "apply -f - <<'END'\n")
        + "apiVersion: snapshot.storage.k8s.io/v1\nkind: VolumeSnapshot\nmetadata: {name: "
        + into
        + "}\nspec: {source: {persistentVolumeClaimName: "
        + claim
        + "}}\nEND";
  }

  /** Pods are mostly named by the selector that they were found with. */
  private static String pods(Given it, String verb, String rest) {
    if (it.value("pods").orElse(null) instanceof Value.Items known) {
      return known.values().stream()
          .map(Value.Handle.class::cast)
          .map(pod -> "kubectl -n %s %s %s %s".formatted(namespace(pod), verb, name(pod), rest))
          .map(String::strip)
          .collect(Collectors.joining("\n"));
    }
    Given found = it.calls().get("pods");
    return found != null && found.words().containsKey("selector")
        ? "kubectl -n %s %s -l %s %s"
            .formatted(found.word("in"), verb, found.word("selector"), rest)
            .strip()
        : "kubectl %s %s %s".formatted(verb, it.word("pods"), rest).strip();
  }
}
