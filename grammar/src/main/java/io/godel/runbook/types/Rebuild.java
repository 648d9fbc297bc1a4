package io.godel.runbook.types;

import java.util.List;
import java.util.Map;

/** Makes a term again with other parts in the places of its own. */
final class Rebuild implements Term.Visitor<Term> {
  private final Map<Term, Term> parts;

  /**
   * @param parts the new part for each direct part, by identity
   */
  Rebuild(Map<Term, Term> parts) {
    this.parts = parts;
  }

  private Term part(Term old) {
    return parts.getOrDefault(old, old);
  }

  private List<Term> all(List<Term> old) {
    return old.stream().map(this::part).toList();
  }

  @Override
  public Term visitConstant(Term.Constant it) {
    return it;
  }

  @Override
  public Term visitText(Term.TextOf it) {
    return new Term.TextOf(all(it.pieces()), it.type(), it.span());
  }

  @Override
  public Term visitChars(Term.Chars it) {
    return it;
  }

  @Override
  public Term visitSql(Term.Sql it) {
    return new Term.Sql(
        it.fragments(), all(it.parameters()), it.row(), it.queryOnly(), it.type(), it.span());
  }

  @Override
  public Term visitUse(Term.Use it) {
    return it;
  }

  @Override
  public Term visitInvoke(Term.Invoke it) {
    return new Term.Invoke(it.action(), all(it.arguments()), it.type(), it.span());
  }

  @Override
  public Term visitMake(Term.Make it) {
    return new Term.Make(it.record(), all(it.values()), it.span());
  }

  @Override
  public Term visitField(Term.FieldOf it) {
    return new Term.FieldOf(part(it.receiver()), it.field(), it.type(), it.span());
  }

  @Override
  public Term visitElement(Term.ElementOf it) {
    return new Term.ElementOf(part(it.receiver()), part(it.key()), it.type(), it.span());
  }

  @Override
  public Term visitEnumConstant(Term.EnumConstant it) {
    return it;
  }

  @Override
  public Term visitUnary(Term.Unary it) {
    return new Term.Unary(it.operator(), part(it.operand()), it.type(), it.span());
  }

  @Override
  public Term visitBinary(Term.Binary it) {
    return new Term.Binary(it.operator(), part(it.left()), part(it.right()), it.type(), it.span());
  }

  @Override
  public Term visitConditional(Term.Conditional it) {
    return new Term.Conditional(
        part(it.condition()), part(it.whenTrue()), part(it.whenFalse()), it.type(), it.span());
  }

  @Override
  public Term visitQuantified(Term.Quantified it) {
    return new Term.Quantified(
        it.quantifier(),
        it.variable(),
        part(it.domain()),
        it.condition().map(this::part),
        it.type(),
        it.span());
  }

  @Override
  public Term visitComprehension(Term.Comprehension it) {
    return new Term.Comprehension(
        part(it.element()),
        it.variable(),
        part(it.domain()),
        it.condition().map(this::part),
        it.type(),
        it.span());
  }

  @Override
  public Term visitList(Term.ListOf it) {
    return new Term.ListOf(all(it.elements()), it.type(), it.span());
  }

  @Override
  public Term visitMap(Term.MapOf it) {
    return new Term.MapOf(
        it.entries().stream()
            .map(entry -> new Term.Entry(part(entry.key()), part(entry.value())))
            .toList(),
        it.type(),
        it.span());
  }

  @Override
  public Term visitMatch(Term.Match it) {
    return new Term.Match(
        part(it.subject()),
        it.arms().stream().map(arm -> new Term.Arm(arm.constant(), part(arm.value()))).toList(),
        it.otherwise().map(this::part),
        it.type(),
        it.span());
  }

  @Override
  public Term visitConverted(Term.Converted it) {
    return new Term.Converted(part(it.value()), it.type(), it.span());
  }
}
