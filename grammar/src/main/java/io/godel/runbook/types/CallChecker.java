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

/** Finds the action or record that a call means, and puts its arguments in their places. */
final class CallChecker {
  private final ExprChecker exprs;
  private final Coercion coercion;

  CallChecker(ExprChecker exprs, Coercion coercion) {
    this.exprs = exprs;
    this.coercion = coercion;
  }

  Term check(Expr.Call call, Type expected) {
    if (call.receiver().isEmpty()) {
      return plain(call, expected);
    }
    Expr receiver = call.receiver().get();
    Optional<String> owner = exprs.names.moduleNamed(receiver);
    if (owner.isPresent()) {
      return ofModule(owner.get(), call.function(), call.arguments(), call.span(), expected);
    }
    return member(exprs.check(receiver), call.function(), call.arguments(), call.span(), expected);
  }

  private Term plain(Expr.Call call, Type expected) {
    String name = call.function().text();
    Optional<Action> action =
        exprs.symbols.action(exprs.module, name).or(() -> exprs.symbols.action(Symbols.CORE, name));
    if (action.isPresent()) {
      return invoke(
          action.get(), Optional.empty(), call.arguments(), call.function(), call.span(), expected);
    }
    Optional<Type> record = Optional.ofNullable(exprs.symbols.types.get(exprs.module + "." + name));
    if (record.isPresent() && record.get() instanceof Type.RecordType made) {
      return make(made, call.arguments(), call.span());
    }
    return unknown(call.function(), call.arguments(), exprs.module, call.span());
  }

  Term ofModule(String owner, Name name, List<Expr.Argument> arguments, Span span) {
    return ofModule(owner, name, arguments, span, Type.Primitive.UNKNOWN);
  }

  private Term ofModule(
      String owner, Name name, List<Expr.Argument> arguments, Span span, Type expected) {
    Optional<Action> action = exprs.symbols.action(owner, name.text());
    if (action.isPresent()) {
      return invoke(action.get(), Optional.empty(), arguments, name, span, expected);
    }
    if (exprs.symbols.types.get(owner + "." + name.text()) instanceof Type.RecordType record) {
      return make(record, arguments, span);
    }
    return unknown(name, arguments, owner, span);
  }

  Term member(Term receiver, Name name, List<Expr.Argument> arguments, Span span) {
    return member(receiver, name, arguments, span, Type.Primitive.UNKNOWN);
  }

  private Term member(
      Term receiver, Name name, List<Expr.Argument> arguments, Span span, Type expected) {
    if (receiver.type() == Type.Primitive.UNKNOWN) {
      arguments.forEach(argument -> exprs.check(argument.value()));
      return exprs.broken(span);
    }
    Optional<Action> action =
        exprs
            .symbols
            .action(moduleOf(receiver.type()), name.text())
            .filter(found -> takesFirst(found, receiver))
            .or(() -> exprs.symbols.action(Symbols.CORE, name.text()))
            .filter(found -> takesFirst(found, receiver));
    if (action.isPresent()) {
      return invoke(action.get(), Optional.of(receiver), arguments, name, span, expected);
    }
    arguments.forEach(argument -> exprs.check(argument.value()));
    exprs.findings.add(noMember(receiver, name));
    return exprs.broken(span);
  }

  private static boolean takesFirst(Action action, Term receiver) {
    return !action.parameters().isEmpty()
        && Assignability.fits(
            action.parameters().get(0).type(), receiver.type(), new LinkedHashMap<>());
  }

  private Diagnostic noMember(Term receiver, Name name) {
    Type type = receiver.type();
    Diagnostic missing =
        Diagnostic.error(
                Code.UNKNOWN_MEMBER,
                name.span(),
                "%s has nothing called `%s`".formatted(Types.a(type), name))
            .here("unknown member");
    if (type instanceof Type.OptionalOf) {
      return missing.help("it may be none: test it first (`!= none`), or give a default with `??`");
    }
    List<String> known = new ArrayList<>();
    if (type instanceof Type.RecordType record) {
      record.fields().forEach(field -> known.add(field.name()));
    }
    for (String module : new LinkedHashSet<>(List.of(moduleOf(type), Symbols.CORE))) {
      exprs.symbols.actionNames(module).stream()
          .filter(
              action -> takesFirst(exprs.symbols.action(module, action).orElseThrow(), receiver))
          .forEach(known::add);
    }
    return Suggestion.nearest(name.text(), known)
        .map(near -> missing.help("did you mean `" + near + "`?"))
        .orElse(known.isEmpty() ? missing : missing.help("it has " + String.join(", ", known)));
  }

  /** The module whose actions are the members of a type; for a list those of its elements. */
  static String moduleOf(Type type) {
    if (type instanceof Type.ListOf list) {
      return moduleOf(list.element());
    }
    boolean compound =
        type instanceof Type.OptionalOf || type instanceof Type.SetOf || type instanceof Type.MapOf;
    int dot = compound ? -1 : type.shown().indexOf('.');
    return dot < 0 ? Symbols.CORE : type.shown().substring(0, dot);
  }

  private Term unknown(Name name, List<Expr.Argument> arguments, String owner, Span span) {
    arguments.forEach(argument -> exprs.check(argument.value()));
    if (exprs.symbols.isResolving(owner + "." + name)) {
      exprs.findings.error(
          Code.CYCLE, name.span(), "`" + name + "` needs itself to be carried out");
      return exprs.broken(span);
    }
    String evidence = exprs.symbols.evidences.get(owner + "." + name);
    if (evidence != null) {
      exprs.findings.add(
          howToProve(
              Diagnostic.error(
                      Code.EVIDENCE_FORGED, span, "`%s` cannot be made by hand".formatted(evidence))
                  .here("nothing was checked"),
              evidence));
      return exprs.broken(span);
    }
    Diagnostic unknown =
        Diagnostic.error(
                Code.UNKNOWN_ACTION,
                name.span(),
                exprs.symbols.isModule(owner)
                    ? "the module `" + owner + "` has no action `" + name + "`"
                    : "there is no action `" + name + "`")
            .here("unknown action");
    exprs.findings.add(
        Suggestion.nearest(name.text(), exprs.symbols.actionNames(owner))
            .map(near -> unknown.help("did you mean `" + near + "`?"))
            .orElse(unknown));
    return exprs.broken(span);
  }

  private Term invoke(
      Action action,
      Optional<Term> receiver,
      List<Expr.Argument> arguments,
      Name name,
      Span span,
      Type expected) {
    int reported = exprs.findings.size();
    Map<String, Type> bindings = new LinkedHashMap<>();
    if (!action.typeParameters().isEmpty() && expected != Type.Primitive.UNKNOWN) {
      // What may be none takes a value that is never none as well.
      Type value = expected instanceof Type.OptionalOf optional ? optional.of() : expected;
      boolean optionalItself = action.result() instanceof Type.OptionalOf;
      Assignability.fits(action.result(), optionalItself ? expected : value, bindings);
    }
    Map<String, Type> before = new LinkedHashMap<>(bindings);
    Places<Action.Parameter> places =
        new Places<>(action.parameters(), Action.Parameter::name, name, exprs.findings);
    receiver.ifPresent(places::first);
    places.fill(arguments);
    List<Term> terms = new ArrayList<>();
    for (Action.Parameter parameter : action.parameters()) {
      terms.add(argument(action, parameter, places, bindings, span));
    }
    if (bindings.isEmpty() && !before.isEmpty()) {
      bindings.putAll(before);
    }
    Type result = Assignability.bind(action.result(), bindings);
    if (exprs.findings.size() == reported) {
      Generics.check(action, bindings, result, span, exprs.findings);
      result = exprs.findings.size() == reported ? result : Type.Primitive.UNKNOWN;
    }
    return new Term.Invoke(action, terms, result, span);
  }

  private Term argument(
      Action action,
      Action.Parameter parameter,
      Places<Action.Parameter> places,
      Map<String, Type> bindings,
      Span span) {
    Optional<Term> given = places.term(parameter);
    if (given.isPresent()) {
      return coercion.to(given.get(), parameter.type(), bindings, "`" + parameter.name() + "`");
    }
    Optional<Expr.Argument> written = places.argument(parameter);
    if (written.isPresent()
        && parameter.type() instanceof Type.EvidenceOf
        && exprs.names.isNowhere(written.get().value(), parameter.type())) {
      Span place = written.get().value().span();
      exprs.findings.add(missing(action, parameter, place));
      return exprs.broken(place);
    }
    if (written.isPresent()) {
      Type hint = Assignability.bind(parameter.type(), bindings);
      Term term = exprs.check(written.get().value(), hint);
      return parameter.type() instanceof Type.EvidenceOf evidence
          ? evidence(action, parameter, evidence, term, bindings)
          : coercion.to(term, parameter.type(), bindings, "`" + parameter.name() + "`");
    }
    if (parameter.standard().isPresent()) {
      return parameter.standard().get();
    }
    if (!places.hasFaults()) {
      exprs.findings.add(missing(action, parameter, span));
    }
    return exprs.broken(span);
  }

  private Term evidence(
      Action action,
      Action.Parameter parameter,
      Type.EvidenceOf wanted,
      Term term,
      Map<String, Type> bindings) {
    if (Assignability.fits(wanted, term.type(), bindings)) {
      return term;
    }
    exprs.findings.add(
        howToProve(
            Diagnostic.error(
                    Code.EVIDENCE_MISSING,
                    term.span(),
                    "`%s` needs %s, and this is %s"
                        .formatted(action.qualifiedName(), Types.a(wanted), Types.a(term.type())))
                .here("takes `%s: %s`".formatted(parameter.name(), wanted.shown())),
            wanted.name()));
    return exprs.broken(term.span());
  }

  private Diagnostic missing(Action action, Action.Parameter parameter, Span span) {
    if (parameter.type() instanceof Type.EvidenceOf wanted) {
      return howToProve(
          Diagnostic.error(
                  Code.EVIDENCE_MISSING,
                  span,
                  "`%s` needs %s, and nothing here proves it"
                      .formatted(action.qualifiedName(), Types.a(wanted)))
              .here("takes `%s: %s`".formatted(parameter.name(), wanted.shown())),
          wanted.name());
    }
    return Diagnostic.error(
            Code.ARGUMENT_MISSING,
            span,
            "`%s` needs `%s`".formatted(action.qualifiedName(), parameter.name()))
        .here("`%s: %s` is missing".formatted(parameter.name(), parameter.type().shown()));
  }

  private Diagnostic howToProve(Diagnostic diagnostic, String evidence) {
    Diagnostic result = diagnostic;
    String before = "only a passed check makes one: ";
    for (Action maker : exprs.symbols.makersOf(evidence)) {
      List<String> parameters = maker.parameters().stream().map(Action.Parameter::name).toList();
      result =
          result.help(
              "%s`let proof = %s(%s)`  (%s:%d)"
                  .formatted(
                      before,
                      maker.qualifiedName(),
                      String.join(", ", parameters),
                      maker.span().source().name(),
                      maker.span().line()));
      before = "or: ";
    }
    return result;
  }

  private Term make(Type.RecordType record, List<Expr.Argument> arguments, Span span) {
    Name name = new Name(record.name(), span);
    Places<Type.FieldType> places =
        new Places<>(record.fields(), Type.FieldType::name, name, exprs.findings);
    places.fill(arguments);
    List<Term> values = new ArrayList<>();
    for (Type.FieldType field : record.fields()) {
      Optional<Expr.Argument> written = places.argument(field);
      if (written.isEmpty()) {
        if (!places.hasFaults()) {
          exprs.findings.add(
              Diagnostic.error(
                      Code.ARGUMENT_MISSING,
                      span,
                      "`%s` needs `%s`".formatted(record.name(), field.name()))
                  .here("`%s: %s` is missing".formatted(field.name(), field.type().shown())));
        }
        values.add(exprs.broken(span));
      } else {
        values.add(exprs.checkAs(written.get().value(), field.type(), "`" + field.name() + "`"));
      }
    }
    return new Term.Make(record, values, span);
  }
}
