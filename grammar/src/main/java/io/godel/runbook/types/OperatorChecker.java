package io.godel.runbook.types;

import static io.godel.runbook.types.Type.Primitive.BOOL;
import static io.godel.runbook.types.Type.Primitive.BYTES;
import static io.godel.runbook.types.Type.Primitive.DATE;
import static io.godel.runbook.types.Type.Primitive.DECIMAL;
import static io.godel.runbook.types.Type.Primitive.DURATION;
import static io.godel.runbook.types.Type.Primitive.INSTANT;
import static io.godel.runbook.types.Type.Primitive.INT;
import static io.godel.runbook.types.Type.Primitive.NOTHING;
import static io.godel.runbook.types.Type.Primitive.PERCENT;
import static io.godel.runbook.types.Type.Primitive.REGEX;
import static io.godel.runbook.types.Type.Primitive.STRING;
import static io.godel.runbook.types.Type.Primitive.UNKNOWN;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Expr.BinaryOperator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which operators go with which types, and what comes out. */
final class OperatorChecker {
  static final Set<Type> ORDERED =
      Set.of(INT, DECIMAL, DURATION, BYTES, PERCENT, INSTANT, DATE, STRING);
  private static final Set<Type> NEGATIVE = Set.of(INT, DECIMAL, DURATION, BYTES);

  /** What the arithmetic operators make of two types; everything else is an error. */
  private static final List<Rule> RULES =
      List.of(
          new Rule("+-*/", INT, INT, INT),
          new Rule("+-*/", DECIMAL, DECIMAL, DECIMAL),
          new Rule("+-*/", INT, DECIMAL, DECIMAL),
          new Rule("+-*/", DECIMAL, INT, DECIMAL),
          new Rule("+-", DURATION, DURATION, DURATION),
          new Rule("*/", DURATION, INT, DURATION),
          new Rule("*", INT, DURATION, DURATION),
          new Rule("/", DURATION, DURATION, DECIMAL),
          new Rule("+-", BYTES, BYTES, BYTES),
          new Rule("*/", BYTES, INT, BYTES),
          new Rule("*", INT, BYTES, BYTES),
          new Rule("*", BYTES, PERCENT, BYTES),
          new Rule("/", BYTES, BYTES, DECIMAL),
          new Rule("+-", PERCENT, PERCENT, PERCENT),
          new Rule("/", PERCENT, PERCENT, DECIMAL),
          new Rule("*", INT, PERCENT, DECIMAL),
          new Rule("*", DECIMAL, PERCENT, DECIMAL),
          new Rule("-", INSTANT, INSTANT, DURATION),
          new Rule("+-", INSTANT, DURATION, INSTANT));

  private record Rule(String operators, Type left, Type right, Type result) {}

  private final ExprChecker exprs;
  private final Findings findings;

  OperatorChecker(ExprChecker exprs, Findings findings) {
    this.exprs = exprs;
    this.findings = findings;
  }

  Term unary(Expr.Unary unary) {
    if (unary.operator() == Expr.UnaryOperator.NOT) {
      Term operand = exprs.checkAs(unary.operand(), BOOL, "what stands behind `not`");
      return new Term.Unary(unary.operator(), operand, BOOL, unary.span());
    }
    Term operand = exprs.check(unary.operand());
    if (operand.type() != UNKNOWN && !NEGATIVE.contains(operand.type())) {
      findings.add(
          Diagnostic.error(Code.OPERATOR_TYPES, unary.span(), "only an amount has a negative")
              .here("this is " + Types.a(operand.type())));
    }
    return new Term.Unary(unary.operator(), operand, operand.type(), unary.span());
  }

  Term binary(Expr.Binary binary) {
    return switch (binary.operator()) {
      case AND, OR -> connective(binary);
      case EQUAL, NOT_EQUAL -> equality(binary);
      case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> order(binary);
      case IN -> membership(binary);
      case MATCHES ->
          new Term.Binary(
              binary.operator(),
              exprs.checkAs(binary.left(), STRING, "what stands before `matches`"),
              exprs.checkAs(binary.right(), REGEX, "what stands behind `matches`"),
              BOOL,
              binary.span());
      case COALESCE -> coalesce(binary);
      case RANGE -> range(binary);
      case PLUS, MINUS, TIMES, DIVIDED_BY -> arithmetic(binary);
    };
  }

  private Term connective(Expr.Binary binary) {
    String role = "each side of `" + binary.operator().sign() + "`";
    Term left = exprs.checkAs(binary.left(), BOOL, role);
    Scope rest = Narrowing.when(left, binary.operator() == BinaryOperator.AND, exprs.scope());
    Term right = exprs.inside(rest, () -> exprs.checkAs(binary.right(), BOOL, role));
    return new Term.Binary(binary.operator(), left, right, BOOL, binary.span());
  }

  private Term equality(Expr.Binary binary) {
    Sides sides = sides(binary);
    if (sides.left.type() == NOTHING) {
      neverNone(sides.right);
    } else if (sides.right.type() == NOTHING) {
      neverNone(sides.left);
    } else if (!refuseSecrets(binary, sides)
        && !comparable(sides.left.type(), sides.right.type())) {
      findings.add(mixed(binary, sides));
    }
    return new Term.Binary(binary.operator(), sides.left, sides.right, BOOL, binary.span());
  }

  private static boolean comparable(Type left, Type right) {
    return Assignability.fits(left, right, new LinkedHashMap<>())
        || Assignability.fits(right, left, new LinkedHashMap<>());
  }

  /** Whether a secret is there may be asked; a value that is always there need not be. */
  private void neverNone(Term term) {
    if (!(term.type() instanceof Type.OptionalOf)
        && term.type() != UNKNOWN
        && term.type() != NOTHING) {
      findings.add(
          Diagnostic.error(Code.NEVER_NONE, term.span(), "this is never none")
              .here("this is " + Types.a(term.type()))
              .help("take the test away; for a list ask `not empty(…)`"));
    }
  }

  private Term order(Expr.Binary binary) {
    Sides sides = sides(binary);
    Type left = plain(sides.left.type());
    Type right = plain(sides.right.type());
    if (!refuseSecrets(binary, sides) && left != UNKNOWN && right != UNKNOWN) {
      if (!left.equals(right)) {
        findings.add(mixed(binary, sides));
      } else if (!ORDERED.contains(left)) {
        findings.add(
            Diagnostic.error(Code.OPERATOR_TYPES, binary.span(), Types.a(left) + " has no order")
                .help("use `==` or `!=`"));
      }
    }
    return new Term.Binary(binary.operator(), sides.left, sides.right, BOOL, binary.span());
  }

  private static Type plain(Type type) {
    return type instanceof Type.Checked checked ? checked.base() : type;
  }

  private record Sides(Term left, Term right) {}

  /** Each side gives the other a hint of its type, for constants and literals. */
  private Sides sides(Expr.Binary binary) {
    boolean leftIsBare =
        binary.left() instanceof Expr.NameExpr name
            && exprs.scope().find(name.name().text()).isEmpty();
    if (leftIsBare) {
      Term right = exprs.check(binary.right());
      return widened(exprs.check(binary.left(), right.type()), right);
    }
    Term left = exprs.check(binary.left());
    return widened(left, exprs.check(binary.right(), left.type()));
  }

  /** An Int beside a Decimal counts as one. */
  private static Sides widened(Term left, Term right) {
    if (left.type() == INT && right.type() == DECIMAL) {
      return new Sides(new Term.Converted(left, DECIMAL, left.span()), right);
    }
    if (left.type() == DECIMAL && right.type() == INT) {
      return new Sides(left, new Term.Converted(right, DECIMAL, right.span()));
    }
    return new Sides(left, right);
  }

  private static Diagnostic mixed(Expr.Binary binary, Sides sides) {
    return Units.missing(sides.right, sides.left.type())
        .or(() -> Units.missing(sides.left, sides.right.type()))
        .orElseGet(() -> different(binary, sides));
  }

  private static Diagnostic different(Expr.Binary binary, Sides sides) {
    String left = sides.left.type().shown();
    String right = sides.right.type().shown();
    Diagnostic mixed =
        Diagnostic.error(
                Code.OPERATOR_TYPES,
                binary.span(),
                "`%s` cannot compare %s with %s"
                    .formatted(
                        binary.operator().sign(),
                        Types.a(sides.left.type()),
                        Types.a(sides.right.type())))
            .here("%s %s %s".formatted(left, binary.operator().sign(), right));
    return sides.left.type() instanceof Type.OptionalOf
            || sides.right.type() instanceof Type.OptionalOf
        ? mixed.help("it may be none: test it first (`!= none`), or give a default with `??`")
        : mixed;
  }

  private boolean refuseSecrets(Expr.Binary binary, Sides sides) {
    boolean secret = Secrets.inside(sides.left.type()) || Secrets.inside(sides.right.type());
    if (secret) {
      findings.add(compared(binary));
    }
    return secret;
  }

  private static Diagnostic compared(Expr.Binary binary) {
    return Diagnostic.error(Code.SECRET_COMPARED, binary.span(), "a secret cannot be compared")
        .help("a comparison that is shown would give it away; `!= none` may be asked");
  }

  private Term membership(Expr.Binary binary) {
    Term right = exprs.check(binary.right());
    Optional<Type> element = elementOf(right.type());
    if (element.isEmpty()) {
      findings.add(
          Diagnostic.error(
                  Code.OPERATOR_TYPES,
                  right.span(),
                  "`in` needs a range, a list, a set or a map behind it")
              .here("this is " + Types.a(right.type())));
    }
    Term left = exprs.check(binary.left(), element.orElse(UNKNOWN));
    if (left.type() == DECIMAL && element.equals(Optional.of(INT))) {
      return amongWhole(binary, left, right);
    }
    Term wanted = exprs.coercion.to(left, element.orElse(UNKNOWN), "what stands before `in`");
    if (Secrets.inside(wanted.type())) {
      findings.add(compared(binary));
    }
    return new Term.Binary(binary.operator(), wanted, right, BOOL, binary.span());
  }

  /** Whole numbers count as decimals where a decimal is looked for among them. */
  private Term amongWhole(Expr.Binary binary, Term left, Term right) {
    Term wider =
        binary.right() instanceof Expr.ListExpr
            ? exprs.checkAs(binary.right(), new Type.ListOf(DECIMAL), "what stands behind `in`")
            : right;
    if (!(right.type() instanceof Type.RangeOf) && wider == right) {
      findings.add(
          Diagnostic.error(Code.WRONG_TYPE, left.span(), "what stands before `in` has to be an Int")
              .here("this is a Decimal"));
    }
    return new Term.Binary(binary.operator(), left, wider, BOOL, binary.span());
  }

  private static Optional<Type> elementOf(Type type) {
    if (type instanceof Type.RangeOf it) {
      return Optional.of(it.of());
    }
    if (type instanceof Type.ListOf it) {
      return Optional.of(it.element());
    }
    if (type instanceof Type.SetOf it) {
      return Optional.of(it.element());
    }
    if (type instanceof Type.MapOf it) {
      return Optional.of(it.key());
    }
    return type == UNKNOWN ? Optional.of(UNKNOWN) : Optional.empty();
  }

  private Term coalesce(Expr.Binary binary) {
    Term left = exprs.check(binary.left());
    Type of = left.type() instanceof Type.OptionalOf optional ? optional.of() : left.type();
    if (!(left.type() instanceof Type.OptionalOf) && left.type() != UNKNOWN) {
      findings.add(
          Diagnostic.error(
                  Code.NEVER_NONE, left.span(), "this is never none, so it needs no default")
              .here("this is " + Types.a(left.type())));
    }
    Term right = exprs.check(binary.right(), of);
    if (left.type() == UNKNOWN) {
      return new Term.Binary(binary.operator(), left, right, UNKNOWN, binary.span());
    }
    if (right.type() instanceof Type.OptionalOf
        && Assignability.fits(left.type(), right.type(), new LinkedHashMap<>())) {
      return new Term.Binary(binary.operator(), left, right, right.type(), binary.span());
    }
    Term value = exprs.coercion.to(right, of, "the default");
    return new Term.Binary(binary.operator(), left, value, of, binary.span());
  }

  private Term range(Expr.Binary binary) {
    Term first = exprs.check(binary.left());
    Term last = exprs.checkAs(binary.right(), first.type(), "the end of a range");
    if (first.type() != UNKNOWN && !ORDERED.contains(first.type())) {
      findings.error(Code.OPERATOR_TYPES, binary.span(), Types.a(first.type()) + " has no order");
    }
    Term range =
        new Term.Binary(
            binary.operator(), first, last, new Type.RangeOf(first.type()), binary.span());
    if (Folding.isEmpty(range)) {
      findings.add(
          Diagnostic.error(Code.BOUND_SENSELESS, binary.span(), "there is nothing in this range")
              .help("write the smaller end first"));
    }
    return range;
  }

  private Term arithmetic(Expr.Binary binary) {
    Term left = exprs.check(binary.left());
    Term right = exprs.check(binary.right());
    Type result = UNKNOWN;
    if (left.type() != UNKNOWN && right.type() != UNKNOWN) {
      Optional<Rule> rule =
          RULES.stream()
              .filter(each -> each.operators.contains(binary.operator().sign()))
              .filter(each -> each.left == left.type() && each.right == right.type())
              .findFirst();
      if (rule.isEmpty()) {
        findings.add(noRule(binary, left.type(), right.type()));
      } else {
        result = rule.get().result;
      }
    }
    return new Term.Binary(binary.operator(), left, right, result, binary.span());
  }

  private static Diagnostic noRule(Expr.Binary binary, Type left, Type right) {
    Diagnostic wrong =
        Diagnostic.error(
                Code.OPERATOR_TYPES,
                binary.span(),
                "`%s` does not go with %s and %s"
                    .formatted(binary.operator().sign(), Types.a(left), Types.a(right)))
            .here("%s %s %s".formatted(left.shown(), binary.operator().sign(), right.shown()));
    boolean strings = left == STRING || right == STRING;
    return strings
        ? wrong.help("strings are put together by interpolation: `\"${a}${b}\"`")
        : wrong;
  }
}
