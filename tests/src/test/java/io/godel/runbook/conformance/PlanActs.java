package io.godel.runbook.conformance;

import io.godel.runbook.soundness.Draw;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes what changes a cluster, how it is seen, and how it is taken back. */
final class PlanActs {
  /**
   * A change.
   *
   * @param before what has to be known before it
   * @param act the acting call
   * @param seen the condition by which it is seen
   * @param back the call that takes it back; empty where none does
   * @param restored the condition by which that is seen
   */
  record Change(String before, String act, String seen, String back, String restored, Kind kind) {
    Change(String before, String act, String seen, String back, String restored) {
      this(before, act, seen, back, restored, Kind.USUAL);
    }

    Change(String before, String act, String seen, Kind kind) {
      this(before, act, seen, "", "", kind);
    }

    Change(String before, String act, String seen) {
      this(before, act, seen, Kind.USUAL);
    }
  }

  /** What has to be minded with a change. */
  enum Kind {
    USUAL,
    /** It must not be done twice. */
    ONCE,
    /** It can never be taken back, so that a person is asked first. */
    LASTING
  }

  private final Draw draw;
  private final PlanLooks looks;
  private final Map<String, String> saved = new TreeMap<>();

  PlanActs(Draw draw) {
    this.draw = draw;
    this.looks = new PlanLooks(draw);
  }

  /** Saves an object, which steps may apply again. */
  String saving() {
    String it = draw.from("api", "db", "config", "door", "scaler", "volume", looks.there());
    String name = draw.name("saved");
    saved.put(name, it);
    return "  let %s = k8s.manifest(%s)\n".formatted(name, it);
  }

  /** What touches neither workloads nor volumes. */
  Change mild() {
    return switch (draw.below(3)) {
      case 0 -> annotate();
      case 1 -> bounds();
      default -> patch();
    };
  }

  Change any() {
    return switch (draw.below(18)) {
      case 0, 1, 2 -> scale();
      case 3, 4 -> patch();
      case 5 -> restart();
      case 6 -> replace();
      case 7 -> annotate();
      case 8 -> variable();
      case 9 -> limit();
      case 10 -> bounds();
      case 11 -> draw.oneIn(2) ? delete() : several();
      case 12, 13 -> saved.isEmpty() ? scale() : apply();
      case 14 -> snapshot();
      case 15 -> dropCopy();
      case 16 -> dropVolume();
      default -> enlarge();
    };
  }

  private Change delete() {
    String it = looks.there();
    String name = draw.name("kept");
    return new Change(
        "let %s = k8s.manifest(%s)\n".formatted(name, it),
        "k8s.delete(%s)".formatted(it),
        "k8s.gone(%s)".formatted(it),
        "k8s.apply(%s, of: %s)".formatted(name, it),
        draw.from("k8s.exists(%s)", "k8s.ready(%s)").formatted(it));
  }

  private Change apply() {
    String name = draw.of(List.copyOf(saved.keySet()));
    String it = draw.oneIn(10) ? looks.there() : saved.get(name);
    return new Change(
        "",
        "k8s.apply(%s, of: %s)".formatted(name, it),
        draw.oneIn(3) ? looks.condition() : "k8s.exists(%s)".formatted(it));
  }

  private Change snapshot() {
    String it = looks.claim();
    return new Change(
        "",
        "k8s.snapshot(%s, into: copy)".formatted(it),
        "k8s.exists(copy)",
        "k8s.delete_snapshot(copy)",
        "k8s.gone(copy)");
  }

  private Change dropCopy() {
    return new Change("", "k8s.delete_snapshot(copy)", "k8s.gone(copy)");
  }

  private Change dropVolume() {
    String name = draw.name("proof");
    String copied =
        draw.oneIn(3)
            ? ""
            : """
            do k8s.snapshot(volume, into: copy)
            verify "it is there" k8s.exists(copy) within 1m every 5s
            """;
    return new Change(
        copied + "yield %s = k8s.copied(volume, into: copy)\n".formatted(name),
        "k8s.delete_copied_claim(volume, copied: %s)".formatted(name),
        "k8s.gone(volume)",
        Kind.LASTING);
  }

  private Change enlarge() {
    String it = looks.claim();
    String size = draw.from("20GiB", "1GiB", "10GiB");
    return new Change(
        "",
        "k8s.enlarge(%s, to: %s)".formatted(it, size),
        "k8s.volume(%s).size >= %s".formatted(it, size));
  }

  private Change scale() {
    String it = looks.there();
    int wanted = draw.from(0, 1, 2, 3, 5);
    String name = draw.name("before");
    return new Change(
        "let %s = %s.replicas\n".formatted(name, it),
        "k8s.scale(%s, replicas: %d)".formatted(it, wanted),
        draw.from(
            "%s.replicas == %d".formatted(it, wanted),
            "%s.ready_replicas == %d".formatted(it, wanted),
            "k8s.ready(%s)".formatted(it)),
        "k8s.scale(%s, replicas: %s)".formatted(it, name),
        "%s.replicas == %s".formatted(it, name));
  }

  private Change several() {
    String wanted = draw.from("0", "1", "2");
    String name = draw.name("each");
    return new Change(
        "for %s in [api, board] max %s at once {\ndo k8s.scale(%s, replicas: %s)\n}\n"
            .formatted(name, draw.from("1", "2"), name, wanted),
        "k8s.scale(exporter, replicas: %s)".formatted(wanted),
        draw.from(
            "all(one in [api, board, exporter] where k8s.rollout_done(one))",
            "all(one in [api, board, exporter] where one.replicas == %s)".formatted(wanted)));
  }

  private Change patch() {
    String it = looks.config();
    String key = draw.of(PlanLooks.KEYS);
    String value = draw.from("10", "20", "postgres-replica", "");
    String name = draw.name("before");
    return new Change(
        "let %s = %s.data[\"%s\"] ?? \"none\"\n".formatted(name, it, key),
        "k8s.patch(%s, data: { \"%s\": \"%s\" })".formatted(it, key, value),
        "%s.data[\"%s\"] == \"%s\"".formatted(it, key, value),
        "k8s.patch(%s, data: { \"%s\": %s })".formatted(it, key, name),
        "%s.data[\"%s\"] == %s".formatted(it, key, name));
  }

  private Change restart() {
    String it = looks.there();
    return new Change(
        "",
        "k8s.rollout_restart(%s)".formatted(it),
        draw.from("k8s.rollout_done(%s)", "k8s.restarted_at(%s) != none").formatted(it),
        "",
        "");
  }

  private Change replace() {
    String it = looks.pod();
    String name = draw.name("id");
    return new Change(
        "let %s = %s.uid\nguard \"there is one\" %s != none\n".formatted(name, it, name),
        "k8s.replace(%s, uid: %s)".formatted(it, name),
        draw.from("%1$s.uid != %2$s and k8s.ready(%1$s)", "%1$s.uid != %2$s").formatted(it, name),
        "",
        "");
  }

  private Change annotate() {
    String it = looks.door();
    String value = draw.from("none", "\"7\"", "\"100\"");
    String name = draw.name("before");
    return new Change(
        "let %s = %s.annotation(\"%s\")\n".formatted(name, it, PlanLooks.LIMITED),
        "k8s.annotate(%s, name: \"%s\", value: %s)".formatted(it, PlanLooks.LIMITED, value),
        "%s.annotation(\"%s\") == %s".formatted(it, PlanLooks.LIMITED, value),
        "k8s.annotate(%s, name: \"%s\", value: %s)".formatted(it, PlanLooks.LIMITED, name),
        "%s.annotation(\"%s\") == %s".formatted(it, PlanLooks.LIMITED, name));
  }

  private Change variable() {
    String it = looks.there();
    String value = draw.from("none", "\"red\"", "\"\"");
    String name = draw.name("before");
    return new Change(
        "let %s = %s.variable(\"MODE\")\n".formatted(name, it),
        "k8s.set_variable(%s, name: \"MODE\", value: %s)".formatted(it, value),
        draw.from("%1$s.variable(\"MODE\") == %2$s", "k8s.rollout_done(%1$s)").formatted(it, value),
        "k8s.set_variable(%s, name: \"MODE\", value: %s)".formatted(it, name),
        "%s.variable(\"MODE\") == %s".formatted(it, name));
  }

  private Change limit() {
    String it = draw.from("db", "cache", "api", "trio", "resting");
    String container =
        it.equals("db") ? "postgres" : draw.from("redis", "godel-api", "trio", "resting");
    String limit = draw.from("256MiB", "1GiB", "1500MB");
    return new Change(
        "",
        "k8s.set_memory_limit(%s, container: \"%s\", limit: %s)".formatted(it, container, limit),
        "%s.memory_limit(\"%s\") == %s".formatted(it, container, limit));
  }

  private Change bounds() {
    String it = looks.scaler();
    String range = draw.from("1..5", "3..20", "4..4", "0..2");
    String name = draw.name("before");
    return new Change(
        "let %s = %s.bounds\n".formatted(name, it),
        "k8s.set_bounds(%s, bounds: %s)".formatted(it, range),
        "%s.bounds == %s".formatted(it, range),
        "k8s.set_bounds(%s, bounds: %s)".formatted(it, name),
        "%s.bounds == %s".formatted(it, name));
  }
}
