package io.godel.runbook.syntax;

import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.grammar.RunbookLexer;
import io.godel.runbook.syntax.grammar.RunbookParser.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Makes expressions, names, strings and types of their parse trees. */
final class ExprBuilder {
  private static final String MISSING = "?";

  private static final Map<Integer, Expr.BinaryOperator> OPERATORS =
      Map.ofEntries(
          Map.entry(RunbookLexer.EQ_EQ, Expr.BinaryOperator.EQUAL),
          Map.entry(RunbookLexer.NOT_EQ, Expr.BinaryOperator.NOT_EQUAL),
          Map.entry(RunbookLexer.LESS, Expr.BinaryOperator.LESS),
          Map.entry(RunbookLexer.LESS_EQ, Expr.BinaryOperator.LESS_EQUAL),
          Map.entry(RunbookLexer.GREATER, Expr.BinaryOperator.GREATER),
          Map.entry(RunbookLexer.GREATER_EQ, Expr.BinaryOperator.GREATER_EQUAL),
          Map.entry(RunbookLexer.IN, Expr.BinaryOperator.IN),
          Map.entry(RunbookLexer.MATCHES, Expr.BinaryOperator.MATCHES),
          Map.entry(RunbookLexer.COALESCE, Expr.BinaryOperator.COALESCE),
          Map.entry(RunbookLexer.DOT_DOT, Expr.BinaryOperator.RANGE),
          Map.entry(RunbookLexer.PLUS, Expr.BinaryOperator.PLUS),
          Map.entry(RunbookLexer.MINUS, Expr.BinaryOperator.MINUS),
          Map.entry(RunbookLexer.STAR, Expr.BinaryOperator.TIMES),
          Map.entry(RunbookLexer.SLASH, Expr.BinaryOperator.DIVIDED_BY),
          Map.entry(RunbookLexer.AND, Expr.BinaryOperator.AND),
          Map.entry(RunbookLexer.OR, Expr.BinaryOperator.OR));

  private final Tokens tokens;

  ExprBuilder(Tokens tokens) {
    this.tokens = tokens;
  }

  // What the parser could not read is null; it has been reported and becomes a placeholder here.

  Name name(ParserRuleContext context) {
    return context == null || context.getStart() == null || context.getText().isEmpty()
        ? new Name(MISSING, tokens.at(0))
        : new Name(context.getText(), tokens.span(context));
  }

  Name name(TerminalNode node) {
    return new Name(node.getText(), tokens.span(node));
  }

  Name word(ParserRuleContext context) {
    return name(context);
  }

  List<Name> dotted(DottedContext dotted) {
    if (dotted == null) {
      return List.of(name((ParserRuleContext) null));
    }
    List<Name> names = new ArrayList<>();
    names.add(name(dotted.name()));
    dotted.word().forEach(word -> names.add(word(word)));
    return names;
  }

  TypeRef type(TypeRefContext type) {
    if (type == null) {
      return new TypeRef(dotted(null), List.of(), false, tokens.at(0));
    }
    return new TypeRef(
        dotted(type.dotted()),
        type.typeRef().stream().map(this::type).toList(),
        type.QUESTION() != null,
        tokens.span(type));
  }

  Text text(TextContext text) {
    if (text instanceof QuotedTextContext quoted) {
      List<Text.Part> parts = new ArrayList<>();
      quoted.textPart().forEach(part -> textPart(part).ifPresent(parts::add));
      return new Text(merged(parts), false, tokens.span(quoted));
    }
    if (text instanceof RawTextContext raw) {
      Span span = tokens.span(raw);
      String written = raw.RAW_STRING().getText();
      String value = written.substring(3, written.length() - 3);
      return new Text(List.of(new Text.Chars(value, span)), true, span);
    }
    return new Text(List.of(), false, text == null ? tokens.at(0) : tokens.span(text));
  }

  private Optional<Text.Part> textPart(TextPartContext part) {
    if (part instanceof TextCharsContext) {
      return Optional.of(new Text.Chars(part.getText(), tokens.span(part)));
    }
    if (part instanceof TextEscapeContext) {
      return Optional.of(new Text.Chars(escaped(part.getText().charAt(1)), tokens.span(part)));
    }
    if (part instanceof TextExprContext it) {
      return Optional.of(new Text.Inserted(expr(it.expr()), tokens.span(part)));
    }
    return Optional.empty();
  }

  private static String escaped(char sign) {
    return switch (sign) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      default -> String.valueOf(sign);
    };
  }

  /** Neighbouring plain pieces become one, so that equal strings are equal trees. */
  private static List<Text.Part> merged(List<Text.Part> parts) {
    List<Text.Part> result = new ArrayList<>();
    for (Text.Part part : parts) {
      int last = result.size() - 1;
      if (part instanceof Text.Chars more
          && last >= 0
          && result.get(last) instanceof Text.Chars before) {
        result.set(
            last, new Text.Chars(before.value() + more.value(), before.span().to(more.span())));
      } else {
        result.add(part);
      }
    }
    return result;
  }

  private Expr sql(SqlContext sql) {
    List<Text.Part> parts = new ArrayList<>();
    for (SqlPartContext part : sql.sqlPart()) {
      if (part instanceof SqlExprContext it) {
        parts.add(new Text.Inserted(expr(it.expr()), tokens.span(part)));
      } else {
        parts.add(new Text.Chars(part.getText(), tokens.span(part)));
      }
    }
    Span span = tokens.span(sql);
    return new Expr.SqlExpr(
        new Text(merged(parts), true, span),
        Optional.ofNullable(sql.rowType()).map(this::rowType),
        span);
  }

  private TypeRef rowType(RowTypeContext type) {
    List<Name> names = new ArrayList<>();
    names.add(name(type.name()));
    type.word().forEach(word -> names.add(word(word)));
    return new TypeRef(names, List.of(), false, tokens.span(type));
  }

  Expr expr(ExprContext expr) {
    if (expr == null) {
      return new Expr.Broken(tokens.at(0));
    }
    Span span = tokens.span(expr);
    if (expr instanceof PrimaryExprContext it) {
      return primary(it.primary());
    }
    if (expr instanceof MemberContext it) {
      return new Expr.Member(expr(it.expr()), word(it.word()), span);
    }
    if (expr instanceof MethodCallContext it) {
      return new Expr.Call(
          Optional.of(expr(it.expr())), word(it.word()), arguments(it.arguments()), span);
    }
    if (expr instanceof IndexContext it) {
      return new Expr.Index(expr(it.expr(0)), expr(it.expr(1)), span);
    }
    if (expr instanceof MinusContext it) {
      return new Expr.Unary(Expr.UnaryOperator.MINUS, expr(it.expr()), span);
    }
    if (expr instanceof NegationContext it) {
      return new Expr.Unary(Expr.UnaryOperator.NOT, expr(it.expr()), span);
    }
    if (expr instanceof ConditionalContext it) {
      return new Expr.Conditional(expr(it.expr(0)), expr(it.expr(1)), expr(it.expr(2)), span);
    }
    return infix(expr, span);
  }

  /** A span of time; a bare number there is one without its unit. */
  Expr duration(ExprContext expr) {
    Expr amount = expr(expr);
    if (amount instanceof Expr.Literal literal
        && (literal.value() instanceof Expr.IntValue
            || literal.value() instanceof Expr.DecimalValue)) {
      tokens.literals().unitMissing(amount.span());
      return new Expr.Broken(amount.span());
    }
    return amount;
  }

  /** All that is left is an operator between two expressions, or something broken. */
  private Expr infix(ExprContext expr, Span span) {
    if (expr.getChildCount() == 3
        && expr.getChild(0) instanceof ExprContext left
        && expr.getChild(1) instanceof TerminalNode sign
        && expr.getChild(2) instanceof ExprContext right
        && OPERATORS.containsKey(sign.getSymbol().getType())) {
      return new Expr.Binary(
          OPERATORS.get(sign.getSymbol().getType()), expr(left), expr(right), span);
    }
    return new Expr.Broken(span);
  }

  List<Expr.Argument> arguments(ArgumentsContext arguments) {
    if (arguments == null) {
      return List.of();
    }
    List<Expr.Argument> result = new ArrayList<>();
    for (ArgumentContext argument : arguments.argument()) {
      result.add(
          new Expr.Argument(
              Optional.ofNullable(argument.word()).map(this::word),
              expr(argument.expr()),
              tokens.span(argument)));
    }
    return result;
  }

  private Expr primary(PrimaryContext primary) {
    Span span = tokens.span(primary);
    if (primary instanceof LiteralPrimaryContext it) {
      return literal(it.literal());
    }
    if (primary instanceof TextPrimaryContext it) {
      return new Expr.TextExpr(text(it.text()), span);
    }
    if (primary instanceof SqlPrimaryContext it) {
      return sql(it.sql());
    }
    if (primary instanceof ParenthesisedContext it) {
      return expr(it.expr());
    }
    if (primary instanceof NamePrimaryContext it) {
      return it.arguments() == null
          ? new Expr.NameExpr(name(it.name()), span)
          : new Expr.Call(Optional.empty(), name(it.name()), arguments(it.arguments()), span);
    }
    if (primary instanceof ListPrimaryContext it && it.drawn() == null) {
      return new Expr.ListExpr(it.expr().stream().map(this::expr).toList(), span);
    }
    if (primary instanceof MapPrimaryContext it) {
      return new Expr.MapExpr(
          it.mapEntry().stream()
              .map(entry -> new Expr.MapEntry(expr(entry.expr(0)), expr(entry.expr(1))))
              .toList(),
          span);
    }
    return binding(primary, span);
  }

  /** The expressions that bring a name of their own. */
  private Expr binding(PrimaryContext primary, Span span) {
    if (primary instanceof QuantifiedContext it) {
      Expr.Quantifier quantifier =
          switch (it.quantifier.getType()) {
            case RunbookLexer.COUNT -> Expr.Quantifier.COUNT;
            case RunbookLexer.ANY -> Expr.Quantifier.ANY;
            default -> Expr.Quantifier.ALL;
          };
      return new Expr.Quantified(
          quantifier, name(it.name()), expr(it.expr(0)), optional(it.expr(), 1), span);
    }
    if (primary instanceof ListPrimaryContext it) {
      DrawnContext drawn = it.drawn();
      return new Expr.Comprehension(
          expr(it.expr(0)),
          name(drawn.name()),
          expr(drawn.expr(0)),
          optional(drawn.expr(), 1),
          span);
    }
    if (primary instanceof MatchPrimaryContext it) {
      return new Expr.Match(
          expr(it.expr()), it.matchArm().stream().map(this::matchArm).toList(), span);
    }
    return new Expr.Broken(span);
  }

  private Optional<Expr> optional(List<ExprContext> exprs, int index) {
    return index < exprs.size() ? Optional.of(expr(exprs.get(index))) : Optional.empty();
  }

  private Expr.MatchArm matchArm(MatchArmContext arm) {
    if (arm instanceof NamedArmContext it) {
      return new Expr.MatchArm(Optional.of(name(it.name())), expr(it.expr()), tokens.span(arm));
    }
    ExprContext value = arm instanceof ElseArmContext it ? it.expr() : null;
    return new Expr.MatchArm(Optional.empty(), expr(value), tokens.span(arm));
  }

  private Expr literal(LiteralContext literal) {
    return new Expr.Literal(constant(literal), tokens.span(literal));
  }

  private Expr.Constant constant(LiteralContext literal) {
    Literals literals = tokens.literals();
    if (literal instanceof BoolLiteralContext it) {
      return new Expr.BoolValue(it.TRUE() != null);
    }
    if (literal instanceof IntLiteralContext it) {
      return new Expr.IntValue(literals.integer(it.INT()));
    }
    if (literal instanceof DecimalLiteralContext it) {
      return new Expr.DecimalValue(literals.decimal(it.DECIMAL()));
    }
    if (literal instanceof DurationLiteralContext it) {
      return new Expr.DurationValue(literals.duration(it.DURATION()));
    }
    if (literal instanceof BytesLiteralContext it) {
      return new Expr.BytesValue(literals.bytes(it.BYTES()));
    }
    if (literal instanceof PercentLiteralContext it) {
      return new Expr.PercentValue(literals.percent(it.PERCENT()));
    }
    if (literal instanceof DateLiteralContext it) {
      return new Expr.DateValue(literals.date(it.DATE()));
    }
    if (literal instanceof InstantLiteralContext it) {
      return new Expr.InstantValue(literals.instant(it.INSTANT()));
    }
    return new Expr.NoneValue();
  }
}
