package io.godel.runbook.lint.rules.flow;

import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Region;
import io.godel.runbook.syntax.Stmt;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which calls change settings, and which make pods read them. */
final class Restarts {
  private static final String PATCH = "k8s.patch";

  /** Each of these makes pods start, or may. */
  private static final Set<String> STARTING =
      Set.of(
          "k8s.rollout_restart",
          "k8s.replace",
          "k8s.scale",
          "k8s.set_memory_limit",
          "k8s.set_variable",
          "k8s.delete",
          "k8s.apply",
          "k8s.exec");

  private Restarts() {}

  static boolean patches(Moment moment) {
    return moment.call().filter(call -> call.is(PATCH)).isPresent();
  }

  static boolean restarts(Moment moment) {
    return moment
        .call()
        .filter(call -> STARTING.contains(call.action().qualifiedName()))
        .isPresent();
  }

  /** Whether the moment comes behind the patch on some way, and may make pods read it. */
  static boolean follows(Moment moment, Moment patch) {
    boolean byOthers =
        moment.statement() instanceof Stmt.Manual || moment.statement() instanceof Stmt.CallRunbook;
    return moment.order() > patch.order()
        && (restarts(moment) || byOthers)
        && !excludes(moment, patch);
  }

  /** The last restart before the patch on some way. */
  static Optional<Moment> before(List<Moment> course, Moment patch) {
    return course.stream()
        .filter(it -> it.call().filter(call -> call.is("k8s.rollout_restart")).isPresent())
        .filter(it -> it.order() < patch.order() && !excludes(it, patch))
        .reduce((first, last) -> last);
  }

  /** Whether only one of the two can happen: they are in different branches. */
  private static boolean excludes(Moment one, Moment other) {
    for (Region mine : one.regions()) {
      for (Region theirs : other.regions()) {
        if (mine.owner() == theirs.owner()
            && mine.owner() instanceof Stmt.If
            && mine.block() != theirs.block()) {
          return true;
        }
      }
    }
    return false;
  }
}
