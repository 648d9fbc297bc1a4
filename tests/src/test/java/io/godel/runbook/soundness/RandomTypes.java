package io.godel.runbook.soundness;

import io.godel.runbook.types.Type;
import io.godel.runbook.types.Type.Primitive;
import java.util.List;

/** Draws types: those that values can be written of. */
final class RandomTypes {
  static final String RUNBOOK = "generated";
  static final Type.EnumType COLOUR =
      new Type.EnumType(RUNBOOK + ".Colour", List.of("GREEN", "AMBER", "RED"));
  static final Type.RecordType QUOTA =
      new Type.RecordType(
          RUNBOOK + ".Quota",
          List.of(
              new Type.FieldType("name", Primitive.STRING),
              new Type.FieldType("pods", Primitive.INT),
              new Type.FieldType("share", Primitive.DECIMAL),
              new Type.FieldType("burst", new Type.OptionalOf(Primitive.BYTES)),
              new Type.FieldType("colour", COLOUR),
              new Type.FieldType("waits", new Type.ListOf(Primitive.DURATION))));

  static final List<Type> ORDERED =
      List.of(
          Primitive.INT,
          Primitive.DECIMAL,
          Primitive.STRING,
          Primitive.DURATION,
          Primitive.BYTES,
          Primitive.PERCENT,
          Primitive.INSTANT,
          Primitive.DATE);
  static final List<Type> SUMMED =
      List.of(
          Primitive.INT, Primitive.DECIMAL, Primitive.DURATION, Primitive.BYTES, Primitive.PERCENT);

  /** Those whose values people can type in. */
  static final List<Type> ANSWERED =
      List.of(
          Primitive.BOOL,
          Primitive.INT,
          Primitive.DECIMAL,
          Primitive.STRING,
          Primitive.DURATION,
          Primitive.BYTES);

  private RandomTypes() {}

  static Type simple(Draw draw) {
    return switch (draw.below(6)) {
      case 0 -> Primitive.BOOL;
      case 1 -> COLOUR;
      case 2 -> draw.from(Primitive.URL, Primitive.REGEX);
      default -> draw.of(ORDERED);
    };
  }

  static Type any(Draw draw) {
    return switch (draw.below(10)) {
      case 0 -> new Type.ListOf(element(draw));
      case 1 -> new Type.MapOf(Primitive.STRING, element(draw));
      case 2 -> new Type.OptionalOf(element(draw));
      case 3 -> new Type.SetOf(draw.of(ORDERED));
      case 4 -> new Type.RangeOf(draw.of(ORDERED));
      case 5 -> QUOTA;
      default -> simple(draw);
    };
  }

  private static Type element(Draw draw) {
    return draw.oneIn(4) ? QUOTA : simple(draw);
  }

  /** As it is written in the generated runbook. */
  static String written(Type type) {
    return type.shown().replace(RUNBOOK + ".", "");
  }
}
