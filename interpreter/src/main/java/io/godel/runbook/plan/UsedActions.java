package io.godel.runbook.plan;

import io.godel.runbook.types.Action;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The actions that a plan or a piece of it can come to call, through all that they stand for. */
final class UsedActions {
  private final Library library;
  private final SortedMap<String, Action> found = new TreeMap<>();

  private UsedActions(Library library) {
    this.library = library;
  }

  static UsedActions of(Plan plan) {
    UsedActions used = new UsedActions(plan.library());
    used.add(plan.settings());
    plan.invariants().forEach(invariant -> used.add(invariant.condition()));
    used.add(plan.assess());
    for (Plan.Scenario scenario : plan.scenarios()) {
      scenario.when().ifPresent(used::add);
      used.add(scenario.body());
    }
    used.add(plan.recovered());
    return used;
  }

  static UsedActions of(Library library, List<Node> nodes) {
    UsedActions used = new UsedActions(library);
    used.add(nodes);
    return used;
  }

  static UsedActions of(Library library, Term term) {
    UsedActions used = new UsedActions(library);
    used.add(term);
    return used;
  }

  /** By their qualified names, in alphabetical order. */
  Collection<Action> all() {
    return found.values();
  }

  private void add(List<Node> nodes) {
    new NodeTerms(this::add, act -> add(act.action()), scenario -> {}).all(nodes);
  }

  private void add(Term term) {
    if (term instanceof Term.Invoke invoke) {
      add(invoke.action());
    }
    Terms.parts(term).forEach(this::add);
  }

  private void add(Action named) {
    Action action = library.action(named.qualifiedName()).orElse(named);
    if (found.putIfAbsent(action.qualifiedName(), action) != null) {
      return;
    }
    if (action.form() == Action.Form.VALUE) {
      add(library.values().get(action.qualifiedName()));
    }
    if (action.decision() instanceof Action.Probe probe) {
      add(probe.term());
    }
    action.touches().forEach(this::add);
    action.about().forEach(this::add);
    action.affects().ifPresent(affected -> add(affected.amount()));
  }
}
