package io.godel.runbook.plan;

import io.godel.runbook.types.Action;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a plan needs to be allowed, its undo and its checks included. */
public final class Permissions {
  private final Library library;
  private final Set<Action.Permission> found =
      new TreeSet<>(
          Comparator.comparing(Action.Permission::system)
              .thenComparing(Action.Permission::permission));
  private final Set<String> composed = new TreeSet<>();
  private final Set<String> seen = new LinkedHashSet<>();

  private Permissions(Library library) {
    this.library = library;
  }

  /** In alphabetical order. */
  public static List<Action.Permission> of(Plan plan) {
    return List.copyOf(walked(plan).found);
  }

  /** The names of the composed actions that the plan's terms use. */
  static List<String> composed(Plan plan) {
    return List.copyOf(walked(plan).composed);
  }

  private static Permissions walked(Plan plan) {
    Permissions permissions = new Permissions(plan.library());
    NodeTerms terms = new NodeTerms(permissions::add, permissions::add);
    terms.all(plan.settings());
    plan.invariants().forEach(invariant -> permissions.add(invariant.condition()));
    terms.all(plan.assess());
    for (Plan.Scenario scenario : plan.scenarios()) {
      scenario.when().ifPresent(permissions::add);
      terms.all(scenario.body());
    }
    terms.all(plan.recovered());
    return permissions;
  }

  private void add(Term term) {
    if (term instanceof Term.Invoke invoke) {
      add(invoke.action());
    }
    Terms.parts(term).forEach(this::add);
  }

  private void add(Action named) {
    if (!seen.add(named.qualifiedName())) {
      return;
    }
    Action action = library.action(named.qualifiedName()).orElse(named);
    found.addAll(action.permissions());
    if (action.form() == Action.Form.VALUE) {
      composed.add(action.qualifiedName());
      add(library.values().get(action.qualifiedName()));
    }
    if (action.decision() instanceof Action.Probe probe) {
      add(probe.term());
    }
  }
}
