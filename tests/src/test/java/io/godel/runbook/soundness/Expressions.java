package io.godel.runbook.soundness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes expressions of a wanted type, well typed by their construction: every operator, looks at
 * the world, collections, optionals tested before they are used.
 */
final class Expressions {
  private static final String[] COMPARISONS = {"==", "!=", "<", "<=", ">", ">="};
  private static final String[] CONSTANTS = {"RED", "AMBER", "GREEN"};
  private static final Kind[] ORDERED = {
    Kind.INT, Kind.DECIMAL, Kind.STRING, Kind.DURATION, Kind.BYTES, Kind.PERCENT, Kind.INSTANT
  };

  private final Random random;
  private Map<String, Kind> scope = new LinkedHashMap<>();
  private int names;

  Expressions(Random random) {
    this.random = random;
  }

  String fresh() {
    return "v" + names++;
  }

  void declare(String name, Kind kind) {
    scope.put(name, kind);
  }

  /** What is declared from here on is forgotten at {@link #close}. */
  Map<String, Kind> open() {
    Map<String, Kind> outer = scope;
    scope = new LinkedHashMap<>(outer);
    return outer;
  }

  void close(Map<String, Kind> outer) {
    scope = outer;
  }

  Kind any() {
    return Kind.values()[random.nextInt(Kind.values().length)];
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private List<String> known(Kind kind) {
    return scope.entrySet().stream()
        .filter(each -> each.getValue() == kind)
        .map(Map.Entry::getKey)
        .toList();
  }

  String of(Kind kind, int depth) {
    List<String> variables = known(kind);
    if (!variables.isEmpty() && random.nextInt(3) == 0) {
      return one(variables);
    }
    if (depth <= 0) {
      return literal(kind);
    }
    if (random.nextInt(8) == 0) {
      return "(if "
          + of(Kind.BOOL, depth - 1)
          + " then "
          + of(kind, depth - 1)
          + " else "
          + of(kind, depth - 1)
          + ")";
    }
    return compound(kind, depth - 1);
  }

  private String literal(Kind kind) {
    int n = random.nextInt(100);
    return switch (kind) {
      case BOOL -> random.nextBoolean() ? "true" : "false";
      case INT -> Integer.toString(n);
      case DECIMAL -> n + "." + random.nextInt(10);
      case STRING -> "\"s" + n + "\"";
      case DURATION -> n + one(List.of("ms", "s", "m", "h"));
      case BYTES -> n + one(List.of("B", "KiB", "MiB"));
      case PERCENT -> n + "%";
      case INSTANT -> "2026-11-%02dT03:%02dZ".formatted(1 + n % 28, n % 60);
      case OPTIONAL -> random.nextBoolean() ? "int(\"" + n + "\")" : "first([" + n + "])";
      case INTS -> "[" + n + ", " + random.nextInt(9) + "]";
      case STRINGS -> "[\"a\", \"b" + n + "\"]";
      case COUNTS -> "{ \"a\": " + n + " }";
      case PAIR -> "Pair(a: " + n + ", b: \"p\")";
      case COLOUR -> "Colour." + CONSTANTS[n % CONSTANTS.length];
    };
  }

  private String compound(Kind kind, int depth) {
    return switch (kind) {
      case BOOL -> bool(depth);
      case INT -> integer(depth);
      case STRING -> string(depth);
      case INTS, STRINGS, COUNTS, OPTIONAL, PAIR, COLOUR -> collection(kind, depth);
      default -> amount(kind, depth);
    };
  }

  private String binary(Kind left, String operator, Kind right, int depth) {
    return "(" + of(left, depth) + " " + operator + " " + of(right, depth) + ")";
  }

  private String bool(int depth) {
    Kind ordered = ORDERED[random.nextInt(ORDERED.length)];
    return switch (random.nextInt(12)) {
      case 0 -> binary(Kind.BOOL, "and", Kind.BOOL, depth);
      case 1 -> binary(Kind.BOOL, "or", Kind.BOOL, depth);
      case 2 -> "(not " + of(Kind.BOOL, depth) + ")";
      case 3, 4 -> binary(ordered, COMPARISONS[random.nextInt(6)], ordered, depth);
      case 5 -> binary(Kind.INT, "in", Kind.INTS, depth);
      case 6 -> "contains(" + of(Kind.STRING, depth) + ", " + of(Kind.STRING, depth) + ")";
      case 7 -> "(" + of(Kind.STRING, depth) + " matches \"s[0-9]+\")";
      case 8 -> quantified(one(List.of("any", "all")), depth);
      case 9 -> "(" + of(Kind.OPTIONAL, depth) + " != none)";
      case 10 -> binary(Kind.COLOUR, "==", Kind.COLOUR, depth);
      default -> one(List.of("redis.ping(r)", "k8s.ready(api)", "pg.in_recovery(server)"));
    };
  }

  private String quantified(String word, int depth) {
    String name = fresh();
    String domain = of(Kind.INTS, depth);
    Map<String, Kind> outer = open();
    declare(name, Kind.INT);
    String condition = of(Kind.BOOL, depth);
    close(outer);
    return word + "(" + name + " in " + domain + " where " + condition + ")";
  }

  private String integer(int depth) {
    return switch (random.nextInt(12)) {
      case 0, 1 -> binary(Kind.INT, one(List.of("+", "-", "*", "/")), Kind.INT, depth);
      case 2 -> "(-" + of(Kind.INT, depth) + ")";
      case 3 -> "size(" + of(random.nextBoolean() ? Kind.INTS : Kind.STRINGS, depth) + ")";
      case 4 -> "length(" + of(Kind.STRING, depth) + ")";
      case 5 -> "(" + of(Kind.OPTIONAL, depth) + " ?? " + of(Kind.INT, depth) + ")";
      case 6 -> quantified("count", depth);
      case 7 -> "sum(" + of(Kind.INTS, depth) + ")";
      case 8 -> of(Kind.PAIR, depth) + ".a";
      case 9 -> narrowed(depth);
      case 10 ->
          "(match "
              + of(Kind.COLOUR, depth)
              + " { RED -> "
              + of(Kind.INT, depth)
              + ", else -> "
              + of(Kind.INT, depth)
              + " })";
      default -> one(List.of("k8s.replicas(api)", "redis.queue_length(r, \"q\")", "twice(21)"));
    };
  }

  /** An optional is of use only where it was tested. */
  private String narrowed(int depth) {
    List<String> optionals = known(Kind.OPTIONAL);
    return optionals.isEmpty()
        ? of(Kind.INTS, depth) + "[" + random.nextInt(3) + "]"
        : "(if %1$s != none then %1$s + 1 else %2$s)"
            .formatted(one(optionals), of(Kind.INT, depth));
  }

  private String string(int depth) {
    Kind inserted = any();
    return switch (random.nextInt(7)) {
      case 0 -> "lower(" + of(Kind.STRING, depth) + ")";
      case 1 -> "text(" + of(inserted, depth) + ")";
      case 2 -> "upper(trim(" + of(Kind.STRING, depth) + "))";
      case 3 -> "(" + of(Kind.PAIR, depth) + ".b ?? " + of(Kind.STRING, depth) + ")";
      case 4 -> "redis.setting(r, \"name\")";
      case 5 -> "(k8s.data(config)[\"A\"] ?? " + of(Kind.STRING, depth) + ")";
      default -> {
        List<String> plain = known(Kind.INT);
        yield plain.isEmpty() ? "\"plain\"" : "\"is ${" + one(plain) + " + 1} now\"";
      }
    };
  }

  private String amount(Kind kind, int depth) {
    List<String> ways = new ArrayList<>();
    boolean moment = kind == Kind.INSTANT;
    ways.add(binary(kind, one(List.of("+", "-")), moment ? Kind.DURATION : kind, depth));
    if (!moment) {
      ways.add("sum(" + comprehension(kind, depth) + ")");
      ways.add("(max(" + comprehension(kind, depth) + ") ?? " + of(kind, depth) + ")");
    }
    switch (kind) {
      case DURATION -> {
        ways.add(binary(kind, one(List.of("*", "/")), Kind.INT, depth));
        ways.add("(now() - " + of(Kind.INSTANT, depth) + ")");
      }
      case BYTES -> {
        ways.add(binary(kind, "*", Kind.PERCENT, depth));
        ways.add("pg.replay_lag(server)");
        ways.add("redis.info(r).used_memory");
      }
      case DECIMAL -> {
        ways.add(binary(kind, one(List.of("*", "/")), kind, depth));
        ways.add(binary(Kind.DURATION, "/", Kind.DURATION, depth));
        ways.add(binary(Kind.INT, "*", Kind.PERCENT, depth));
      }
      case INSTANT -> ways.add("(k8s.restarted_at(api) ?? " + of(kind, depth) + ")");
      default -> {
        // It has no other way.
      }
    }
    return one(ways);
  }

  private String collection(Kind kind, int depth) {
    return switch (kind) {
      case INTS ->
          random.nextBoolean()
              ? comprehension(Kind.INT, depth)
              : "take(" + of(kind, depth) + ", 2)";
      case STRINGS ->
          random.nextBoolean()
              ? "lines(" + of(Kind.STRING, depth) + ")"
              : "keys(" + of(Kind.COUNTS, depth) + ")";
      case COUNTS -> "{ " + of(Kind.STRING, depth) + ": " + of(Kind.INT, depth) + " }";
      case OPTIONAL ->
          one(List.of("first", "last", "min", "max")) + "(" + of(Kind.INTS, depth) + ")";
      case PAIR -> "Pair(a: " + of(Kind.INT, depth) + ", b: " + of(Kind.STRING, depth) + ")";
      default -> literal(kind);
    };
  }

  private String comprehension(Kind kind, int depth) {
    String name = fresh();
    String domain = of(Kind.INTS, depth);
    Map<String, Kind> outer = open();
    declare(name, Kind.INT);
    String element = of(kind, depth);
    String condition = of(Kind.BOOL, depth);
    close(outer);
    return "[" + element + " for " + name + " in " + domain + " where " + condition + "]";
  }
}
