package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Name;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the actions that modules and runbooks declare, each when it is first needed. */
final class ActionDeclarations {
  private final Symbols symbols;
  private final FactTable facts;
  private final SqlReader sql;
  private final Findings findings;
  private final List<Runnable> unfinished = new ArrayList<>();
  private final List<String> values = new ArrayList<>();
  private final List<String> steps = new ArrayList<>();

  ActionDeclarations(Symbols symbols, FactTable facts, SqlReader sql, Findings findings) {
    this.symbols = symbols;
    this.facts = facts;
    this.sql = sql;
    this.findings = findings;
  }

  /** Takes note of the actions that are declared there. */
  void collect(String module, List<String> uses, List<Decl> items) {
    Set<String> names = new LinkedHashSet<>();
    for (Decl item : items) {
      if (item instanceof Decl.NativeAction it && isNew(names, it.name())) {
        NativeDeclaration declaration = new NativeDeclaration(it, exprs(module, uses, it));
        symbols.actions.put(module + "." + it.name(), declaration.signature(module));
        unfinished.add(
            () -> symbols.actions.put(module + "." + it.name(), declaration.whole(module)));
      } else if (item instanceof Decl.ComposedAction it && isNew(names, it.name())) {
        String qualified = module + "." + it.name();
        (it.value().isPresent() ? values : steps).add(qualified);
        symbols.pending.put(qualified, () -> composed(module, uses, it));
      }
    }
  }

  private boolean isNew(Set<String> names, Name name) {
    if (names.add(name.text())) {
      return true;
    }
    findings.error(Code.NAME_TWICE, name.span(), "there is an action `" + name + "` already");
    return false;
  }

  /**
   * Reads all that was collected: first what gives values, then what natives declare, then steps.
   */
  void read() {
    values.forEach(this::resolve);
    unfinished.forEach(Runnable::run);
    steps.forEach(this::resolve);
  }

  private void resolve(String qualified) {
    int dot = qualified.lastIndexOf('.');
    symbols.action(qualified.substring(0, dot), qualified.substring(dot + 1));
  }

  private ExprChecker exprs(String module, List<String> uses, Decl.NativeAction action) {
    return exprs(module, uses, action.typeParameters());
  }

  private ExprChecker exprs(String module, List<String> uses, List<Name> typeParameters) {
    Set<String> parameters = new LinkedHashSet<>();
    typeParameters.forEach(name -> parameters.add(name.text()));
    TypeReader types = new TypeReader(symbols, module, parameters, findings);
    return new ExprChecker(symbols, module, uses, types, sql, new Scope(null), findings);
  }

  private void composed(String module, List<String> uses, Decl.ComposedAction declared) {
    ExprChecker exprs = exprs(module, uses, declared.typeParameters());
    String path = module + "." + declared.name();
    List<Action.Parameter> parameters = Parameters.read(declared.parameters(), path, exprs);
    parameters.forEach(parameter -> exprs.scope().declare(parameter.variable()));
    if (declared.value().isPresent()) {
      value(module, declared, exprs, parameters);
    } else {
      steps(module, declared, exprs, parameters);
    }
  }

  private void value(
      String module,
      Decl.ComposedAction declared,
      ExprChecker exprs,
      List<Action.Parameter> parameters) {
    Optional<Type> wanted = declared.result().map(exprs::type);
    Term term =
        wanted.isPresent()
            ? exprs.checkAs(declared.value().get(), wanted.get(), "the action's value")
            : exprs.check(declared.value().get());
    wanted.ifPresent(type -> demandForAll(term, type));
    Effect effect = Terms.effect(term);
    if (effect.acts()) {
      findings.add(
          Diagnostic.error(
                  Code.ACTS_IN_READING_PLACE,
                  declared.value().get().span(),
                  "an action that is a value cannot act")
              .help("write its statements in braces, with `do` before the acting call"));
    }
    if (!effect.acts()) {
      ReadOnly.demand(term, findings);
    }
    String qualified = module + "." + declared.name();
    symbols.values.put(qualified, facts.record(declared.value().get(), term));
    Type result = wanted.orElse(term.type());
    declare(module, declared, Action.Form.VALUE, parameters, result, effect, List.of());
  }

  /** A value of a type that the caller chooses has to come from the caller. */
  private void demandForAll(Term term, Type wanted) {
    Map<String, Type> bindings = new LinkedHashMap<>();
    Assignability.fits(wanted, term.type(), bindings);
    for (Map.Entry<String, Type> binding : bindings.entrySet()) {
      if (!binding.getValue().equals(new Type.Variable(binding.getKey()))) {
        findings.add(
            Diagnostic.error(
                    Code.WRONG_TYPE,
                    term.span(),
                    "the action's value has to be %s, whatever `%s` is for the caller"
                        .formatted(Types.a(wanted), binding.getKey()))
                .here("this is always " + Types.a(term.type())));
        return;
      }
    }
  }

  private void steps(
      String module,
      Decl.ComposedAction declared,
      ExprChecker exprs,
      List<Action.Parameter> parameters) {
    String qualified = module + "." + declared.name();
    BlockChecker block = new BlockChecker(exprs, facts, Statics.none(), qualified);
    block.check(declared.body(), Place.ACTION);
    StepShape.ofAction(declared, facts, symbols, findings);
    symbols.steps.put(qualified, declared.body());
    Effect effect = new Acts(facts, symbols).effect(declared.body());
    Set<Variable> names = new LinkedHashSet<>();
    parameters.forEach(parameter -> names.add(parameter.variable()));
    List<Term> touches = block.touched(names);
    declare(module, declared, Action.Form.STEPS, parameters, Type.Primitive.UNIT, effect, touches);
  }

  private void declare(
      String module,
      Decl.ComposedAction declared,
      Action.Form form,
      List<Action.Parameter> parameters,
      Type result,
      Effect effect,
      List<Term> touches) {
    Action action =
        new Action(
            module,
            declared.name().text(),
            form,
            declared.typeParameters().stream().map(Name::text).toList(),
            parameters,
            result,
            effect,
            false,
            effect == Effect.DESTROYS,
            new Action.NotNeeded(),
            List.of(),
            touches,
            List.of(),
            Optional.empty(),
            Action.STANDARD_TIMEOUT,
            declared.doc().map(Decl.Doc::text).orElse(""),
            declared.name().span());
    symbols.actions.put(action.qualifiedName(), action);
  }
}
