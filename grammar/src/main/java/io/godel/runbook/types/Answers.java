package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.source.Span;
import java.util.List;

/** What a person can be asked to type in. */
public final class Answers {
  static final List<Type.Primitive> KINDS =
      List.of(
          Type.Primitive.BOOL,
          Type.Primitive.INT,
          Type.Primitive.DECIMAL,
          Type.Primitive.STRING,
          Type.Primitive.DURATION,
          Type.Primitive.BYTES);

  private Answers() {}

  static void demand(Type type, Span place, Findings findings) {
    boolean forged = Evidences.refuse(type, place, "what a person types in", findings);
    if (!forged && type != Type.Primitive.UNKNOWN && !KINDS.contains(type)) {
      findings.error(
          Code.WRONG_TYPE,
          place,
          "a person cannot type in %s: ask for one of %s"
              .formatted(Types.a(type), Type.shown(List.copyOf(KINDS))));
    }
  }
}
