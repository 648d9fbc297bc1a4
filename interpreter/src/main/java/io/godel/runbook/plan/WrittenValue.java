package io.godel.runbook.plan;

import io.godel.runbook.eval.Constants;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.Parser;
import io.godel.runbook.types.Type;
import io.godel.runbook.value.Value;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a value as an operator writes it, by the type that it has to have; nothing is guessed. */
public final class WrittenValue {
  /** In characters. */
  private static final int LENGTH_MAX = 4096;

  private static final Map<Type, String> EXAMPLES =
      Map.of(
          Type.Primitive.BOOL, "write true or false",
          Type.Primitive.INT, "write a whole number, as 42",
          Type.Primitive.DECIMAL, "write a number, as 0.5",
          Type.Primitive.DURATION, "write a time with its unit, as 30s or 1h30m",
          Type.Primitive.BYTES, "write an amount with its unit, as 16MiB",
          Type.Primitive.PERCENT, "write a share, as 50%",
          Type.Primitive.DATE, "write a day, as 2026-11-23",
          Type.Primitive.INSTANT, "write a time, as 2026-11-23T03:00Z");

  private WrittenValue() {}

  public static Optional<Value> read(String text, Type type) {
    if (text.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    if (type instanceof Type.OptionalOf optional) {
      return text.equals("none") ? Optional.of(new Value.None()) : read(text, optional.of());
    }
    if (type instanceof Type.Checked checked) {
      boolean matches =
          checked.pattern().map(it -> Pattern.compile(it).matcher(text).matches()).orElse(true);
      return matches ? read(text, checked.base()) : Optional.empty();
    }
    if (type instanceof Type.SecretOf secret) {
      return read(text, secret.of()).map(Value.Secret::new);
    }
    if (type instanceof Type.EnumType enumeration) {
      return enumeration.constants().contains(text)
          ? Optional.of(new Value.Constant(enumeration.name(), text))
          : Optional.empty();
    }
    if (type == Type.Primitive.STRING) {
      return Optional.of(new Value.Str(text));
    }
    if (type == Type.Primitive.URL) {
      return url(text);
    }
    return literal(text, type);
  }

  private static Optional<Value> url(String text) {
    try {
      return Optional.of(new Value.Address(new URI(text).toString()));
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  /** The language's own literals, so that an amount is written here as it is in a runbook. */
  private static Optional<Value> literal(String text, Type type) {
    String program = "runbook r \"r\" { param p: Int = " + text + "\n}";
    Parsed<FileTree> parsed = Parser.parse(new SourceFile("argument", program));
    if (parsed.hasErrors() || parsed.tree().declarations().size() != 1) {
      return Optional.empty();
    }
    Decl.Runbook runbook = (Decl.Runbook) parsed.tree().declarations().get(0);
    return runbook.items().size() == 1 && runbook.items().get(0) instanceof Decl.Param param
        ? param.standard().flatMap(value -> constant(value, type))
        : Optional.empty();
  }

  private static Optional<Value> constant(Expr expr, Type type) {
    if (expr instanceof Expr.Unary minus
        && minus.operator() == Expr.UnaryOperator.MINUS
        && minus.operand() instanceof Expr.Literal literal
        && literal.value() instanceof Expr.IntValue number) {
      return fitting(new Expr.IntValue(-number.value()), type);
    }
    return expr instanceof Expr.Literal literal ? fitting(literal.value(), type) : Optional.empty();
  }

  private static Optional<Value> fitting(Expr.Constant constant, Type type) {
    Value value = Constants.converted(Constants.value(constant), type);
    boolean fits =
        type == Type.Primitive.BOOL && value instanceof Value.Bool
            || type == Type.Primitive.INT && value instanceof Value.Int
            || type == Type.Primitive.DECIMAL && value instanceof Value.Decimal
            || type == Type.Primitive.DURATION && value instanceof Value.Time
            || type == Type.Primitive.BYTES && value instanceof Value.Size
            || type == Type.Primitive.PERCENT && value instanceof Value.Percent
            || type == Type.Primitive.DATE && value instanceof Value.Day
            || type == Type.Primitive.INSTANT && value instanceof Value.Moment;
    return fits ? Optional.of(value) : Optional.empty();
  }

  /** What to write for a value of the type. */
  public static String example(Type type) {
    if (type instanceof Type.OptionalOf optional) {
      return example(optional.of()) + ", or none";
    }
    if (type instanceof Type.Checked checked) {
      return checked.pattern().map(it -> "it has to match " + it).orElse("another value");
    }
    if (type instanceof Type.SecretOf secret) {
      return example(secret.of());
    }
    if (type instanceof Type.EnumType enumeration) {
      return "write " + String.join(" or ", enumeration.constants());
    }
    return EXAMPLES.getOrDefault(type, "another value");
  }
}
