package io.godel.runbook.soundness;

import io.godel.runbook.types.Action;
import io.godel.runbook.types.Type;
import io.godel.runbook.types.Type.Primitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes expressions of a wanted type. */
final class RandomExprs {
  /** What one operator makes of two types. */
  private record Rule(String signs, Type left, Type right, Type result) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule("+-*/", Primitive.INT, Primitive.INT, Primitive.INT),
          new Rule("+-*/", Primitive.DECIMAL, Primitive.DECIMAL, Primitive.DECIMAL),
          new Rule("+-*/", Primitive.INT, Primitive.DECIMAL, Primitive.DECIMAL),
          new Rule("+-*/", Primitive.DECIMAL, Primitive.INT, Primitive.DECIMAL),
          new Rule("+-", Primitive.DURATION, Primitive.DURATION, Primitive.DURATION),
          new Rule("*/", Primitive.DURATION, Primitive.INT, Primitive.DURATION),
          new Rule("*", Primitive.INT, Primitive.DURATION, Primitive.DURATION),
          new Rule("/", Primitive.DURATION, Primitive.DURATION, Primitive.DECIMAL),
          new Rule("+-", Primitive.BYTES, Primitive.BYTES, Primitive.BYTES),
          new Rule("*/", Primitive.BYTES, Primitive.INT, Primitive.BYTES),
          new Rule("*", Primitive.INT, Primitive.BYTES, Primitive.BYTES),
          new Rule("*", Primitive.BYTES, Primitive.PERCENT, Primitive.BYTES),
          new Rule("/", Primitive.BYTES, Primitive.BYTES, Primitive.DECIMAL),
          new Rule("+-", Primitive.PERCENT, Primitive.PERCENT, Primitive.PERCENT),
          new Rule("/", Primitive.PERCENT, Primitive.PERCENT, Primitive.DECIMAL),
          new Rule("*", Primitive.INT, Primitive.PERCENT, Primitive.DECIMAL),
          new Rule("*", Primitive.DECIMAL, Primitive.PERCENT, Primitive.DECIMAL),
          new Rule("-", Primitive.INSTANT, Primitive.INSTANT, Primitive.DURATION),
          new Rule("+-", Primitive.INSTANT, Primitive.DURATION, Primitive.INSTANT));

  /** Their literals are those of another type too. */
  private static final Set<Type> UNCLEAR =
      Set.of(Primitive.DECIMAL, Primitive.REGEX, Primitive.URL);

  private final Draw draw;
  private final Known known;
  private final boolean reading;

  /**
   * @param reading whether it may ask the world
   */
  RandomExprs(Draw draw, Known known, boolean reading) {
    this.draw = draw;
    this.known = known;
    this.reading = reading;
  }

  String of(Type type, int depth) {
    List<String> names = known.of(type);
    if (!names.isEmpty() && !draw.oneIn(3)) {
      return draw.of(names);
    }
    List<LibraryCalls.Source> sources = sources(type);
    if (!sources.isEmpty() && (depth > 0 && draw.oneIn(3) || !writable(type))) {
      return source(draw.of(sources), depth - 1);
    }
    return depth <= 0 || !writable(type) ? plain(type, depth) : composed(type, depth - 1);
  }

  private List<LibraryCalls.Source> sources(Type type) {
    return LibraryCalls.sources(type).stream()
        .filter(it -> reading || it.action().effect().name().equals("PURE"))
        .toList();
  }

  private static boolean writable(Type type) {
    return !(type instanceof Type.Opaque) && !(type instanceof Type.EvidenceOf);
  }

  private String source(LibraryCalls.Source source, int depth) {
    String call = call(source.action(), depth);
    return source.field().map(field -> call + "." + field).orElse(call);
  }

  String call(Action action, int depth) {
    String arguments =
        action.parameters().stream()
            .map(it -> it.name() + ": " + of(it.type(), depth))
            .collect(Collectors.joining(", "));
    return LibraryCalls.name(action) + "(" + arguments + ")";
  }

  /** With nothing put together. */
  private String plain(Type type, int depth) {
    if (type instanceof Primitive primitive) {
      String literal = Literals.of(primitive, draw);
      return UNCLEAR.contains(type) ? known.stated(type, literal) : literal;
    }
    if (type instanceof Type.EnumType enumeration) {
      return RandomTypes.written(type) + "." + draw.of(enumeration.constants());
    }
    if (type instanceof Type.RecordType record) {
      return record.fields().stream()
          .map(it -> it.name() + ": " + of(it.type(), depth))
          .collect(Collectors.joining(", ", RandomTypes.written(type) + "(", ")"));
    }
    if (type instanceof Type.SqlOf) {
      return "sql\"UPDATE numbers SET n = ${" + of(Primitive.INT, 0) + "}\"";
    }
    return known.stated(type, unclear(type, depth));
  }

  /** What is written alike for several types. */
  private String unclear(Type type, int depth) {
    if (type instanceof Type.Checked checked) {
      return Literals.checked(checked, draw);
    }
    if (type instanceof Type.OptionalOf optional) {
      return draw.oneIn(2) || !writable(optional.of()) ? "none" : of(optional.of(), depth);
    }
    if (type instanceof Type.MapOf map) {
      return "{ \"a\": " + of(map.value(), depth) + ", \"b\": " + of(map.value(), depth) + " }";
    }
    if (type instanceof Type.RangeOf range) {
      String one = of(range.of(), 0);
      return one + ".." + one;
    }
    Type element =
        type instanceof Type.ListOf list ? list.element() : ((Type.SetOf) type).element();
    return "[" + several(element, depth) + "]";
  }

  private String several(Type element, int depth) {
    int count = writable(element) || reading ? draw.below(4) : 0;
    return IntStream.range(0, count)
        .mapToObj(it -> of(element, depth - 1))
        .collect(Collectors.joining(", "));
  }

  private String composed(Type type, int depth) {
    List<Supplier<String>> ways = new ArrayList<>();
    ways.add(() -> plain(type, depth));
    ways.add(() -> choice(type, depth));
    if (!(type instanceof Type.OptionalOf)) {
      ways.add(() -> "(" + of(new Type.OptionalOf(type), depth) + " ?? " + of(type, depth) + ")");
      ways.add(
          () ->
              "("
                  + of(mapTo(type), 0)
                  + "["
                  + of(Primitive.STRING, 0)
                  + "] ?? "
                  + of(type, 0)
                  + ")");
      ways.add(() -> of(new Type.ListOf(type), depth) + "[" + of(Primitive.INT, 0) + "]");
    }
    RULES.stream()
        .filter(it -> it.result().equals(type))
        .forEach(rule -> ways.add(() -> arithmetic(rule, depth)));
    RandomTypes.QUOTA.fields().stream()
        .filter(it -> it.type().equals(type))
        .forEach(it -> ways.add(() -> of(RandomTypes.QUOTA, 0) + "." + it.name()));
    special(type, depth, ways);
    return draw.of(ways).get();
  }

  private static Type mapTo(Type type) {
    return new Type.MapOf(Primitive.STRING, type);
  }

  private String choice(Type type, int depth) {
    if (draw.oneIn(2)) {
      return "(if %s then %s else %s)"
          .formatted(of(Primitive.BOOL, depth), of(type, depth), of(type, depth));
    }
    return "(match %s { GREEN -> %s, else -> %s })"
        .formatted(of(RandomTypes.COLOUR, 0), of(type, depth), of(type, depth));
  }

  private String arithmetic(Rule rule, int depth) {
    char sign = rule.signs().charAt(draw.below(rule.signs().length()));
    return "(%s %s %s)".formatted(of(rule.left(), depth), sign, of(rule.right(), depth));
  }

  private void special(Type type, int depth, List<Supplier<String>> ways) {
    if (type == Primitive.BOOL) {
      ways.add(() -> new RandomConditions(draw, known, this).of(depth));
      ways.add(() -> new RandomConditions(draw, known, this).of(depth));
    } else if (type == Primitive.STRING) {
      ways.add(() -> "\"x ${" + of(RandomTypes.any(draw), depth) + "} y\"");
      ways.add(() -> "text(" + of(RandomTypes.any(draw), depth) + ")");
    } else if (type == Primitive.INT) {
      ways.add(() -> "size(" + of(listOf(RandomTypes.simple(draw)), depth) + ")");
      ways.add(() -> quantified("count", RandomTypes.simple(draw), depth));
    } else if (type instanceof Type.OptionalOf optional) {
      ways.add(() -> draw.from("first", "last") + "(" + of(listOf(optional.of()), depth) + ")");
      if (RandomTypes.ORDERED.contains(optional.of())) {
        ways.add(() -> draw.from("min", "max") + "(" + of(listOf(optional.of()), depth) + ")");
      }
    } else if (type instanceof Type.ListOf list) {
      ways.add(() -> "take(" + of(type, depth) + ", " + of(Primitive.INT, 0) + ")");
      ways.add(() -> comprehension(list.element(), depth));
    }
    if (RandomTypes.SUMMED.contains(type)) {
      ways.add(() -> "sum(" + of(listOf(type), depth) + ")");
      ways.add(() -> "sum(" + comprehension(type, depth) + ")");
    }
    if (type != Primitive.PERCENT && RandomTypes.SUMMED.contains(type)) {
      ways.add(() -> "(-" + of(type, depth) + ")");
    }
  }

  private static Type listOf(Type element) {
    return new Type.ListOf(element);
  }

  private String comprehension(Type element, int depth) {
    String name = draw.name("each");
    Type from = draw.oneIn(2) ? element : RandomTypes.simple(draw);
    Known inner = known.inner();
    inner.add(name, from);
    RandomExprs body = new RandomExprs(draw, inner, reading);
    return "[%s for %s in %s where %s]"
        .formatted(
            body.of(element, depth), name, of(listOf(from), depth), body.of(Primitive.BOOL, depth));
  }

  /**
   * @param word {@code any} and {@code all} give a Bool, {@code count} an Int
   */
  String quantified(String word, Type element, int depth) {
    String name = draw.name("each");
    Known inner = known.inner();
    inner.add(name, element);
    return "%s(%s in %s where %s)"
        .formatted(
            word,
            name,
            of(listOf(element), depth),
            new RandomExprs(draw, inner, reading).of(Primitive.BOOL, depth));
  }
}
