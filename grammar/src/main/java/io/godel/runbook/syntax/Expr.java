package io.godel.runbook.syntax;

import io.godel.runbook.source.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A piece of text that stands for a value. Trees never change; facts about them live in tables. */
public sealed interface Expr {
  Span span();

  <R> R accept(Visitor<R> visitor);

  /** A value written down. */
  record Literal(Constant value, Span span) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitLiteral(this);
    }
  }

  /**
   * The values that can be written down. Bytes are in bytes, percent in hundredths of the whole.
   */
  sealed interface Constant {}

  record BoolValue(boolean value) implements Constant {}

  record NoneValue() implements Constant {}

  record IntValue(long value) implements Constant {}

  record DecimalValue(BigDecimal value) implements Constant {}

  record DurationValue(Duration value) implements Constant {}

  record BytesValue(long value) implements Constant {}

  record PercentValue(BigDecimal value) implements Constant {}

  record DateValue(LocalDate value) implements Constant {}

  record InstantValue(Instant value) implements Constant {}

  /** A string, with or without expressions in it. */
  record TextExpr(Text text, Span span) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitText(this);
    }
  }

  /** A statement for a database; what is inserted is a bound parameter, never text. */
  record SqlExpr(Text text, Optional<TypeRef> row, Span span) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSql(this);
    }
  }

  /** A name used as a value. */
  record NameExpr(Name name, Span span) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitName(this);
    }
  }

  /**
   * {@code receiver.name}: a field, a member of a module, or an action with that first argument.
   */
  record Member(Expr receiver, Name name, Span span) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMember(this);
    }
  }

  /** {@code function(arguments)} or {@code receiver.function(arguments)}. */
  record Call(Optional<Expr> receiver, Name function, List<Argument> arguments, Span span)
      implements Expr {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitCall(this);
    }
  }

  record Argument(Optional<Name> label, Expr value, Span span) {}

  record Index(Expr receiver, Expr key, Span span) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitIndex(this);
    }
  }

  record Unary(UnaryOperator operator, Expr operand, Span span) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitUnary(this);
    }
  }

  record Binary(BinaryOperator operator, Expr left, Expr right, Span span) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitBinary(this);
    }
  }

  record Conditional(Expr condition, Expr whenTrue, Expr whenFalse, Span span) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitConditional(this);
    }
  }

  /** {@code count(x in xs where condition)}, {@code any(…)}, {@code all(…)}. */
  record Quantified(
      Quantifier quantifier, Name variable, Expr domain, Optional<Expr> condition, Span span)
      implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitQuantified(this);
    }
  }

  /** {@code [element for x in xs where condition]}. */
  record Comprehension(
      Expr element, Name variable, Expr domain, Optional<Expr> condition, Span span)
      implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitComprehension(this);
    }
  }

  record ListExpr(List<Expr> elements, Span span) implements Expr {
    public ListExpr {
      elements = List.copyOf(elements);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitList(this);
    }
  }

  record MapExpr(List<MapEntry> entries, Span span) implements Expr {
    public MapExpr {
      entries = List.copyOf(entries);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMap(this);
    }
  }

  record MapEntry(Expr key, Expr value) {}

  record Match(Expr subject, List<MatchArm> arms, Span span) implements Expr {
    public Match {
      arms = List.copyOf(arms);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMatch(this);
    }
  }

  /** One case; no name stands for {@code else}. */
  record MatchArm(Optional<Name> name, Expr value, Span span) {}

  /** What the parser could not read; it has been reported. */
  record Broken(Span span) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitBroken(this);
    }
  }

  /** The words for counting over a list. */
  enum Quantifier {
    COUNT,
    ANY,
    ALL
  }

  enum UnaryOperator {
    NOT("not"),
    MINUS("-");

    private final String sign;

    UnaryOperator(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  /** The infix operators; a higher binding strength binds tighter. */
  enum BinaryOperator {
    OR("or", 1),
    AND("and", 2),
    EQUAL("==", 4),
    NOT_EQUAL("!=", 4),
    LESS("<", 4),
    LESS_EQUAL("<=", 4),
    GREATER(">", 4),
    GREATER_EQUAL(">=", 4),
    IN("in", 4),
    MATCHES("matches", 4),
    COALESCE("??", 5),
    RANGE("..", 6),
    PLUS("+", 7),
    MINUS("-", 7),
    TIMES("*", 8),
    DIVIDED_BY("/", 8);

    private final String sign;
    private final int strength;

    BinaryOperator(String sign, int strength) {
      this.sign = sign;
      this.strength = strength;
    }

    public String sign() {
      return sign;
    }

    public int strength() {
      return strength;
    }
  }

  /** One method for each kind of expression. */
  interface Visitor<R> {
    R visitLiteral(Literal literal);

    R visitText(TextExpr text);

    R visitSql(SqlExpr sql);

    R visitName(NameExpr name);

    R visitMember(Member member);

    R visitCall(Call call);

    R visitIndex(Index index);

    R visitUnary(Unary unary);

    R visitBinary(Binary binary);

    R visitConditional(Conditional conditional);

    R visitQuantified(Quantified quantified);

    R visitComprehension(Comprehension comprehension);

    R visitList(ListExpr list);

    R visitMap(MapExpr map);

    R visitMatch(Match match);

    R visitBroken(Broken broken);
  }
}
