package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.inventory.Inventory;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.source.Span;
import io.godel.runbook.types.Term;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command inside of a pod is checked by nobody; what it names can be looked up all the same. */
final class UnknownResource extends InventoryRule {
  UnknownResource() {
    super("L0716", Severity.WARNING, "a command speaks of an object or a kind that is not there");
  }

  private static final Set<String> VERBS =
      Set.of(
          "get",
          "describe",
          "delete",
          "patch",
          "scale",
          "edit",
          "annotate",
          "label",
          "rollout",
          "set");

  private static final Set<String> SUBVERBS =
      Set.of(
          "restart", "status", "undo", "history", "pause", "resume", "env", "image", "resources");

  /** Short names and plurals of kubectl, and the kinds behind them. */
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("deploy", "Deployment"),
          Map.entry("deployment", "Deployment"),
          Map.entry("deployments", "Deployment"),
          Map.entry("sts", "StatefulSet"),
          Map.entry("statefulset", "StatefulSet"),
          Map.entry("statefulsets", "StatefulSet"),
          Map.entry("ds", "DaemonSet"),
          Map.entry("daemonset", "DaemonSet"),
          Map.entry("cm", "ConfigMap"),
          Map.entry("configmap", "ConfigMap"),
          Map.entry("configmaps", "ConfigMap"),
          Map.entry("svc", "Service"),
          Map.entry("service", "Service"),
          Map.entry("hpa", "HorizontalPodAutoscaler"),
          Map.entry("ing", "Ingress"),
          Map.entry("ingress", "Ingress"),
          Map.entry("pvc", "PersistentVolumeClaim"),
          Map.entry("secret", "Secret"),
          Map.entry("po", ""),
          Map.entry("pod", ""),
          Map.entry("pods", ""),
          Map.entry("no", ""),
          Map.entry("node", ""),
          Map.entry("nodes", ""),
          Map.entry("ns", ""),
          Map.entry("namespace", ""),
          Map.entry("job", ""),
          Map.entry("cronjob", ""),
          Map.entry("all", ""));

  @Override
  void check(Subject subject, Inventory inventory, Spoken spoken, Findings findings) {
    for (Term.Invoke call : spoken.calls()) {
      if (Spoken.is(call, "k8s.exec")) {
        List<Commands.Word> words = Commands.of(spoken, call, subject.known());
        if (words.size() > 2 && words.get(0).text().equals("kubectl")) {
          check(words, inventory, findings);
        }
      }
    }
  }

  private void check(List<Commands.Word> words, Inventory inventory, Findings findings) {
    List<Commands.Word> plain =
        words.stream().skip(1).filter(it -> !it.text().startsWith("-")).toList();
    if (plain.size() < 2 || !VERBS.contains(plain.get(0).text())) {
      return;
    }
    int at = SUBVERBS.contains(plain.get(1).text()) ? 2 : 1;
    if (at >= plain.size()) {
      return;
    }
    String[] slash = plain.get(at).text().split("/", 2);
    Optional<String> kind = Optional.ofNullable(KINDS.get(slash[0].toLowerCase(Locale.ROOT)));
    if (kind.isEmpty()) {
      findings.add(
          at(plain.get(at).span(), "`" + slash[0] + "` is no kind of Kubernetes that is known here")
              .help("a kind of somebody's own needs its definition in the cluster"));
      return;
    }
    Optional<String> name =
        slash.length == 2
            ? Optional.of(slash[1])
            : plain.size() > at + 1 ? Optional.of(plain.get(at + 1).text()) : Optional.empty();
    if (!kind.get().isEmpty() && name.isPresent()) {
      check(kind.get(), name.get(), plain.get(at).span(), inventory, findings);
    }
  }

  private void check(String kind, String name, Span span, Inventory inventory, Findings findings) {
    Set<String> known = new HashSet<>();
    for (String namespace : inventory.namespaces()) {
      inventory.of(kind, namespace).forEach(it -> known.add(it.name()));
      if (kind.equals("PersistentVolumeClaim")) {
        known.addAll(inventory.claims(namespace));
      }
    }
    if (!known.contains(name)) {
      findings.add(
          Near.help(at(span, "no manifest has a " + kind + " `" + name + "`"), name, known));
    }
  }
}
