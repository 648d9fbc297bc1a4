package io.godel.runbook.eval;

import io.godel.runbook.syntax.Expr.BinaryOperator;
import io.godel.runbook.value.Value;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Compares values whose types the checker has paired. */
final class Comparison {
  /** Patterns stand in the text of a runbook: there are few of them. */
  private static final int COMPILED_MAX = 1_000;

  private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

  private Comparison() {}

  static boolean holds(BinaryOperator operator, Value left, Value right) {
    return switch (operator) {
      case EQUAL -> left.equals(right);
      case NOT_EQUAL -> !left.equals(right);
      case LESS -> order(left, right) < 0;
      case LESS_EQUAL -> order(left, right) <= 0;
      case GREATER -> order(left, right) > 0;
      case GREATER_EQUAL -> order(left, right) >= 0;
      case IN -> contains(right, left);
      case MATCHES -> matches(left, right);
      default -> throw new AssertionError("no comparison: " + operator);
    };
  }

  private static boolean contains(Value container, Value element) {
    if (container instanceof Value.Range range) {
      return order(range.first(), element) <= 0 && order(element, range.last()) <= 0;
    }
    if (container instanceof Value.Items items) {
      return items.values().contains(element);
    }
    if (container instanceof Value.Group group) {
      return group.values().contains(element);
    }
    return Values.as(Value.Table.class, container).entries().containsKey(element);
  }

  /**
   * The whole text, as in a type's own {@code matches}, since a part that fits would let anything
   * in. A dot stands for line ends too, so that {@code .*error.*} finds it on every line.
   */
  private static boolean matches(Value text, Value pattern) {
    String regex = Values.as(Value.Pattern.class, pattern).regex();
    try {
      return compiled(regex).matcher(new BoundedText(Values.string(text))).matches();
    } catch (StackOverflowError tooDeep) {
      // A group that repeats costs a piece of the stack for each time, and a log can be long.
      throw new ArithmeticException("the text is too long for this pattern");
    }
  }

  private static Pattern compiled(String regex) {
    Pattern known = COMPILED.get(regex);
    if (known != null) {
      return known;
    }
    Pattern made = Pattern.compile(regex, Pattern.DOTALL);
    if (COMPILED.size() < COMPILED_MAX) {
      COMPILED.put(regex, made);
    }
    return made;
  }

  /**
   * @return negative, zero or positive, as in {@link Comparable}
   */
  static int order(Value left, Value right) {
    if (left instanceof Value.Int a && right instanceof Value.Int b) {
      return Long.compare(a.value(), b.value());
    }
    if (left instanceof Value.Time a && right instanceof Value.Time b) {
      return a.value().compareTo(b.value());
    }
    if (left instanceof Value.Size a && right instanceof Value.Size b) {
      return Long.compare(a.bytes(), b.bytes());
    }
    if (left instanceof Value.Percent a && right instanceof Value.Percent b) {
      return a.value().compareTo(b.value());
    }
    if (left instanceof Value.Moment a && right instanceof Value.Moment b) {
      return a.value().compareTo(b.value());
    }
    if (left instanceof Value.Day a && right instanceof Value.Day b) {
      return a.value().compareTo(b.value());
    }
    if (left instanceof Value.Str a && right instanceof Value.Str b) {
      return a.value().compareTo(b.value());
    }
    return Values.decimal(left).compareTo(Values.decimal(right));
  }
}
