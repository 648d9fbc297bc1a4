package io.godel.runbook.soundness;

import java.util.Map;
import java.util.Random;

/** Writes whole runbooks of every kind of statement, around expressions that are well typed. */
final class Programs {
  private static final int DEPTH = 3;

  private final Random random;
  private final Expressions expressions;
  private final StringBuilder out = new StringBuilder();
  private int steps;

  private Programs(Random random) {
    this.random = random;
    this.expressions = new Expressions(random);
  }

  static String write(long seed) {
    return new Programs(new Random(seed)).program();
  }

  private String program() {
    out.append(
        """
        use k8s, redis, pg
        runbook generated "Generated" {
          record Pair { a: Int, b: String? }
          enum Colour { RED, AMBER, GREEN }
          action twice(of: Int) -> Int = of * 2
          let api    = k8s.deployment("api", in: "godel")
          let config = k8s.configmap("config", in: "godel")
          let server = pg.server("primary")
          let r      = redis.server("redis")
        """);
    for (int i = random.nextInt(4); i > 0; i--) {
      param();
    }
    lets(2);
    out.append("assess {\n");
    lets(3);
    out.append("warn \"odd\" ").append(condition()).append("\n}\n");
    scenario("first", "when redis.ping(r) or " + condition());
    scenario("second", "");
    out.append("recovered { verify \"up\" redis.ping(r) or ")
        .append(condition())
        .append(" within 10s every 1s }\n}\n");
    return out.toString();
  }

  private String condition() {
    return expressions.of(Kind.BOOL, DEPTH);
  }

  private void param() {
    Kind kind = Kind.values()[random.nextInt(Kind.PERCENT.ordinal() + 1)];
    String name = expressions.fresh();
    out.append("param %s: %s = %s\n".formatted(name, kind.written(), expressions.of(kind, 0)));
    expressions.declare(name, kind);
  }

  private void lets(int most) {
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      Kind kind = expressions.any();
      String value = expressions.of(kind, DEPTH);
      String name = expressions.fresh();
      String type = random.nextBoolean() ? ": " + kind.written() : "";
      out.append("let %s%s = %s\n".formatted(name, type, value));
      expressions.declare(name, kind);
    }
  }

  private void scenario(String name, String when) {
    Map<String, Kind> outer = expressions.open();
    out.append("scenario %s \"S\" %s {\n".formatted(name, when));
    lets(2);
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      switch (random.nextInt(5)) {
        case 0 -> block("parallel {\n");
        case 1 -> block("if " + condition() + " {\n");
        case 2 -> step(true);
        default -> step(false);
      }
    }
    out.append("}\n");
    expressions.close(outer);
  }

  private void block(String head) {
    Map<String, Kind> outer = expressions.open();
    out.append(head);
    step(false);
    step(true);
    out.append("}\n");
    expressions.close(outer);
  }

  private void step(boolean loop) {
    String name = "step" + steps++;
    Map<String, Kind> outer = expressions.open();
    out.append(
        "step %s \"Do %s\" %s {\n".formatted(name, name, random.nextBoolean() ? "timeout 5m" : ""));
    lets(2);
    refusable("guard \"may it\" redis.ping(r) or " + condition());
    if (random.nextInt(3) == 0) {
      out.append(
          "manual \"Count\" by \"dba\" within 5m { evidence counted%s: Int \"How many?\" }\n"
              .formatted(steps));
      expressions.declare("counted" + steps, Kind.INT);
    }
    if (random.nextInt(3) == 0) {
      refusable("approve \"Go on?\" by \"dba\" within 5m");
    }
    if (loop) {
      String each = expressions.fresh();
      String domain = expressions.of(Kind.INTS, 1);
      Map<String, Kind> around = expressions.open();
      out.append("for %s in %s max 2 at once {\n".formatted(each, domain));
      expressions.declare(each, Kind.INT);
      act();
      out.append("}\n");
      expressions.close(around);
    }
    act();
    String undo = "redis.set(r, \"k\", " + expressions.of(Kind.STRING, 1) + ")";
    out.append("undo { do ").append(undo);
    out.append(" verify \"back\" redis.ping(r) within 10s every 2s }\n}\n");
    expressions.close(outer);
  }

  private void refusable(String statement) {
    String[] ways = {"", " else abort", " else skip", " else abort \"it is \" "};
    String way = ways[random.nextInt(3)];
    out.append(statement).append(way).append('\n');
  }

  private void act() {
    String call =
        switch (random.nextInt(3)) {
          case 0 -> "redis.set(r, \"k\", " + expressions.of(Kind.STRING, DEPTH) + ")";
          case 1 -> "k8s.scale(api, replicas: " + expressions.of(Kind.INT, DEPTH) + ")";
          default ->
              "k8s.patch(config, data: { \"A\": " + expressions.of(Kind.STRING, DEPTH) + " })";
        };
    String retry = random.nextInt(3) == 0 ? " retry 2 times backoff 1s..4s" : "";
    out.append("do ").append(call).append(retry).append('\n');
    out.append("verify \"seen\" redis.ping(r) or ")
        .append(condition())
        .append(" within 20s every 5s\n");
  }
}
