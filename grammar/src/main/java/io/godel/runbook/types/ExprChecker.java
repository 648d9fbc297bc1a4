package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Name;
import io.godel.runbook.syntax.Text;
import io.godel.runbook.syntax.TypeRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns expressions into terms: finds what every name means and what type everything has. */
final class ExprChecker implements Expr.Visitor<Term> {
  final Symbols symbols;
  final String module;
  final List<String> uses;
  final Findings findings;
  final TypeReader types;
  private final SqlChecker sql;
  final Coercion coercion;
  final CallChecker calls;
  final NameChecker names;
  private final OperatorChecker operators;

  private Scope scope;
  private Type expected = Type.Primitive.UNKNOWN;
  private int bindings;

  ExprChecker(
      Symbols symbols,
      String module,
      List<String> uses,
      TypeReader types,
      SqlReader reader,
      Scope scope,
      Findings findings) {
    this.symbols = symbols;
    this.module = module;
    this.uses = uses;
    this.types = types;
    this.findings = findings;
    this.scope = scope;
    this.coercion = new Coercion(findings);
    this.calls = new CallChecker(this, coercion);
    this.names = new NameChecker(this);
    this.operators = new OperatorChecker(this, findings);
    this.sql = new SqlChecker(reader, findings);
  }

  Scope scope() {
    return scope;
  }

  /** Everything inside happens in a scope of its own. */
  <T> T inside(Scope inner, java.util.function.Supplier<T> body) {
    Scope before = scope;
    scope = inner;
    try {
      return body.get();
    } finally {
      scope = before;
    }
  }

  /** The term, whatever its type. */
  Term check(Expr expr) {
    return check(expr, Type.Primitive.UNKNOWN);
  }

  /** The term, with a hint of what is wanted for what has no type of its own. */
  Term check(Expr expr, Type hint) {
    Type before = expected;
    expected = hint;
    try {
      return expr.accept(this);
    } finally {
      expected = before;
    }
  }

  /** The term, made to be of the type; reported when it cannot be. */
  Term checkAs(Expr expr, Type wanted, String role) {
    return coercion.to(check(expr, wanted), wanted, role);
  }

  Term condition(Expr expr) {
    return checkAs(expr, Type.Primitive.BOOL, "a condition");
  }

  Term text(Text text) {
    if (text.isPlain()) {
      return new Term.Chars(text.plain(), Type.Primitive.STRING, text.span());
    }
    List<Term> pieces = new ArrayList<>();
    for (Text.Part part : text.parts()) {
      if (part instanceof Text.Chars chars) {
        pieces.add(new Term.Chars(chars.value(), Type.Primitive.STRING, chars.span()));
      } else {
        pieces.add(showable(check(((Text.Inserted) part).expr())));
      }
    }
    return new Term.TextOf(pieces, Type.Primitive.STRING, text.span());
  }

  private Term showable(Term term) {
    if (Secrets.inside(term.type())) {
      findings.add(
          Diagnostic.error(Code.SECRET_IN_TEXT, term.span(), "a secret cannot be put into a string")
              .here("this is " + Types.a(term.type()))
              .help("hand the secret itself to what accepts a Secret"));
    }
    return term;
  }

  @Override
  public Term visitLiteral(Expr.Literal literal) {
    return new Term.Constant(literal.value(), Literals.type(literal.value()), literal.span());
  }

  @Override
  public Term visitText(Expr.TextExpr text) {
    return text(text.text());
  }

  @Override
  public Term visitSql(Expr.SqlExpr expr) {
    List<Term> parameters = new ArrayList<>();
    for (Text.Part part : expr.text().parts()) {
      if (part instanceof Text.Inserted inserted) {
        parameters.add(SqlChecker.bindable(showable(check(inserted.expr())), findings));
      }
    }
    Type row = expr.row().map(types::read).orElse(Type.Primitive.UNIT);
    return sql.check(expr, parameters, row);
  }

  Term broken(Span span) {
    return new Term.Constant(new Expr.NoneValue(), Type.Primitive.UNKNOWN, span);
  }

  @Override
  public Term visitName(Expr.NameExpr name) {
    return names.name(name.name(), expected);
  }

  @Override
  public Term visitMember(Expr.Member member) {
    return names.member(member);
  }

  @Override
  public Term visitCall(Expr.Call call) {
    return calls.check(call, expected);
  }

  @Override
  public Term visitIndex(Expr.Index index) {
    Term receiver = check(index.receiver());
    if (receiver.type() instanceof Type.MapOf map) {
      Term key = checkAs(index.key(), map.key(), "a key");
      Type value =
          map.value() instanceof Type.OptionalOf ? map.value() : new Type.OptionalOf(map.value());
      return new Term.ElementOf(receiver, key, value, index.span());
    }
    if (receiver.type() instanceof Type.ListOf list) {
      Term key = checkAs(index.key(), Type.Primitive.INT, "an index");
      return new Term.ElementOf(receiver, key, list.element(), index.span());
    }
    if (receiver.type() != Type.Primitive.UNKNOWN) {
      findings.add(
          Diagnostic.error(
                  Code.NOT_INDEXED, index.receiver().span(), "only a list or a map has elements")
              .here("this is " + Types.a(receiver.type())));
    }
    check(index.key());
    return broken(index.span());
  }

  @Override
  public Term visitUnary(Expr.Unary unary) {
    return operators.unary(unary);
  }

  @Override
  public Term visitBinary(Expr.Binary binary) {
    return operators.binary(binary);
  }

  @Override
  public Term visitConditional(Expr.Conditional conditional) {
    Type hint = expected;
    Term condition = condition(conditional.condition());
    Term whenTrue =
        inside(Narrowing.when(condition, true, scope), () -> check(conditional.whenTrue(), hint));
    Term whenFalse =
        inside(Narrowing.when(condition, false, scope), () -> check(conditional.whenFalse(), hint));
    Type type = coercion.join(whenTrue, whenFalse, "the two sides of `if`");
    return new Term.Conditional(
        condition,
        coercion.to(whenTrue, type, "this side"),
        coercion.to(whenFalse, type, "this side"),
        type,
        conditional.span());
  }

  @Override
  public Term visitQuantified(Expr.Quantified quantified) {
    Term domain = check(quantified.domain());
    Variable variable = binding(quantified.variable(), elementOf(domain));
    Scope inner = new Scope(scope);
    inner.declare(variable);
    Optional<Term> condition = inside(inner, () -> quantified.condition().map(this::condition));
    Type type =
        quantified.quantifier() == Expr.Quantifier.COUNT ? Type.Primitive.INT : Type.Primitive.BOOL;
    return new Term.Quantified(
        quantified.quantifier(), variable, domain, condition, type, quantified.span());
  }

  @Override
  public Term visitComprehension(Expr.Comprehension comprehension) {
    Type hint = expected instanceof Type.ListOf list ? list.element() : Type.Primitive.UNKNOWN;
    Term domain = check(comprehension.domain());
    Variable variable = binding(comprehension.variable(), elementOf(domain));
    Scope inner = new Scope(scope);
    inner.declare(variable);
    return inside(
        inner,
        () -> {
          Optional<Term> condition = comprehension.condition().map(this::condition);
          Scope holds = condition.map(term -> Narrowing.when(term, true, scope)).orElse(scope);
          Term element = inside(holds, () -> check(comprehension.element(), hint));
          return new Term.Comprehension(
              element,
              variable,
              domain,
              condition,
              new Type.ListOf(element.type()),
              comprehension.span());
        });
  }

  /** A name that an expression brings itself; its id tells it from others of the same name. */
  private Variable binding(Name name, Type type) {
    names.demandNew(name);
    return new Variable(module + "/each" + bindings++ + "/" + name.text(), name.text(), type);
  }

  Type elementOf(Term domain) {
    Type type = domain.type();
    if (type instanceof Type.ListOf list) {
      return list.element();
    }
    if (type instanceof Type.SetOf set) {
      return set.element();
    }
    if (type instanceof Type.MapOf map) {
      return map.key();
    }
    if (type instanceof Type.RangeOf range && range.of() == Type.Primitive.INT) {
      return range.of();
    }
    if (type != Type.Primitive.UNKNOWN) {
      findings.add(
          Diagnostic.error(
                  Code.NOT_A_COLLECTION,
                  domain.span(),
                  "only a list, a set, a map or a range of Int can be gone through")
              .here("this is " + Types.a(type)));
    }
    return Type.Primitive.UNKNOWN;
  }

  @Override
  public Term visitList(Expr.ListExpr list) {
    Type hint =
        expected instanceof Type.ListOf wanted
            ? wanted.element()
            : expected instanceof Type.SetOf set ? set.element() : Type.Primitive.UNKNOWN;
    List<Term> elements = list.elements().stream().map(element -> check(element, hint)).toList();
    Type element = coercion.join(elements, hint, "the elements of a list");
    List<Term> same =
        elements.stream().map(term -> coercion.to(term, element, "an element")).toList();
    Type type = expected instanceof Type.SetOf ? new Type.SetOf(element) : new Type.ListOf(element);
    return new Term.ListOf(same, type, list.span());
  }

  @Override
  public Term visitMap(Expr.MapExpr map) {
    Type keyHint = expected instanceof Type.MapOf wanted ? wanted.key() : Type.Primitive.UNKNOWN;
    Type valueHint =
        expected instanceof Type.MapOf wanted ? wanted.value() : Type.Primitive.UNKNOWN;
    List<Term> keys = map.entries().stream().map(entry -> check(entry.key(), keyHint)).toList();
    List<Term> values =
        map.entries().stream().map(entry -> check(entry.value(), valueHint)).toList();
    Type key = coercion.join(keys, keyHint, "the keys of a map");
    Type value = coercion.join(values, valueHint, "the values of a map");
    List<Term.Entry> entries = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      entries.add(
          new Term.Entry(
              coercion.to(keys.get(i), key, "a key"),
              coercion.to(values.get(i), value, "a value")));
    }
    return new Term.MapOf(entries, new Type.MapOf(key, value), map.span());
  }

  @Override
  public Term visitMatch(Expr.Match match) {
    return new MatchChecker(this, coercion).check(match, expected);
  }

  @Override
  public Term visitBroken(Expr.Broken broken) {
    return broken(broken.span());
  }

  Type type(TypeRef ref) {
    return types.read(ref);
  }
}
