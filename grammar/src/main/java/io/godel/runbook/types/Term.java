package io.godel.runbook.types;

import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Expr;
import java.util.List;
import java.util.Optional;

/**
 * An expression after checking: every name resolved, every argument in its place, every type known.
 *
 * <p>This is what an interpreter evaluates. Terms of one program are compared by {@code equals}
 * only through {@link Terms#same}, which ignores where they stand.
 */
public sealed interface Term {
  Type type();

  Span span();

  <R> R accept(Visitor<R> visitor);

  record Constant(Expr.Constant value, Type type, Span span) implements Term {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitConstant(this);
    }
  }

  /** A string put together from pieces; a piece is a {@link Chars} or a value to be shown. */
  record TextOf(List<Term> pieces, Type type, Span span) implements Term {
    public TextOf {
      pieces = List.copyOf(pieces);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitText(this);
    }
  }

  /** A plain string. */
  record Chars(String value, Type type, Span span) implements Term {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitChars(this);
    }
  }

  /**
   * A statement with its bound parameters: fragment, parameter, fragment, …, fragment.
   *
   * @param row the record that a row is read into, {@code Unit} for none
   * @param queryOnly whether it is a query that calls nothing that acts
   */
  record Sql(
      List<String> fragments,
      List<Term> parameters,
      Type row,
      boolean queryOnly,
      Type type,
      Span span)
      implements Term {
    public Sql {
      fragments = List.copyOf(fragments);
      parameters = List.copyOf(parameters);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSql(this);
    }
  }

  record Use(io.godel.runbook.types.Variable variable, Type type, Span span) implements Term {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitUse(this);
    }
  }

  /** A call of an action; one argument for each parameter, defaults filled in. */
  record Invoke(Action action, List<Term> arguments, Type type, Span span) implements Term {
    public Invoke {
      arguments = List.copyOf(arguments);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitInvoke(this);
    }
  }

  /** A new record; one value for each field, in the order of the type's fields. */
  record Make(Type.RecordType record, List<Term> values, Span span) implements Term {
    public Make {
      values = List.copyOf(values);
    }

    @Override
    public Type type() {
      return record;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMake(this);
    }
  }

  record FieldOf(Term receiver, String field, Type type, Span span) implements Term {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitField(this);
    }
  }

  /** An element of a list, where a missing one is a failure, or of a map, where it is none. */
  record ElementOf(Term receiver, Term key, Type type, Span span) implements Term {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitElement(this);
    }
  }

  record EnumConstant(Type.EnumType enumeration, String constant, Span span) implements Term {
    @Override
    public Type type() {
      return enumeration;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitEnumConstant(this);
    }
  }

  record Unary(Expr.UnaryOperator operator, Term operand, Type type, Span span) implements Term {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitUnary(this);
    }
  }

  record Binary(Expr.BinaryOperator operator, Term left, Term right, Type type, Span span)
      implements Term {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitBinary(this);
    }
  }

  record Conditional(Term condition, Term whenTrue, Term whenFalse, Type type, Span span)
      implements Term {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitConditional(this);
    }
  }

  record Quantified(
      Expr.Quantifier quantifier,
      io.godel.runbook.types.Variable variable,
      Term domain,
      Optional<Term> condition,
      Type type,
      Span span)
      implements Term {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitQuantified(this);
    }
  }

  record Comprehension(
      Term element,
      io.godel.runbook.types.Variable variable,
      Term domain,
      Optional<Term> condition,
      Type type,
      Span span)
      implements Term {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitComprehension(this);
    }
  }

  record ListOf(List<Term> elements, Type type, Span span) implements Term {
    public ListOf {
      elements = List.copyOf(elements);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitList(this);
    }
  }

  record MapOf(List<Entry> entries, Type type, Span span) implements Term {
    public MapOf {
      entries = List.copyOf(entries);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMap(this);
    }
  }

  record Entry(Term key, Term value) {}

  /** A choice by an enum's constant; the arms cover all of them. */
  record Match(Term subject, List<Arm> arms, Optional<Term> otherwise, Type type, Span span)
      implements Term {
    public Match {
      arms = List.copyOf(arms);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMatch(this);
    }
  }

  record Arm(String constant, Term value) {}

  /** A value taken as one of another type: a string as a namespace, an Int as a Decimal. */
  record Converted(Term value, Type type, Span span) implements Term {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitConverted(this);
    }
  }

  /** One method for each kind of term. */
  interface Visitor<R> {
    R visitConstant(Constant constant);

    R visitText(TextOf text);

    R visitChars(Chars chars);

    R visitSql(Sql sql);

    R visitUse(Use use);

    R visitInvoke(Invoke invoke);

    R visitMake(Make make);

    R visitField(FieldOf field);

    R visitElement(ElementOf element);

    R visitEnumConstant(EnumConstant constant);

    R visitUnary(Unary unary);

    R visitBinary(Binary binary);

    R visitConditional(Conditional conditional);

    R visitQuantified(Quantified quantified);

    R visitComprehension(Comprehension comprehension);

    R visitList(ListOf list);

    R visitMap(MapOf map);

    R visitMatch(Match match);

    R visitConverted(Converted converted);
  }
}
