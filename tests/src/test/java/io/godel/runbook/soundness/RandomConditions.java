package io.godel.runbook.soundness;

import io.godel.runbook.types.Type;
import io.godel.runbook.types.Type.Primitive;
import java.util.List;

/** Writes conditions: comparisons, connectives, quantifiers, tests for none. */
final class RandomConditions {
  private final Draw draw;
  private final Known known;
  private final RandomExprs exprs;

  RandomConditions(Draw draw, Known known, RandomExprs exprs) {
    this.draw = draw;
    this.known = known;
    this.exprs = exprs;
  }

  String of(int depth) {
    return switch (draw.below(8)) {
      case 0 -> ordered(depth);
      case 1 -> equal(depth);
      case 2 -> "(" + bool(depth) + draw.from(" and ", " or ") + bool(depth) + ")";
      case 3 -> "(not " + bool(depth) + ")";
      case 4 -> member(depth);
      case 5 -> exprs.quantified(draw.from("any", "all"), RandomTypes.simple(draw), depth);
      case 6 -> "(%s matches %s)".formatted(of(Primitive.STRING, depth), of(Primitive.REGEX, 0));
      default -> tested(depth);
    };
  }

  private String of(Type type, int depth) {
    return exprs.of(type, depth);
  }

  private String bool(int depth) {
    return of(Primitive.BOOL, depth);
  }

  private String ordered(int depth) {
    Type type = draw.of(RandomTypes.ORDERED);
    String sign = draw.from("<", "<=", ">", ">=");
    return "(%s %s %s)".formatted(of(type, depth), sign, of(type, depth));
  }

  private String equal(int depth) {
    Type type = RandomTypes.any(draw);
    return "(%s %s %s)".formatted(of(type, depth), draw.from("==", "!="), of(type, depth));
  }

  private String member(int depth) {
    Type type = draw.of(RandomTypes.ORDERED);
    Type container = draw.from(new Type.ListOf(type), new Type.SetOf(type), new Type.RangeOf(type));
    return "(%s in %s)".formatted(of(type, depth), of(container, depth));
  }

  /** What was seen not to be none is used behind the test. */
  private String tested(int depth) {
    List<String> optional = known.optional();
    if (optional.isEmpty()) {
      return ordered(depth);
    }
    String name = draw.of(optional);
    Type type = ((Type.OptionalOf) known.type(name)).of();
    return "(%s != none and %s == %s)".formatted(name, name, of(type, depth));
  }
}
