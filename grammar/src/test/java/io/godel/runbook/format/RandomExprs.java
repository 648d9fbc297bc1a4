package io.godel.runbook.format;

import io.godel.runbook.source.SourceFile;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Name;
import io.godel.runbook.syntax.Text;
import io.godel.runbook.syntax.TypeRef;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Makes expressions, texts and types of every kind. */
final class RandomExprs {
  static final Span NOWHERE = new Span(new SourceFile("made", ""), 0, 0);

  private static final List<String> NAMES =
      List.of(
          "a", "b1", "pods", "_x", "Camel", "owner", "limit", "timeout", "max", "times", "keep");

  private static final List<String> PIECES =
      List.of(
          "plain", " ", "\"", "\\", "\n", "\t", "\r", "$", "${", "$$", "{", "}", "//", "/*", "'",
          "ä", "🙂", "\\n", "\uFEFF", "\u0000", "é\u0301");

  private final Random random;

  RandomExprs(Random random) {
    this.random = random;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean sometimes() {
    return random.nextInt(3) == 0;
  }

  <T> T one(List<T> of) {
    return of.get(below(of.size()));
  }

  <T> Optional<T> maybe(Supplier<T> of) {
    return random.nextBoolean() ? Optional.of(of.get()) : Optional.empty();
  }

  <T> List<T> some(int least, int most, Supplier<T> of) {
    List<T> result = new ArrayList<>();
    int count = least + below(most - least + 1);
    for (int i = 0; i < count; i++) {
      result.add(of.get());
    }
    return result;
  }

  Name name() {
    return new Name(one(NAMES), NOWHERE);
  }

  Name identifier() {
    return new Name(one(List.of("x", "service", "phone")), NOWHERE);
  }

  /** What may stand behind a dot and before a colon. */
  Name word() {
    return sometimes()
        ? new Name(one(List.of("count", "any", "in", "by", "step", "use", "when")), NOWHERE)
        : name();
  }

  TypeRef type(int depth) {
    List<Name> path = new ArrayList<>(List.of(name()));
    path.addAll(some(0, 2, this::word));
    List<TypeRef> arguments = depth > 0 ? some(0, 2, () -> type(depth - 1)) : List.of();
    return new TypeRef(path, arguments, sometimes(), NOWHERE);
  }

  /** Of a row of an answer: a record by its name, and nothing more. */
  private TypeRef rowType() {
    List<Name> path = new ArrayList<>(List.of(name()));
    path.addAll(some(0, 2, this::word));
    return new TypeRef(path, List.of(), false, NOWHERE);
  }

  Text text(int depth) {
    if (sometimes()) {
      String raw = one(List.of("", "a\nb", "\\d+ ${x}", "say \"it\" now", "''"));
      return new Text(List.of(new Text.Chars(raw, NOWHERE)), true, NOWHERE);
    }
    return new Text(parts(depth, false), false, NOWHERE);
  }

  private List<Text.Part> parts(int depth, boolean sql) {
    List<Text.Part> parts = new ArrayList<>();
    int count = below(4);
    boolean plain = random.nextBoolean();
    for (int i = 0; i < count; i++) {
      if (plain) {
        String chars = sql ? "select \"x\" $ 1\n" : String.join("", some(1, 4, () -> one(PIECES)));
        parts.add(new Text.Chars(chars, NOWHERE));
      } else if (depth > 0) {
        parts.add(new Text.Inserted(expr(depth - 1), NOWHERE));
      }
      plain = !plain;
    }
    return merged(parts);
  }

  /** Without depth two plain pieces would stand side by side, which no text has. */
  private static List<Text.Part> merged(List<Text.Part> parts) {
    boolean bare = parts.stream().allMatch(Text.Chars.class::isInstance);
    return bare && parts.size() > 1 ? parts.subList(0, 1) : parts;
  }

  Duration duration() {
    return Duration.ofMillis(one(List.of(0L, 1L, 999L, 30_000L, 5_400_000L, 90L * 86_400_000L)))
        .plusMillis(below(100_000));
  }

  private Expr.Constant constant() {
    return switch (below(9)) {
      case 0 -> new Expr.BoolValue(random.nextBoolean());
      case 1 -> new Expr.NoneValue();
      case 2 -> new Expr.IntValue(random.nextLong() >>> 1);
      case 3 -> new Expr.DecimalValue(new BigDecimal(below(1000) + "." + below(1000)));
      case 4 -> new Expr.DurationValue(duration());
      case 5 -> new Expr.BytesValue((random.nextLong() >>> (20 + below(40))) << (below(2) * 10));
      case 6 -> new Expr.PercentValue(new BigDecimal(below(101) + (sometimes() ? ".5" : "")));
      case 7 -> new Expr.DateValue(LocalDate.ofEpochDay(below(50_000)));
      default -> new Expr.InstantValue(Instant.ofEpochSecond(below(1 << 30), below(2) * 120_000L));
    };
  }

  Expr expr(int depth) {
    if (depth == 0) {
      return random.nextBoolean()
          ? new Expr.Literal(constant(), NOWHERE)
          : new Expr.NameExpr(name(), NOWHERE);
    }
    Supplier<Expr> part = () -> expr(depth - 1);
    return switch (below(14)) {
      case 0 -> new Expr.TextExpr(text(depth), NOWHERE);
      case 1 ->
          new Expr.SqlExpr(
              new Text(parts(depth, true), true, NOWHERE), maybe(this::rowType), NOWHERE);
      case 2 -> new Expr.Member(part.get(), word(), NOWHERE);
      case 3 -> new Expr.Call(Optional.of(part.get()), word(), arguments(depth), NOWHERE);
      case 4 -> new Expr.Call(Optional.empty(), name(), arguments(depth), NOWHERE);
      case 5 -> new Expr.Index(part.get(), part.get(), NOWHERE);
      case 6 -> new Expr.Unary(one(List.of(Expr.UnaryOperator.values())), part.get(), NOWHERE);
      case 7, 8 ->
          new Expr.Binary(
              one(List.of(Expr.BinaryOperator.values())), part.get(), part.get(), NOWHERE);
      case 9 -> new Expr.Conditional(part.get(), part.get(), part.get(), NOWHERE);
      case 10 ->
          new Expr.Quantified(
              one(List.of(Expr.Quantifier.values())), name(), part.get(), maybe(part), NOWHERE);
      case 11 -> new Expr.Comprehension(part.get(), name(), part.get(), maybe(part), NOWHERE);
      case 12 ->
          random.nextBoolean()
              ? new Expr.ListExpr(some(0, 3, part), NOWHERE)
              : new Expr.MapExpr(
                  some(0, 2, () -> new Expr.MapEntry(part.get(), part.get())), NOWHERE);
      default -> new Expr.Match(part.get(), some(0, 2, () -> arm(part.get())), NOWHERE);
    };
  }

  private Expr.MatchArm arm(Expr value) {
    return new Expr.MatchArm(maybe(this::name), value, NOWHERE);
  }

  List<Expr.Argument> arguments(int depth) {
    return some(0, 3, () -> new Expr.Argument(maybe(this::word), expr(depth - 1), NOWHERE));
  }
}
