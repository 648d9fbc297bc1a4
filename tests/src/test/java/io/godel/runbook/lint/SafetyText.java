package io.godel.runbook.lint;

/** What the small texts have in common that the rules of safety are tried with. */
final class SafetyText {
  private SafetyText() {}

  private static final String HEAD =
      """
      use k8s, pg, redis, http, backup
      runbook example "An example" {
        param most: Int = 5
        param slack: Bytes = 16MiB
        let api = k8s.deployment("godel-api", in: "godel")
        let set = k8s.statefulset("postgres", in: "godel")
        let config = k8s.configmap("godel-config", in: "godel")
        let claim = k8s.claim("data-postgres-0", in: "godel")
        let other = k8s.claim("data-postgres-1", in: "godel")
        let copy = k8s.volume_snapshot("copy", in: "godel")
        let store = backup.store("nightly")
        let primary = pg.server("primary")
        let replica = pg.server("replica")
        let third = pg.server("third")
        let cache = redis.server("redis")
        /// Says that it is there.
        action there(claim: k8s.Claim) -> Bool = k8s.exists(claim)
        /// Gives it more room.
        action more(claim: k8s.Claim) {
          do     k8s.enlarge(claim, to: 10GiB)
          verify "it is large" k8s.volume(claim).size >= 10GiB within 1m every 5s
        }
      """;

  private static final String RECOVERED =
      """
        }
        recovered { verify "the API is ready" k8s.ready(api) within 5m every 10s }
      }
      """;

  static final String BACK =
      """
      undo {
        do k8s.scale(api, replicas: before)
        verify "it is as before" api.replicas == before within 1m every 5s
      }
      """;

  static final String KEPT = "undo keep because \"it is well so\"";

  /** A scenario; in the lines that come from a table `~` stands for a new line. */
  static String scenario(String steps) {
    return HEAD + "scenario one \"The first one\" {\n" + steps.replace("~", "\n") + RECOVERED;
  }

  static String step(String head, String body) {
    return "step " + head + " {\n" + body + "\n}\n";
  }

  static String scaled(String undo) {
    return step(
        "scale \"Have three of them\"",
        """
        let before = api.replicas
        do k8s.scale(api, replicas: 3)
        verify "three are wanted" api.replicas == 3 within 1m every 5s
        """
            + undo);
  }
}
