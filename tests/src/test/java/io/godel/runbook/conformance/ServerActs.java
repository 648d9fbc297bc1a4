package io.godel.runbook.conformance;

import io.godel.runbook.soundness.Draw;

/** Writes what is done to the database servers, and to what they run in. */
final class ServerActs {
  private final Draw draw;
  private final ServerLooks looks;

  ServerActs(Draw draw) {
    this.draw = draw;
    this.looks = new ServerLooks(draw);
  }

  PlanActs.Change any() {
    return switch (draw.below(9)) {
      case 0, 1 -> terminate();
      case 2 -> endBySql();
      case 3 -> execute();
      case 4 -> promote();
      case 5 -> replace();
      case 6 -> restart();
      default -> scale();
    };
  }

  private PlanActs.Change terminate() {
    String it = looks.server();
    String name = draw.name("found");
    return new PlanActs.Change(
        "let %s = [one for one in pg.sessions(%s) where one.application == \"%s\"]\n"
            .formatted(name, it, PlanServers.BATCH),
        "pg.terminate(%s, sessions: %s)".formatted(it, name),
        draw.from("not " + ServerLooks.batch(it), "not any(one in %s where %s.connected(one))")
            .formatted(name, it));
  }

  private PlanActs.Change endBySql() {
    String it = looks.server();
    return new PlanActs.Change(
        "",
        "pg.execute(%s, sql: sql\"\"\"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'batch'\"\"\")"
            .formatted(it),
        "not " + ServerLooks.batch(it),
        PlanActs.Kind.ONCE);
  }

  private PlanActs.Change execute() {
    String server = draw.from("primary", "stranger", "primary");
    String text = draw.from("SELECT 1", "DELETE FROM no_such_table", "SELECT pg_promote()");
    return new PlanActs.Change(
        "",
        "pg.execute(%s, sql: sql\"\"\"%s\"\"\")".formatted(server, text),
        looks.look(),
        PlanActs.Kind.ONCE);
  }

  /** The primary is fenced before; without that the evidence is not to be had. */
  private PlanActs.Change promote() {
    String name = draw.name("fenced");
    String fence =
        draw.oneIn(4)
            ? ""
            : """
            do k8s.scale(db, replicas: 0)
            verify "it is gone" k8s.gone(db.pod()) within 2m every 5s
            """;
    return new PlanActs.Change(
        fence
            + "yield %s = pg.fence(primary, proof: %s)\n"
                .formatted(name, draw.from("db", "db", "standby")),
        "pg.promote(%s, fenced: %s)".formatted(draw.from("replica", "replica", "primary"), name),
        draw.from("pg.writable(replica)", "pg.timeline(replica) == 2"),
        PlanActs.Kind.LASTING);
  }

  private PlanActs.Change replace() {
    String it = draw.from("db.pod()", "standby.pod()");
    String name = draw.name("id");
    return new PlanActs.Change(
        "let %s = %s.uid\nguard \"there is one\" %s != none\n".formatted(name, it, name),
        "k8s.replace(%s, uid: %s)".formatted(it, name),
        "%1$s.uid != %2$s and k8s.ready(%1$s)".formatted(it, name));
  }

  private PlanActs.Change restart() {
    String it = draw.from("db", "standby");
    return new PlanActs.Change(
        "",
        "k8s.rollout_restart(%s)".formatted(it),
        "k8s.rollout_done(%s) and %s".formatted(it, looks.look()));
  }

  private PlanActs.Change scale() {
    String it = draw.from("db", "standby");
    int wanted = draw.below(2);
    String name = draw.name("before");
    return new PlanActs.Change(
        "let %s = %s.replicas\n".formatted(name, it),
        "k8s.scale(%s, replicas: %d)".formatted(it, wanted),
        draw.from("%s.ready_replicas == %d".formatted(it, wanted), looks.look()),
        "k8s.scale(%s, replicas: %s)".formatted(it, name),
        "%s.ready_replicas == %s".formatted(it, name));
  }
}
