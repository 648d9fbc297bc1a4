package io.godel.runbook.soundness;

import io.godel.runbook.types.Type;
import io.godel.runbook.types.Type.Primitive;
import java.util.List;
import java.util.regex.Pattern;

/** Literals of the types that have some; small ones, zero, and the largest. */
final class Literals {
  private static final List<String> WORDS =
      List.of(
          "godel",
          "godel-api",
          "postgres",
          "postgres-replica",
          "app=godel-api",
          "primary",
          "replica",
          "redis",
          "12",
          "DATABASE_HOST",
          "",
          "e\\\"s\\n",
          "1e9");

  private Literals() {}

  static String of(Primitive type, Draw draw) {
    return switch (type) {
      case BOOL -> draw.from("true", "false");
      case INT -> draw.from("0", "1", "2", "3", "7", "50", "9_000_000_000_000_000_000");
      case DECIMAL -> draw.from("0.0", "0.5", "1.50", "3", "123456789.125");
      case STRING -> '"' + draw.of(WORDS) + '"';
      case DURATION -> draw.from("0s", "1s", "250ms", "1h30m", "7d", "1d1h1m1s");
      case BYTES -> draw.from("0B", "1B", "16MiB", "1.5GiB", "10kB", "8000000TiB");
      case PERCENT -> draw.from("0%", "50%", "12.5%", "100%");
      case INSTANT -> draw.from("2026-11-23T03:00Z", "1970-01-01T00:00Z");
      case DATE -> draw.from("2026-11-23", "1999-12-31");
      case REGEX -> draw.from("\".*\"", "\"(a|b)*c\"", "\"[0-9]+\"");
      case URL -> draw.from("\"http://localhost:3001/ready\"", "\"http://x/\"");
      case UNIT, NOTHING, UNKNOWN -> throw new AssertionError(type + " has no literal");
    };
  }

  static String checked(Type.Checked type, Draw draw) {
    Pattern pattern = Pattern.compile(type.pattern().orElse(".*"));
    List<String> fitting = WORDS.stream().filter(it -> pattern.matcher(it).matches()).toList();
    return '"' + draw.of(fitting) + '"';
  }
}
