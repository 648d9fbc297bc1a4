package io.godel.runbook.format;

import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Name;
import io.godel.runbook.syntax.TypeRef;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints expressions and types on one line, with brackets only where the reading needs them. */
final class ExprPrinter implements Expr.Visitor<String> {
  /** How tight an expression binds; the infix operators lie between, see their strength. */
  private static final int LOOSEST = 0;

  private static final int OF_NOT = 3;
  private static final int OF_MINUS = 9;
  private static final int TIGHTEST = 10;

  private final TextPrinter texts = new TextPrinter(this);

  String print(Expr expr) {
    return expr.accept(this);
  }

  TextPrinter texts() {
    return texts;
  }

  /** In brackets, unless it binds at least as tight as it has to. */
  private String print(Expr expr, int strength) {
    String printed = print(expr);
    return strength(expr) >= strength ? printed : "(" + printed + ")";
  }

  private static int strength(Expr expr) {
    if (expr instanceof Expr.Binary binary) {
      return binary.operator().strength();
    }
    if (expr instanceof Expr.Unary unary) {
      return unary.operator() == Expr.UnaryOperator.NOT ? OF_NOT : OF_MINUS;
    }
    // A type at the end of it would read a `<` that follows as its own.
    boolean typed = expr instanceof Expr.SqlExpr sql && sql.row().isPresent();
    return typed || expr instanceof Expr.Conditional ? LOOSEST : TIGHTEST;
  }

  String type(TypeRef type) {
    String arguments =
        type.arguments().isEmpty()
            ? ""
            : type.arguments().stream().map(this::type).collect(Collectors.joining(", ", "<", ">"));
    return type.dotted() + arguments + (type.optional() ? "?" : "");
  }

  String arguments(List<Expr.Argument> arguments) {
    return arguments.stream()
        .map(it -> it.label().map(label -> label + ": ").orElse("") + print(it.value()))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  @Override
  public String visitLiteral(Expr.Literal literal) {
    return LiteralPrinter.print(literal.value());
  }

  @Override
  public String visitText(Expr.TextExpr text) {
    return texts.print(text.text());
  }

  @Override
  public String visitSql(Expr.SqlExpr sql) {
    return texts.sql(sql.text()) + sql.row().map(row -> " as " + type(row)).orElse("");
  }

  @Override
  public String visitName(Expr.NameExpr name) {
    return name.name().text();
  }

  @Override
  public String visitMember(Expr.Member member) {
    return print(member.receiver(), TIGHTEST) + "." + member.name();
  }

  @Override
  public String visitCall(Expr.Call call) {
    String receiver = call.receiver().map(it -> print(it, TIGHTEST) + ".").orElse("");
    return receiver + call.function() + arguments(call.arguments());
  }

  @Override
  public String visitIndex(Expr.Index index) {
    return print(index.receiver(), TIGHTEST) + "[" + print(index.key()) + "]";
  }

  @Override
  public String visitUnary(Expr.Unary unary) {
    String sign = unary.operator().sign();
    boolean word = unary.operator() == Expr.UnaryOperator.NOT;
    return sign + (word ? " " : "") + print(unary.operand(), strength(unary));
  }

  @Override
  public String visitBinary(Expr.Binary binary) {
    int strength = binary.operator().strength();
    String sign = binary.operator().sign();
    String space = binary.operator() == Expr.BinaryOperator.RANGE ? "" : " ";
    return print(binary.left(), strength)
        + space
        + sign
        + space
        + print(binary.right(), strength + 1);
  }

  @Override
  public String visitConditional(Expr.Conditional conditional) {
    return "if "
        + print(conditional.condition(), LOOSEST + 1)
        + " then "
        + print(conditional.whenTrue(), LOOSEST + 1)
        + " else "
        + print(conditional.whenFalse());
  }

  @Override
  public String visitQuantified(Expr.Quantified quantified) {
    return quantified.quantifier().name().toLowerCase(Locale.ROOT)
        + "("
        + drawn(quantified.variable(), quantified.domain(), quantified.condition())
        + ")";
  }

  @Override
  public String visitComprehension(Expr.Comprehension it) {
    return "["
        + print(it.element())
        + " for "
        + drawn(it.variable(), it.domain(), it.condition())
        + "]";
  }

  private String drawn(Name variable, Expr domain, Optional<Expr> condition) {
    return variable
        + " in "
        + print(domain)
        + condition.map(it -> " where " + print(it)).orElse("");
  }

  @Override
  public String visitList(Expr.ListExpr list) {
    return list.elements().stream().map(this::print).collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public String visitMap(Expr.MapExpr map) {
    return map.entries().isEmpty()
        ? "{}"
        : map.entries().stream()
            .map(entry -> print(entry.key()) + ": " + print(entry.value()))
            .collect(Collectors.joining(", ", "{ ", " }"));
  }

  @Override
  public String visitMatch(Expr.Match match) {
    return match.arms().stream()
        .map(arm -> arm.name().map(Name::text).orElse("else") + " -> " + print(arm.value()))
        .collect(Collectors.joining(", ", "match " + print(match.subject()) + " { ", " }"));
  }

  /** As it was written: nobody knows what it was meant to be. */
  @Override
  public String visitBroken(Expr.Broken broken) {
    return broken.span().text();
  }
}
