package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Suggestion;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Name;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what a name stands for at its place, and says why it stands for nothing. */
final class NameChecker {
  private final ExprChecker exprs;

  /** Names that are known elsewhere in the runbook, and why they are not known here. */
  private final Map<String, String> withheld = new LinkedHashMap<>();

  /** Modules that are not in use and were missed: each is reported once. */
  private final Set<String> missed = new LinkedHashSet<>();

  NameChecker(ExprChecker exprs) {
    this.exprs = exprs;
  }

  /**
   * @param expected the type that is wanted, for the constants of an enum
   */
  Term name(Name name, Type expected) {
    Scope scope = exprs.scope();
    Optional<Variable> variable = scope.find(name.text());
    if (variable.isPresent()) {
      return new Term.Use(variable.get(), scope.typeOf(variable.get()), name.span());
    }
    return constant(name, expected, name.span()).orElseGet(() -> unknown(name, expected));
  }

  /** A bare word that is a constant of the enum that is wanted here. */
  private Optional<Term> constant(Name name, Type wanted, Span span) {
    Type of = wanted instanceof Type.OptionalOf optional ? optional.of() : wanted;
    return of instanceof Type.EnumType enumeration && enumeration.constants().contains(name.text())
        ? Optional.of(new Term.EnumConstant(enumeration, name.text(), span))
        : Optional.empty();
  }

  private Term unknown(Name name, Type expected) {
    Diagnostic unknown =
        Diagnostic.error(
                Code.UNKNOWN_NAME, name.span(), "nothing here is called `" + name.text() + "`")
            .here("unknown name");
    if (exprs.symbols.isModule(name.text())) {
      if (missed.add(name.text())) {
        exprs.findings.add(
            unknown.help("the module is not in use here: write `use " + name.text() + "`"));
      }
    } else if (withheld.containsKey(name.text())) {
      exprs.findings.add(unknown.help(withheld.get(name.text())));
    } else {
      exprs.findings.add(
          near(name, expected)
              .map(near -> unknown.help("did you mean `" + near + "`?"))
              .orElse(unknown));
    }
    return exprs.broken(name.span());
  }

  private Optional<String> near(Name name, Type expected) {
    List<String> known = new ArrayList<>(exprs.scope().names());
    known.addAll(exprs.uses);
    if (expected instanceof Type.EnumType enumeration) {
      known.addAll(enumeration.constants());
    }
    return Suggestion.nearest(name.text(), known);
  }

  /** Whether it is a name that neither is anything here nor looks like a slip of the pen. */
  boolean isNowhere(Expr expr, Type expected) {
    return expr instanceof Expr.NameExpr use
        && exprs.scope().find(use.name().text()).isEmpty()
        && !exprs.symbols.isModule(use.name().text())
        && !withheld.containsKey(use.name().text())
        && near(use.name(), expected).isEmpty();
  }

  /** A constant, a field, or an action without further arguments. */
  Term member(Expr.Member member) {
    Optional<Type> named = typeNamed(member.receiver());
    if (named.isPresent()) {
      return constant(member.name(), named.get(), member.span())
          .orElseGet(() -> noConstant(member, named.get()));
    }
    Optional<String> owner = moduleNamed(member.receiver());
    if (owner.isPresent()) {
      return exprs.calls.ofModule(owner.get(), member.name(), List.of(), member.span());
    }
    Term receiver = exprs.check(member.receiver());
    if (receiver.type() instanceof Type.RecordType record) {
      Optional<Type> field = record.field(member.name().text());
      if (field.isPresent()) {
        Term plain = new Term.FieldOf(receiver, member.name().text(), field.get(), member.span());
        return Narrowing.known(plain, exprs.scope())
            .<Term>map(
                type -> new Term.FieldOf(receiver, member.name().text(), type, member.span()))
            .orElse(plain);
      }
    }
    return exprs.calls.member(receiver, member.name(), List.of(), member.span());
  }

  private Term noConstant(Expr.Member member, Type type) {
    List<String> constants =
        type instanceof Type.EnumType enumeration ? enumeration.constants() : List.of();
    Diagnostic unknown =
        Diagnostic.error(
            Code.UNKNOWN_CONSTANT,
            member.name().span(),
            "`" + type.shown() + "` has no constant `" + member.name() + "`");
    exprs.findings.add(
        constants.isEmpty() ? unknown : unknown.help("it has " + String.join(", ", constants)));
    return exprs.broken(member.span());
  }

  /** {@code pg.State} or {@code State}, where no variable has that name. */
  private Optional<Type> typeNamed(Expr expr) {
    if (expr instanceof Expr.NameExpr name && exprs.scope().find(name.name().text()).isEmpty()) {
      return Optional.ofNullable(exprs.symbols.types.get(exprs.module + "." + name.name().text()))
          .filter(Type.EnumType.class::isInstance);
    }
    if (expr instanceof Expr.Member member) {
      return moduleNamed(member.receiver())
          .map(owner -> exprs.symbols.types.get(owner + "." + member.name().text()))
          .filter(Type.EnumType.class::isInstance);
    }
    return Optional.empty();
  }

  /** The module that a bare name stands for, where no variable has that name. */
  Optional<String> moduleNamed(Expr expr) {
    return expr instanceof Expr.NameExpr name
            && exprs.scope().find(name.name().text()).isEmpty()
            && (exprs.uses.contains(name.name().text()) || exprs.module.equals(name.name().text()))
        ? Optional.of(name.name().text())
        : Optional.empty();
  }

  /** Takes note of a name that is known no more from here on. */
  void withhold(Name name, String why) {
    withheld.put(name.text(), why);
  }

  /** A name means one thing at every place where it can be used. */
  void demandNew(Name name) {
    boolean isModule = exprs.uses.contains(name.text());
    if (isModule || exprs.scope().find(name.text()).isPresent()) {
      exprs.findings.add(
          Diagnostic.error(
                  Code.NAME_TWICE,
                  name.span(),
                  isModule
                      ? "`" + name + "` is the name of a module in use here"
                      : "`" + name + "` has a meaning here already")
              .help("take another name: a name means one thing in a runbook"));
    }
  }
}
