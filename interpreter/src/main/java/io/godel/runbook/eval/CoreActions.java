package io.godel.runbook.eval;

import static java.util.Map.entry;

import io.godel.runbook.eval.Evaluation.Ready;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.types.Type;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.WalPosition;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The pure native actions that make no handle: most are members of the built-in types. */
final class CoreActions {
  /** Of a decimal that is read from a text, before or behind its point. */
  private static final int DIGITS_MAX = 400;

  private static final String SUM = "core.sum";

  private static final Map<String, Function<List<Value>, Evaluation>> ACTIONS =
      Map.ofEntries(
          entry("core.size", in -> integer(size(in.get(0)))),
          entry("core.length", in -> integer(text(in, 0).codePointCount(0, text(in, 0).length()))),
          entry("core.empty", in -> bool(size(in.get(0)) == 0)),
          entry("core.first", in -> at(in.get(0), true)),
          entry("core.last", in -> at(in.get(0), false)),
          entry("core.contains", in -> bool(contains(in.get(0), in.get(1)))),
          entry("core.lines", in -> items(strings(text(in, 0).lines().toList()))),
          entry("core.trim", in -> string(text(in, 0).strip())),
          entry("core.lower", in -> string(text(in, 0).toLowerCase(Locale.ROOT))),
          entry("core.upper", in -> string(text(in, 0).toUpperCase(Locale.ROOT))),
          entry("core.starts_with", in -> bool(text(in, 0).startsWith(text(in, 1)))),
          entry("core.ends_with", in -> bool(text(in, 0).endsWith(text(in, 1)))),
          entry("core.text", in -> string(io.godel.runbook.value.ValueText.plain(in.get(0)))),
          entry("core.int", in -> parsed(text(in, 0), text -> new Value.Int(Long.parseLong(text)))),
          entry("core.decimal", in -> parsed(text(in, 0), text -> Values.decimalOf(number(text)))),
          entry("core.keys", in -> items(keys(in.get(0)))),
          entry("core.values", in -> items(entries(in.get(0)))),
          entry("core.min", in -> extreme(in.get(0), Comparator.reverseOrder())),
          entry("core.max", in -> extreme(in.get(0), Comparator.naturalOrder())),
          entry("core.take", in -> items(take(in.get(0), Values.integer(in.get(1))))),
          entry("http.rows", in -> items(JsonRows.of(body(in.get(0)), text(in, 1)))),
          entry("http.below", in -> new Ready(Urls.below(in.get(0), in.get(1), in.get(2)))),
          entry("pg.distance", in -> new Ready(distance(in.get(0), in.get(1)))));

  private CoreActions() {}

  /**
   * @param result the type of what comes out, its parameters bound
   */
  static Evaluation apply(String name, List<Value> arguments, Type result) {
    if (name.equals(SUM)) {
      return new Ready(sum(arguments.get(0), result));
    }
    Function<List<Value>, Evaluation> action = ACTIONS.get(name);
    if (action == null) {
      throw new AssertionError("the library declares " + name + ", and nothing carries it out");
    }
    return action.apply(arguments);
  }

  /** Whether there is something to carry it out. */
  static boolean knows(String name) {
    return name.equals(SUM) || ACTIONS.containsKey(name);
  }

  private static String body(Value response) {
    return Values.string(Values.as(Value.Fields.class, response).field("body"));
  }

  private static Evaluation bool(boolean value) {
    return new Ready(new Value.Bool(value));
  }

  private static Evaluation integer(long value) {
    return new Ready(new Value.Int(value));
  }

  private static Evaluation string(String value) {
    return new Ready(new Value.Str(value));
  }

  private static Evaluation items(List<Value> values) {
    return new Ready(new Value.Items(values));
  }

  private static String text(List<Value> arguments, int index) {
    return Values.string(arguments.get(index));
  }

  private static List<Value> strings(List<String> texts) {
    return texts.stream().<Value>map(Value.Str::new).toList();
  }

  private static long size(Value value) {
    return value instanceof Value.Str text
        ? text.value().codePointCount(0, text.value().length())
        : Gathering.elements(value).size();
  }

  private static Evaluation at(Value list, boolean first) {
    List<Value> values = Gathering.elements(list);
    if (values.isEmpty()) {
      return new Ready(new Value.None());
    }
    return new Ready(values.get(first ? 0 : values.size() - 1));
  }

  private static boolean contains(Value container, Value wanted) {
    return container instanceof Value.Str text
        ? text.value().contains(Values.string(wanted))
        : Gathering.elements(container).contains(wanted);
  }

  private static Evaluation parsed(String text, Function<String, Value> parse) {
    try {
      return new Ready(parse.apply(text.strip()));
    } catch (NumberFormatException noNumber) {
      return new Ready(new Value.None());
    }
  }

  /** A few characters as {@code 1e999999999} would fill the memory as soon as they are shown. */
  private static BigDecimal number(String text) {
    BigDecimal number = new BigDecimal(text);
    if (number.precision() > DIGITS_MAX || Math.abs((long) number.scale()) > DIGITS_MAX) {
      throw new NumberFormatException("more than " + DIGITS_MAX + " digits");
    }
    return number;
  }

  private static List<Value> keys(Value table) {
    return List.copyOf(Values.as(Value.Table.class, table).entries().keySet());
  }

  private static List<Value> entries(Value table) {
    return List.copyOf(Values.as(Value.Table.class, table).entries().values());
  }

  /**
   * @param order by which {@code Integer} results the better of two is told
   */
  private static Evaluation extreme(Value list, Comparator<Integer> order) {
    List<Value> values = Gathering.elements(list);
    if (values.isEmpty()) {
      return new Ready(new Value.None());
    }
    Value best = values.get(0);
    for (Value value : values) {
      if (order.compare(Comparison.order(value, best), 0) > 0) {
        best = value;
      }
    }
    return new Ready(best);
  }

  /** Of no elements it is the nothing of their type. */
  private static Value sum(Value list, Type type) {
    Value sum = zero(type);
    for (Value value : Gathering.elements(list)) {
      sum = Arithmetic.apply(Expr.BinaryOperator.PLUS, sum, value, type);
    }
    return sum;
  }

  private static Value zero(Type type) {
    if (!(type instanceof Type.Primitive amount)) {
      throw new AssertionError("nothing is summed up to " + type.shown());
    }
    return switch (amount) {
      case INT -> new Value.Int(0);
      case DECIMAL -> new Value.Decimal(BigDecimal.ZERO);
      case DURATION -> new Value.Time(Duration.ZERO);
      case BYTES -> new Value.Size(0);
      case PERCENT -> new Value.Percent(BigDecimal.ZERO);
      default -> throw new AssertionError("nothing is summed up to " + type.shown());
    };
  }

  /** What lies between two positions of a log. */
  private static Value distance(Value from, Value to) {
    WalPosition end = WalPosition.of(Values.as(Value.Handle.class, to));
    return new Value.Size(end.since(WalPosition.of(Values.as(Value.Handle.class, from))));
  }

  private static List<Value> take(Value list, long count) {
    List<Value> values = new ArrayList<>(Gathering.elements(list));
    return values.subList(0, (int) Math.max(0, Math.min(count, values.size())));
  }
}
