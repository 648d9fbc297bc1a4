package io.godel.runbook.soundness;

import io.godel.runbook.types.Type;
import io.godel.runbook.types.Type.Primitive;

/** Writes whole runbooks, most of them well typed. */
final class RandomRunbook {
  private static final String HEAD =
      """
      use k8s, pg, net, http, prom, backup, redis, notify
      runbook generated "Generated" {
        owner "dba"
        record Quota {
          name: String, pods: Int, share: Decimal, burst: Bytes?, colour: Colour,
          waits: List<Duration>
        }
        enum Colour { GREEN, AMBER, RED }
        record StateCount { state: String?, sessions: Int }
        let api = k8s.deployment("godel-api", in: "godel")
        let primary = pg.server("primary")
        let replica = pg.server("replica")
        let cache = redis.server("redis")
        action same<T>(of: T) -> T = of
        action oldest<T>(of: List<T>, other: T) -> T = first(of) ?? other
      """;
  private static final String QUERY =
      """
      let %s = pg.query(primary, sql\"""
        SELECT state, count(*) AS sessions FROM pg_stat_activity WHERE usename = ${%s}
        GROUP BY state
      \""" as StateCount)
      """;
  private static final String TAIL =
      """
        recovered { verify "it works" %s within 20s every 5s }
      }
      """;

  private final Draw draw;
  private final Known known = Known.nothing();

  RandomRunbook(Draw draw) {
    this.draw = draw;
  }

  String text() {
    StringBuilder out = new StringBuilder();
    known.add("api", LibraryCalls.LIBRARY.types().get("k8s.Deployment"));
    known.add("primary", LibraryCalls.LIBRARY.types().get("pg.Server"));
    known.add("replica", LibraryCalls.LIBRARY.types().get("pg.Server"));
    known.add("cache", LibraryCalls.LIBRARY.types().get("redis.Server"));
    out.append(actions());
    for (int i = draw.below(4); i > 0; i--) {
      out.append(parameter());
    }
    for (int i = draw.below(3); i > 0; i--) {
      out.append(setting(true));
    }
    if (draw.oneIn(4)) {
      out.append(
          "invariant \"it holds\" { pg.answers(primary) or " + expr(Primitive.BOOL, true) + " }\n");
    }
    out.append(assessment());
    for (int i = 1 + draw.below(3); i > 0; i--) {
      out.append(scenario());
    }
    out.append(TAIL.formatted("pg.answers(primary) or " + expr(Primitive.BOOL, true)));
    return HEAD + known.statements() + out;
  }

  private String expr(Type type, boolean reading) {
    return new RandomExprs(draw, known, reading).of(type, 2);
  }

  /** Both are known to what is written of their types, as if they were values. */
  private String actions() {
    StringBuilder out = new StringBuilder();
    for (int i = draw.below(3); i > 0; i--) {
      Type type = RandomTypes.any(draw);
      Type taken = RandomTypes.simple(draw);
      String name = draw.name("action");
      String argument = draw.name("in");
      Known inner = known.apart();
      inner.add(argument, taken);
      out.append(
          "action %s(%s: %s) -> %s = %s\n"
              .formatted(
                  name,
                  argument,
                  RandomTypes.written(taken),
                  RandomTypes.written(type),
                  new RandomExprs(draw, inner, false).of(type, 2)));
      String given = new RandomExprs(draw, known.apart(), false).of(taken, 0);
      known.add(draw.from("%s(%s)", "same(%s(%s))").formatted(name, given), type);
    }
    return out.toString();
  }

  private String parameter() {
    Type type = RandomTypes.simple(draw);
    String value = new RandomExprs(draw, known.apart(), false).of(type, 0);
    String name = draw.name("param");
    known.add(name, type);
    String where = RandomTypes.ORDERED.contains(type) && draw.oneIn(4) ? " where it == it" : "";
    return "param %s: %s%s = %s\n".formatted(name, RandomTypes.written(type), where, value);
  }

  private String setting(boolean reading) {
    Type type = RandomTypes.any(draw);
    String value = expr(type, reading);
    String name = draw.name("setting");
    known.add(name, type);
    return "let %s: %s = %s\n".formatted(name, RandomTypes.written(type), value);
  }

  private String assessment() {
    StringBuilder out = new StringBuilder("assess {\n");
    for (int i = draw.below(4); i > 0; i--) {
      out.append(setting(true));
    }
    if (draw.oneIn(3)) {
      out.append(QUERY.formatted(draw.name("rows"), expr(Primitive.STRING, false)));
    }
    return out.append("warn \"look\" ")
        .append(expr(Primitive.BOOL, true))
        .append("\n}\n")
        .toString();
  }

  private String scenario() {
    String when = draw.from("", " when redis.ping(cache) or " + expr(Primitive.BOOL, false));
    RandomSteps steps = new RandomSteps(draw, known.inner());
    StringBuilder out = new StringBuilder();
    for (int i = 1 + draw.below(3); i > 0; i--) {
      out.append(steps.part());
    }
    return "scenario %s \"One\"%s {\n%s}\n".formatted(draw.name("scenario"), when, out);
  }
}
