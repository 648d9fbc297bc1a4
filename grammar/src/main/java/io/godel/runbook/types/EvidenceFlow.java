package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which evidences still hold at one place of a text: an effect on what an evidence speaks of kills
 * it. What cannot be seen here is seen when the runbook runs.
 */
final class EvidenceFlow {
  private final Symbols symbols;
  private final Findings findings;
  private final Map<Variable, State> states = new LinkedHashMap<>();
  private final Map<Variable, Term> definitions = new LinkedHashMap<>();

  /**
   * @param killer the call that ended it, and where
   */
  private record State(List<Term> about, Span made, Optional<Killer> killer) {}

  private record Killer(String action, Span span) {}

  EvidenceFlow(Symbols symbols, Findings findings) {
    this.symbols = symbols;
    this.findings = findings;
  }

  EvidenceFlow copy() {
    EvidenceFlow copy = new EvidenceFlow(symbols, findings);
    copy.states.putAll(states);
    copy.definitions.putAll(definitions);
    return copy;
  }

  /** What is dead on one of the ways is dead where they meet. */
  void meet(EvidenceFlow way) {
    way.states.forEach(
        (variable, state) -> {
          if (state.killer().isPresent() || !states.containsKey(variable)) {
            states.put(variable, state);
          }
        });
    definitions.putAll(way.definitions);
  }

  /** Takes note of what a name stands for. */
  void define(Variable variable, Term value) {
    if (Terms.effect(value) == Effect.PURE) {
      definitions.put(variable, resolved(value));
    }
    if (value.type() instanceof Type.EvidenceOf) {
      Term source = resolved(value);
      if (source instanceof Term.Invoke maker) {
        states.put(variable, new State(about(maker), value.span(), Optional.empty()));
      } else if (source instanceof Term.Use use && states.containsKey(use.variable())) {
        states.put(variable, states.get(use.variable()));
      }
    }
  }

  /** The term with every name replaced by what it stands for, and composed values opened. */
  private Term resolved(Term term) {
    Term plain = Terms.substitute(term, definitions);
    if (plain instanceof Term.Invoke invoke && invoke.action().form() == Action.Form.VALUE) {
      Term body = symbols.values.get(invoke.action().qualifiedName());
      return body == null ? plain : resolved(Terms.substitute(body, bound(invoke)));
    }
    return plain;
  }

  private static Map<Variable, Term> bound(Term.Invoke invoke) {
    Map<Variable, Term> arguments = new LinkedHashMap<>();
    for (int i = 0; i < invoke.arguments().size(); i++) {
      arguments.put(invoke.action().parameters().get(i).variable(), invoke.arguments().get(i));
    }
    return arguments;
  }

  private List<Term> about(Term.Invoke maker) {
    return spokenOf(maker, action(maker).about());
  }

  private Action action(Term.Invoke invoke) {
    return symbols.actions.getOrDefault(invoke.action().qualifiedName(), invoke.action());
  }

  private List<Term> spokenOf(Term.Invoke invoke, List<Term> terms) {
    Map<Variable, Term> arguments = bound(invoke);
    return terms.stream().map(term -> resolved(Terms.substitute(term, arguments))).toList();
  }

  /** An acting call: what it changes is no longer proven. */
  void acted(Term call) {
    if (!(call instanceof Term.Invoke invoke)) {
      return;
    }
    List<Term> touched = spokenOf(invoke, action(invoke).touches());
    Killer killer = new Killer(invoke.action().qualifiedName(), invoke.span());
    states.replaceAll(
        (variable, state) ->
            state.killer().isEmpty() && meets(touched, state.about())
                ? new State(state.about(), state.made(), Optional.of(killer))
                : state);
  }

  private static boolean meets(List<Term> touched, List<Term> about) {
    return touched.stream()
        .anyMatch(target -> about.stream().anyMatch(subject -> Terms.same(target, subject)));
  }

  /** Reports every evidence in the term that does not hold any more. */
  void use(Term term) {
    if (term instanceof Term.Use use && states.containsKey(use.variable())) {
      State state = states.get(use.variable());
      state.killer().ifPresent(killer -> findings.add(dead(use, state, killer)));
    }
    Terms.parts(term).forEach(this::use);
  }

  private static Diagnostic dead(Term.Use use, State state, Killer killer) {
    return Diagnostic.error(
            Code.EVIDENCE_DEAD,
            use.span(),
            "`%s` no longer holds here: `%s` changed what it speaks of"
                .formatted(use.variable().name(), killer.action()))
        .here("this evidence is dead")
        .label(state.made(), "it was made here")
        .label(killer.span(), "and this killed it")
        .help("make the evidence anew after the change");
  }
}
