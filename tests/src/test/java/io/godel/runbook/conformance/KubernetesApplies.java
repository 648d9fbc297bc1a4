package io.godel.runbook.conformance;

import static io.godel.runbook.conformance.KubernetesValues.DOOR;
import static io.godel.runbook.conformance.KubernetesValues.LATER;
import static io.godel.runbook.conformance.KubernetesValues.WEB;
import static io.godel.runbook.conformance.KubernetesValues.bytes;
import static io.godel.runbook.conformance.KubernetesValues.config;
import static io.godel.runbook.conformance.KubernetesValues.none;
import static io.godel.runbook.conformance.KubernetesValues.table;
import static io.godel.runbook.conformance.KubernetesValues.text;

import io.godel.runbook.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;

/**
 * What was applied and is named no more: it goes, unless somebody else has set it since
 * (Kubernetes, <i>Server-Side Apply</i>).
 */
final class KubernetesApplies {
  private static final Value SETTINGS = config("settings");

  private final KubernetesStory story;
  private final Map<Value, Value.Fields> saved = new LinkedHashMap<>();

  private KubernetesApplies(KubernetesStory story) {
    this.story = story;
  }

  static void namingLess(KubernetesStory story) throws Exception {
    new KubernetesApplies(story).tell();
  }

  private void tell() throws Exception {
    for (Value each : List.of(SETTINGS, DOOR, WEB)) {
      saved.put(each, (Value.Fields) story.value("k8s.manifest", "object", each));
    }
    story.when("the first manifest names less than there is");
    lessIsApplied();
    look();
    story.when("all is applied");
    allIsApplied();
    look();
    story.when("less is applied after that");
    lessIsApplied();
    look();
    story.pass(LATER);
    story.when("less is applied again");
    lessIsApplied();
    look();

    story.when("all is applied and then changed by others");
    allIsApplied();
    change("debug", "7", "red", 48);
    look();
    story.when("less is applied after the change");
    lessIsApplied();
    look();
    story.when("what others have set is applied over");
    allIsApplied();
    look();
    story.when("less is applied after that too");
    lessIsApplied();
    look();

    story.when("others have set just what is applied");
    change("info", "100", "blue", 48);
    allIsApplied();
    lessIsApplied();
    look();
    story.when("others have taken it away");
    story.ask("k8s.annotate", "ingress", DOOR, "name", text("rate"), "value", none());
    story.ask("k8s.set_variable", "workload", WEB, "name", text("MODE"), "value", none());
    look();
    story.when("it is applied when it is gone");
    allIsApplied();
    lessIsApplied();
    look();

    story.when("a workload is made by a manifest");
    story.ask("k8s.delete", "workload", WEB);
    story.pass(LATER);
    apply(saved.get(WEB), WEB);
    apply(less(saved.get(WEB)), WEB);
    look();
  }

  private void allIsApplied() throws Exception {
    for (Map.Entry<Value, Value.Fields> each : saved.entrySet()) {
      apply(each.getValue(), each.getKey());
    }
  }

  private void lessIsApplied() throws Exception {
    for (Map.Entry<Value, Value.Fields> each : saved.entrySet()) {
      apply(less(each.getValue()), each.getKey());
    }
  }

  private void apply(Value manifest, Value of) throws Exception {
    story.ask("k8s.apply", "manifest", manifest, "of", of);
  }

  private void change(String level, String rate, String mode, long mebibytes) throws Exception {
    story.ask("k8s.patch", "config", SETTINGS, "data", table("LEVEL", level));
    story.ask("k8s.annotate", "ingress", DOOR, "name", text("rate"), "value", text(rate));
    story.ask("k8s.set_variable", "workload", WEB, "name", text("MODE"), "value", text(mode));
    story.ask(
        "k8s.set_memory_limit",
        "workload",
        WEB,
        "container",
        text("web"),
        "limit",
        bytes(mebibytes << 20));
  }

  private void look() throws Exception {
    story.ask("k8s.data", "config", SETTINGS);
    for (String name : List.of("rate", "empty")) {
      story.ask("k8s.annotation", "ingress", DOOR, "name", text(name));
    }
    for (String name : List.of("MODE", "EMPTY")) {
      story.ask("k8s.variable", "workload", WEB, "name", text(name));
    }
    story.ask("k8s.memory_limit", "workload", WEB, "container", text("web"));
    story.ask("k8s.replicas", "workload", WEB);
  }

  /** The same manifest without a setting, an annotation, a variable and a limit. */
  private static Value.Fields less(Value.Fields manifest) {
    Object tree = new Yaml().load(((Value.Str) manifest.field("yaml")).value());
    omit(tree);
    Map<String, Value> values = new LinkedHashMap<>(manifest.values());
    values.put("yaml", text(new Yaml().dump(tree)));
    return new Value.Fields(manifest.type(), values);
  }

  private static void omit(Object tree) {
    if (tree instanceof Map<?, ?> map) {
      map.keySet().removeAll(Set.of("LEVEL", "rate", "MODE"));
      if (map.get("memoryLimits") instanceof Map<?, ?> limits) {
        limits.clear();
      }
      if (map.get("limits") instanceof Map<?, ?> limits) {
        limits.remove("memory");
      }
      map.values().forEach(KubernetesApplies::omit);
    } else if (tree instanceof List<?> list) {
      list.removeIf(each -> each instanceof Map<?, ?> map && "MODE".equals(map.get("name")));
      list.forEach(KubernetesApplies::omit);
    }
  }
}
