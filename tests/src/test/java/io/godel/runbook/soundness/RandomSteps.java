package io.godel.runbook.soundness;

import io.godel.runbook.types.Action;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Type;
import io.godel.runbook.types.Type.Primitive;
import java.util.List;
import java.util.function.Function;

/** Writes steps, and what stands around them in a scenario. */
final class RandomSteps {
  private static final int DEPTH = 2;
  private static final List<String> REFUSALS =
      List.of("", " else abort", " else abort \"no\"", " else skip");

  private final Draw draw;
  private final Known known;

  RandomSteps(Draw draw, Known known) {
    this.draw = draw;
    this.known = known;
  }

  private RandomSteps inner() {
    return new RandomSteps(draw, known.inner());
  }

  private String expr(Type type) {
    return new RandomExprs(draw, known, true).of(type, DEPTH);
  }

  private String condition() {
    return expr(Primitive.BOOL);
  }

  /** What is asked again and again must be able to change. */
  private String looking() {
    return draw.from("pg.answers(primary)", "redis.ping(cache)")
        + draw.from(" and ", " or ")
        + condition();
  }

  /** Looks, where nothing can be left out. */
  private String glance() {
    return switch (draw.below(3)) {
      case 0 -> "warn \"it is so\" " + condition() + "\n";
      case 1 -> "await \"it comes\" " + looking() + " within 30s every 5s\n";
      default -> let();
    };
  }

  /** A part of a scenario. */
  String part() {
    return switch (draw.below(8)) {
      case 0 -> "parallel {\n" + inner().step() + inner().step() + "}\n";
      case 1 -> branch(inner().step(), inner().glance());
      case 2 -> loop(3, RandomSteps::glance);
      case 3 -> let() + glance();
      default -> step();
    };
  }

  /** A step that acts, or only looks. */
  String step() {
    RandomSteps inside = inner();
    String name = draw.name("step");
    String clauses = draw.from("", " timeout 20m");
    String body = draw.oneIn(3) ? inside.look() + inside.look() : inside.acting();
    return "step %s \"Do it\"%s {\n%s}\n".formatted(name, clauses, body);
  }

  /** Looks, asks people, waits. */
  String look() {
    return switch (draw.below(8)) {
      case 0 -> "warn \"it is so\" " + condition() + "\n";
      case 1 -> "guard \"holds ${" + expr(Primitive.INT) + "}\" " + condition() + "\n";
      case 2 -> "await \"it comes\" " + looking() + " within 30s every 5s\n";
      case 3 -> manual();
      case 4 -> branch(inner().look(), inner().look());
      case 5 -> loop(2, RandomSteps::look);
      case 6 -> narrowed();
      default -> let();
    };
  }

  private String branch(String yes, String no) {
    return "if " + condition() + " {\n" + yes + "} else {\n" + no + "}\n";
  }

  private String loop(int atOnce, Function<RandomSteps, String> body) {
    Type element = draw.from(RandomTypes.QUOTA, Primitive.STRING, RandomTypes.simple(draw));
    RandomSteps inside = inner();
    String name = draw.name("item");
    inside.known.add(name, element);
    String max = draw.oneIn(2) ? "" : " max " + atOnce + " at once";
    return "for %s in %s%s {\n%s}\n"
        .formatted(name, expr(new Type.ListOf(element)), max, body.apply(inside));
  }

  String let() {
    Type type = RandomTypes.any(draw);
    String value = expr(type);
    String name = draw.name("value");
    known.add(name, type);
    return "let %s: %s = %s\n".formatted(name, RandomTypes.written(type), value);
  }

  private String narrowed() {
    Type type = RandomTypes.simple(draw);
    String value = expr(new Type.OptionalOf(type));
    String name = draw.name("maybe");
    known.add(name, type);
    return "let %s: %s? = %s\nguard \"there is one\" %s != none%s\n"
        .formatted(name, RandomTypes.written(type), value, name, draw.of(REFUSALS.subList(0, 3)));
  }

  private String manual() {
    Type type = draw.of(RandomTypes.ANSWERED);
    String name = draw.name("answer");
    known.add(name, type);
    return "manual \"Look\" by \"dba\" within 10m { evidence %s: %s \"What?\" }\n"
        .formatted(name, RandomTypes.written(type));
  }

  private String acting() {
    Action action = draw.of(LibraryCalls.acting());
    boolean lasting = action.irreversible() || action.effect() == Effect.DESTROYS;
    StringBuilder out = new StringBuilder();
    if (draw.oneIn(2)) {
      out.append(narrowed());
    }
    out.append("guard \"it may act\" ").append(condition()).append(draw.of(REFUSALS)).append('\n');
    RandomExprs exprs = new RandomExprs(draw, known, true);
    for (Action.Parameter parameter : action.parameters()) {
      if (parameter.type() instanceof Type.EvidenceOf evidence) {
        String name = draw.name("proof");
        out.append("yield %s = %s\n".formatted(name, exprs.of(evidence, 0)));
        known.add(name, evidence);
      }
    }
    if (lasting || draw.oneIn(4)) {
      out.append("approve \"Do it?\" by \"dba\" within 10m else abort on timeout abort\n");
    }
    boolean kept = action.result() != Primitive.UNIT && draw.oneIn(2);
    String name = draw.name("done");
    out.append(kept ? "let " + name + " = do " : "do ").append(call(action)).append('\n');
    if (kept) {
      known.add(name, action.result());
    }
    out.append(verify());
    out.append(lasting ? "undo none because \"it is so\"\n" : wayBack(action));
    if (draw.oneIn(4)) {
      out.append("on failure escalate to \"dba\" with ").append(expr(Primitive.INT)).append('\n');
    }
    return out.toString();
  }

  private String call(Action action) {
    String retry =
        action.idempotent() && draw.oneIn(3) ? " retry 2 times backoff 1s..5s timeout 10s" : "";
    return new RandomExprs(draw, known, true).call(action, 1) + retry;
  }

  private String verify() {
    return "verify \"it is seen\" " + looking() + " within 20s every 5s\n";
  }

  private String wayBack(Action action) {
    if (draw.oneIn(3)) {
      return "undo keep because \"it is so\"\n";
    }
    return "undo {\ndo " + inner().call(action) + "\n" + inner().verify() + "}\n";
  }
}
