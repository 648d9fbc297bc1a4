package io.godel.runbook.plan;

import io.godel.runbook.types.Action;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.Term;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** What has to be allowed for a plan or a piece of it, its undo and its checks included. */
public final class Permissions {
  private static final Comparator<Action.Permission> BY_NAME =
      Comparator.comparing(Action.Permission::system).thenComparing(Action.Permission::permission);

  private Permissions() {}

  /** In alphabetical order, each once. */
  public static List<Action.Permission> of(Plan plan) {
    return of(UsedActions.of(plan));
  }

  /** What one node needs, with all that belongs to it. */
  static List<Action.Permission> of(Library library, Node node) {
    return of(UsedActions.of(library, List.of(node)));
  }

  static List<Action.Permission> of(Library library, List<Node> nodes) {
    return of(UsedActions.of(library, nodes));
  }

  static List<Action.Permission> of(Library library, Term term) {
    return of(UsedActions.of(library, term));
  }

  private static List<Action.Permission> of(UsedActions used) {
    TreeSet<Action.Permission> found = new TreeSet<>(BY_NAME);
    used.all().forEach(action -> found.addAll(action.permissions()));
    return List.copyOf(found);
  }
}
