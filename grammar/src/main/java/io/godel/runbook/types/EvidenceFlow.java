package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which evidences still hold at one place of a text: an effect on what an evidence speaks of kills
 * it. What cannot be seen here is seen when the runbook runs.
 */
final class EvidenceFlow {
  private final Symbols symbols;
  private final Findings findings;
  private final Map<Variable, State> states = new LinkedHashMap<>();
  private final Map<Variable, Term> definitions = new LinkedHashMap<>();

  /** Everything that was acted upon, on whatever way. */
  private final List<Term> touched;

  /** What people answered. */
  private final Set<Variable> answers;

  /**
   * @param killer the call that ended it, and where
   */
  private record State(List<Term> about, Span made, Optional<Killer> killer) {}

  private record Killer(String action, Span span) {}

  EvidenceFlow(Symbols symbols, Findings findings) {
    this(symbols, findings, new ArrayList<>(), new LinkedHashSet<>());
  }

  private EvidenceFlow(
      Symbols symbols, Findings findings, List<Term> touched, Set<Variable> answers) {
    this.symbols = symbols;
    this.findings = findings;
    this.touched = touched;
    this.answers = answers;
  }

  EvidenceFlow copy() {
    EvidenceFlow copy = new EvidenceFlow(symbols, findings, touched, answers);
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
    if (Evidences.inside(value.type())) {
      List<Term> about = new ArrayList<>();
      List<Killer> killers = new ArrayList<>();
      sources(resolved(value), about, killers);
      if (!about.isEmpty()) {
        states.put(variable, new State(about, value.span(), killers.stream().findFirst()));
      }
    }
  }

  /** What all the evidences speak of that a value may hold; one that is dead kills the whole. */
  private void sources(Term value, List<Term> about, List<Killer> killers) {
    if (value instanceof Term.Invoke maker && maker.type() instanceof Type.EvidenceOf) {
      about.addAll(about(maker));
    } else if (value instanceof Term.Use use && states.containsKey(use.variable())) {
      State state = states.get(use.variable());
      about.addAll(state.about());
      state.killer().ifPresent(killers::add);
    } else {
      Terms.parts(value).forEach(part -> sources(part, about, killers));
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
    List<Term> targets = spokenOf(invoke, action(invoke).touches());
    touched.addAll(targets);
    Killer killer = new Killer(invoke.action().qualifiedName(), invoke.span());
    states.replaceAll(
        (variable, state) ->
            state.killer().isEmpty() && meets(targets, state.about())
                ? new State(state.about(), state.made(), Optional.of(killer))
                : state);
  }

  /** What was acted upon, so far as it can be said in terms of these names alone. */
  List<Term> touchedOf(Set<Variable> names) {
    List<Term> known = new ArrayList<>();
    for (Term target : touched) {
      boolean seen = known.stream().anyMatch(other -> Terms.same(other, target));
      if (!seen && names.containsAll(used(target))) {
        known.add(target);
      }
    }
    return known;
  }

  private static Set<Variable> used(Term term) {
    Set<Variable> used = new LinkedHashSet<>();
    if (term instanceof Term.Use use) {
      used.add(use.variable());
    }
    Terms.parts(term).forEach(part -> used.addAll(used(part)));
    return used;
  }

  private static boolean meets(List<Term> targets, List<Term> about) {
    return targets.stream()
        .anyMatch(target -> about.stream().anyMatch(subject -> Terms.same(target, subject)));
  }

  /** Reports every evidence in the term that does not hold any more. */
  void use(Term term) {
    if (term instanceof Term.Use use && states.containsKey(use.variable())) {
      State state = states.get(use.variable());
      state.killer().ifPresent(killer -> findings.add(dead(use, state, killer)));
    }
    if (term instanceof Term.Invoke invoke && Evidences.inside(invoke.type())) {
      demandWord(invoke, resolved(invoke));
    }
    Terms.parts(term).forEach(this::use);
  }

  /** Takes note of what a person will have answered. */
  void answered(Variable answer) {
    answers.add(answer);
  }

  /** What looks at nothing itself takes a person's word, and nobody else's. */
  private void demandWord(Term.Invoke call, Term term) {
    if (term instanceof Term.Invoke maker
        && maker.type() instanceof Type.EvidenceOf
        && action(maker).permissions().isEmpty()
        && maker.arguments().stream().noneMatch(this::isAnswer)) {
      findings.add(
          Diagnostic.error(
                  Code.EVIDENCE_FORGED,
                  call.span(),
                  "`%s` takes a person's word, and nobody gives it here"
                      .formatted(maker.action().qualifiedName()))
              .here("nothing was checked")
              .help(
                  "ask for it: `manual \"…\" by \"…\" within 10m { evidence word: Bool \"…?\" }`"));
    }
    Terms.parts(term).forEach(part -> demandWord(call, part));
  }

  private boolean isAnswer(Term argument) {
    return argument instanceof Term.Use use && answers.contains(use.variable());
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
