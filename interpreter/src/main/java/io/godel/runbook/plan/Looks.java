package io.godel.runbook.plan;

import io.godel.runbook.types.Action;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import java.time.Duration;

/** How long the looks at the world take that the evaluation of a term needs. */
final class Looks {
  /** So many are not told apart from more. */
  private static final int MANY = 2;

  private static final String CORE = "core";

  private final Library library;

  Looks(Library library) {
    this.library = library;
  }

  /** After this no further look is begun. */
  Duration limit(Term term) {
    return Terms.effect(term) == Effect.PURE
        ? Duration.ZERO
        : Bounds.max(Bounds.LOOKING, slowest(term));
  }

  /** What one evaluation takes at most: the last look can begin right before the limit. */
  Duration longest(Term term) {
    int looks = looks(term);
    if (looks == 0) {
      return Duration.ZERO;
    }
    return looks == 1 ? slowest(term) : limit(term).plus(slowest(term));
  }

  private Duration slowest(Term term) {
    Duration slowest = Duration.ZERO;
    if (term instanceof Term.Invoke invoke) {
      Action action = whole(invoke.action());
      if (action.form() == Action.Form.VALUE) {
        slowest = slowest(library.values().get(action.qualifiedName()));
      } else if (looks(action)) {
        slowest = action.timeout();
      }
    }
    for (Term part : Terms.parts(term)) {
      slowest = Bounds.max(slowest, slowest(part));
    }
    return slowest;
  }

  /** How many looks there can be: none, one, or many. */
  private int looks(Term term) {
    int looks = 0;
    if (term instanceof Term.Invoke invoke) {
      Action action = whole(invoke.action());
      if (action.form() == Action.Form.VALUE) {
        looks = looks(library.values().get(action.qualifiedName()));
      } else if (looks(action)) {
        looks = 1;
      }
    }
    for (Term part : Terms.parts(term)) {
      looks += looks(part) * (isRepeated(term, part) ? MANY : 1);
    }
    return Math.min(looks, MANY);
  }

  /** What the language itself answers, as the time, takes none. */
  private static boolean looks(Action action) {
    return action.effect() != Effect.PURE && !action.module().equals(CORE);
  }

  private static boolean isRepeated(Term term, Term part) {
    if (term instanceof Term.Quantified it) {
      return part != it.domain();
    }
    return term instanceof Term.Comprehension it && part != it.domain();
  }

  private Action whole(Action named) {
    return library.action(named.qualifiedName()).orElse(named);
  }
}
