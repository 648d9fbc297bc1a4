package io.godel.runbook.plan;

import io.godel.runbook.syntax.Expr;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Type;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A term written in the one way that does not depend on its author's layout: names resolved,
 * defaults filled in, brackets only where the reading needs them.
 *
 * <p>Terms that mean different things are written differently, and the same meaning is written the
 * same whatever spaces, line ends and comments stand in the text. So a plan's hash can be made of
 * it.
 */
public final class TermCanonical implements Term.Visitor<String> {
  /** The module whose names need no prefix. */
  private static final String CORE = "core";

  private static final TermCanonical WRITER = new TermCanonical();

  private TermCanonical() {}

  public static String of(Term term) {
    return term.accept(WRITER);
  }

  /**
   * The content of a title, a reason or a question, without quotes; what is put in stands in {@code
   * ${…}}, and characters that look like it are escaped.
   */
  static String content(Term text) {
    if (text instanceof Term.Chars chars) {
      return escaped(chars.value());
    }
    return text instanceof Term.TextOf parts ? pieces(parts.pieces()) : "${" + of(text) + "}";
  }

  private static String pieces(List<Term> pieces) {
    return pieces.stream().map(TermCanonical::content).collect(Collectors.joining());
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("${", "\\${");
  }

  private static String quoted(String content) {
    return '"'
        + content
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
        + '"';
  }

  @Override
  public String visitConstant(Term.Constant constant) {
    return LiteralText.of(constant.value());
  }

  @Override
  public String visitText(Term.TextOf text) {
    return quoted(content(text));
  }

  @Override
  public String visitChars(Term.Chars chars) {
    return quoted(content(chars));
  }

  @Override
  public String visitSql(Term.Sql sql) {
    StringBuilder out = new StringBuilder("sql\"\"\"");
    for (int i = 0; i < sql.fragments().size(); i++) {
      out.append(escaped(sql.fragments().get(i)));
      if (i < sql.parameters().size()) {
        out.append("${").append(of(sql.parameters().get(i))).append('}');
      }
    }
    out.append("\"\"\"");
    return sql.row() == Type.Primitive.UNIT ? out.toString() : out + " as " + row(sql.row());
  }

  /** With its fields: a runbook's own record has no other place in a plan. */
  private static String row(Type row) {
    return row instanceof Type.RecordType record
        ? record.name()
            + record.fields().stream()
                .map(field -> field.name() + ": " + field.type().shown())
                .collect(Collectors.joining(", ", " { ", " }"))
        : row.shown();
  }

  @Override
  public String visitUse(Term.Use use) {
    return use.variable().name();
  }

  @Override
  public String visitInvoke(Term.Invoke invoke) {
    List<Action.Parameter> parameters = invoke.action().parameters();
    String name =
        invoke.action().module().equals(CORE)
            ? invoke.action().name()
            : invoke.action().qualifiedName();
    return IntStream.range(0, invoke.arguments().size())
        .mapToObj(i -> argument(i, parameters.get(i).name(), of(invoke.arguments().get(i))))
        .collect(Collectors.joining(", ", name + "(", ")"));
  }

  /** All arguments stand in their places; a name is for the reader, where it tells something. */
  private static String argument(int index, String name, String value) {
    return index == 0 || name.equals(value) ? value : name + ": " + value;
  }

  @Override
  public String visitMake(Term.Make make) {
    return IntStream.range(0, make.values().size())
        .mapToObj(i -> make.record().fields().get(i).name() + ": " + of(make.values().get(i)))
        .collect(Collectors.joining(", ", make.record().name() + "(", ")"));
  }

  @Override
  public String visitField(Term.FieldOf field) {
    return operand(field.receiver()) + "." + field.field();
  }

  @Override
  public String visitElement(Term.ElementOf element) {
    return operand(element.receiver()) + "[" + of(element.key()) + "]";
  }

  @Override
  public String visitEnumConstant(Term.EnumConstant constant) {
    return constant.enumeration().name() + "." + constant.constant();
  }

  @Override
  public String visitUnary(Term.Unary unary) {
    String space = unary.operator() == Expr.UnaryOperator.NOT ? " " : "";
    return unary.operator().sign() + space + operand(unary.operand());
  }

  @Override
  public String visitBinary(Term.Binary binary) {
    Expr.BinaryOperator operator = binary.operator();
    return side(binary.left(), operator, operator.strength())
        + " "
        + operator.sign()
        + " "
        + side(binary.right(), operator, operator.strength() + 1);
  }

  /** Comparisons stand beside each other only in brackets; the other operators read from left. */
  private static String side(Term term, Expr.BinaryOperator operator, int strengthMin) {
    if (term instanceof Term.Converted converted) {
      return side(converted.value(), operator, strengthMin);
    }
    boolean chained = operator.strength() != Expr.BinaryOperator.EQUAL.strength();
    int least = chained ? strengthMin : operator.strength() + 1;
    boolean negation =
        term instanceof Term.Unary unary
            && unary.operator() == Expr.UnaryOperator.NOT
            && operator.strength() <= Expr.BinaryOperator.AND.strength();
    return negation || term instanceof Term.Binary inner && inner.operator().strength() >= least
        ? of(term)
        : operand(term);
  }

  /** In brackets where it is put together by an operator itself. */
  private static String operand(Term term) {
    if (term instanceof Term.Converted converted) {
      return operand(converted.value());
    }
    boolean open =
        term instanceof Term.Binary
            || term instanceof Term.Unary
            || term instanceof Term.Conditional
            || term instanceof Term.Sql;
    return open ? "(" + of(term) + ")" : of(term);
  }

  @Override
  public String visitConditional(Term.Conditional it) {
    return "if %s then %s else %s"
        .formatted(operand(it.condition()), operand(it.whenTrue()), operand(it.whenFalse()));
  }

  @Override
  public String visitQuantified(Term.Quantified it) {
    return it.quantifier().name().toLowerCase(Locale.ROOT)
        + "("
        + each(it.variable().name(), it.domain(), it.condition())
        + ")";
  }

  @Override
  public String visitComprehension(Term.Comprehension it) {
    return "["
        + of(it.element())
        + " for "
        + each(it.variable().name(), it.domain(), it.condition())
        + "]";
  }

  private static String each(String name, Term domain, Optional<Term> condition) {
    return name + " in " + of(domain) + condition.map(where -> " where " + of(where)).orElse("");
  }

  @Override
  public String visitList(Term.ListOf list) {
    return list.elements().stream()
        .map(TermCanonical::of)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public String visitMap(Term.MapOf map) {
    return map.entries().stream()
        .map(entry -> of(entry.key()) + ": " + of(entry.value()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  @Override
  public String visitMatch(Term.Match match) {
    String arms =
        match.arms().stream()
            .map(arm -> arm.constant() + " -> " + of(arm.value()))
            .collect(Collectors.joining(", "));
    String otherwise =
        match
            .otherwise()
            .map(other -> (match.arms().isEmpty() ? "" : ", ") + "else -> " + of(other))
            .orElse("");
    return "match " + operand(match.subject()) + " { " + arms + otherwise + " }";
  }

  @Override
  public String visitConverted(Term.Converted converted) {
    return of(converted.value());
  }
}
