package io.godel.runbook.conformance;

import io.godel.runbook.soundness.Draw;
import java.util.List;

/** Writes what is asked of a cluster: conditions, and values that are looked at. */
final class PlanLooks {
  static final List<String> DEPLOYMENTS =
      List.of("api", "board", "exporter", "ill", "fussy", "resting", "slow", "nobody");
  static final List<String> SETS = List.of("db", "standby", "cache", "trio", "trio", "lone");
  static final List<String> PODS =
      List.of(
          "db.pod()",
          "standby.pod()",
          "cache.pod()",
          "trio.pod()",
          "k8s.pod(trio, ordinal: 2)",
          "k8s.pod(db, ordinal: 1)",
          "lone.pod()");
  private static final List<String> THERE =
      List.of(
          "api",
          "board",
          "exporter",
          "db",
          "cache",
          "trio",
          "trio",
          "ill",
          "fussy",
          "resting",
          "slow");
  static final List<String> KEYS = List.of("QUEUE_BATCH_SIZE", "DATABASE_HOST", "NEW_KEY");
  static final String LIMITED = "nginx.ingress.kubernetes.io/rate-limit";

  /** The handles that plans speak of. */
  static final String HANDLES =
      """
        let api      = k8s.deployment("godel-api", in: "godel")
        let board    = k8s.deployment("godel-godelboard", in: "godel")
        let exporter = k8s.deployment("postgres-exporter", in: "godel")
        let nobody   = k8s.deployment("nobody", in: "godel")
        let db       = k8s.statefulset("postgres", in: "godel")
        let standby  = k8s.statefulset("postgres-replica", in: "godel")
        let cache    = k8s.statefulset("redis", in: "godel")
        let lone     = k8s.statefulset("lone", in: "godel")
        let trio     = k8s.statefulset("trio", in: "godel")
        let ill      = k8s.deployment("ill", in: "godel")
        let fussy    = k8s.deployment("fussy", in: "godel")
        let resting  = k8s.deployment("resting", in: "godel")
        let slow     = k8s.deployment("slow", in: "godel")
        let config   = k8s.configmap("godel-config", in: "godel")
        let empty    = k8s.configmap("empty", in: "godel")
        let missing  = k8s.configmap("nobody", in: "godel")
        let door     = k8s.ingress("godel-ingress", in: "godel")
        let shut     = k8s.ingress("nobody", in: "godel")
        let scaler   = k8s.autoscaler("godel-api-hpa", in: "godel")
        let unscaled = k8s.autoscaler("nobody", in: "godel")
        let volume   = k8s.claim("postgres-storage-postgres-0", in: "godel")
        let room     = k8s.claim("data-trio-0", in: "godel")
        let unused   = k8s.claim("nobody", in: "godel")
        let copy     = k8s.volume_snapshot("copy", in: "godel")
      """;

  private static final List<String> SELECTED =
      List.of(
          "godel-api",
          "godel-godelboard",
          "postgres",
          "postgres-replica",
          "redis",
          "trio",
          "ill",
          "slow",
          "nobody");

  private final Draw draw;

  PlanLooks(Draw draw) {
    this.draw = draw;
  }

  String workload() {
    return draw.oneIn(3) ? draw.of(SETS) : draw.of(DEPLOYMENTS);
  }

  /** Seldom one that there is not. */
  String there() {
    return draw.oneIn(12) ? workload() : draw.of(THERE);
  }

  String config() {
    return draw.from("config", "config", "config", "config", "empty", "missing");
  }

  String door() {
    return draw.oneIn(10) ? "shut" : "door";
  }

  String scaler() {
    return draw.oneIn(10) ? "unscaled" : "scaler";
  }

  String claim() {
    return draw.from("volume", "volume", "volume", "room", "room", "unused");
  }

  String pod() {
    return draw.of(PODS);
  }

  String object() {
    return switch (draw.below(5)) {
      case 0 -> pod();
      case 1 -> draw.from(config(), door(), scaler(), claim(), "copy");
      default -> workload();
    };
  }

  String pods() {
    String sign = draw.oneIn(5) ? "!=" : "=";
    return "k8s.pods(\"app.kubernetes.io/name%s%s\", in: \"godel\")"
        .formatted(sign, draw.of(SELECTED));
  }

  private String compared(String number, int bound) {
    return number + draw.from(" == ", " != ", " >= ", " < ") + draw.below(bound);
  }

  /** A condition that looks at the cluster. */
  String condition() {
    return switch (draw.below(6)) {
      case 0 -> "not " + condition();
      case 1 -> "(" + look() + draw.from(" and ", " or ") + look() + ")";
      default -> look();
    };
  }

  private String look() {
    return switch (draw.below(18)) {
      case 0 -> draw.from("k8s.exists", "k8s.gone") + "(" + object() + ")";
      case 1 -> "k8s.ready(" + draw.from(workload(), pod()) + ")";
      case 2 -> "k8s.rollout_done(" + workload() + ")";
      case 3 -> compared(workload() + ".replicas", 5);
      case 4 -> compared(workload() + ".ready_replicas", 5);
      case 5 -> compared("size(" + pods() + ")", 5);
      case 6 -> config() + ".data[\"" + draw.of(KEYS) + "\"]" + draw.from(" == \"10\"", " != none");
      case 7 -> door() + ".annotation(\"" + LIMITED + "\")" + draw.from(" == \"100\"", " != none");
      case 8 -> workload() + ".variable(\"MODE\")" + draw.from(" == \"red\"", " == none");
      case 9 ->
          workload() + ".memory_limit(\"" + draw.from("postgres", "redis", "trio") + "\") != none";
      case 10 -> scaler() + ".bounds == " + draw.from("3..20", "1..5");
      case 11 -> pod() + ".phase == " + draw.from("RUNNING", "PENDING", "FAILED");
      case 12 -> pod() + ".waiting_reason == " + draw.from("none", "\"CrashLoopBackOff\"");
      case 13 -> compared(pod() + ".restarts", 3);
      case 14 -> "k8s.volume(" + claim() + ").free > " + draw.from("1GiB", "100GiB");
      case 15 -> compared("count(node in k8s.nodes() where node.ready)", 4);
      case 16 -> compared("size(k8s.top(" + pods() + "))", 4);
      default -> "k8s.restarted_at(" + workload() + ") == none";
    };
  }

  /** What a value is named after, and told of. */
  String value() {
    return switch (draw.below(10)) {
      case 0 -> "k8s.nodes()";
      case 1 -> pods();
      case 2 -> "k8s.top(" + pods() + ")";
      case 3 -> "k8s.logs([" + pod() + "], tail: 5" + draw.from("", ", previous: true") + ")";
      case 4 -> "k8s.manifest(" + draw.from(workload(), config(), door()) + ")";
      case 5 -> "k8s.data(" + config() + ")";
      case 6 -> "k8s.bounds(" + scaler() + ")";
      case 7 -> "k8s.volume(" + claim() + ")";
      case 8 -> "k8s.restarted_at(" + workload() + ")";
      default -> condition();
    };
  }
}
