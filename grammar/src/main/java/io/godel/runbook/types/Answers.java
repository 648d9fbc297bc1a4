package io.godel.runbook.types;

import java.util.List;
import java.util.stream.Collectors;

/** What a person can be asked to type in. */
public final class Answers {
  private static final List<Type.Primitive> KINDS =
      List.of(
          Type.Primitive.BOOL,
          Type.Primitive.INT,
          Type.Primitive.DECIMAL,
          Type.Primitive.STRING,
          Type.Primitive.DURATION,
          Type.Primitive.BYTES);

  private Answers() {}

  static boolean canBeGiven(Type type) {
    return type == Type.Primitive.UNKNOWN || KINDS.contains(type);
  }

  static String shownKinds() {
    return KINDS.stream().map(Type::shown).collect(Collectors.joining(", "));
  }
}
