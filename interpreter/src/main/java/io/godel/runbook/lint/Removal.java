package io.godel.runbook.lint;

import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Name;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Variable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Takes a piece of a text out, where that leaves nothing without a use: a fix mends one thing and
 * makes no other fault.
 */
public final class Removal {
  private Removal() {}

  public static Optional<Fix> of(String what, Span span, Subject subject) {
    List<Term> terms = subject.said().terms();
    Predicate<Term> goes =
        term -> span.start() <= term.span().start() && term.span().end() <= span.end();
    Used left = Used.by(terms.stream().filter(goes.negate()).toList());
    Used gone = Used.by(terms.stream().filter(goes).toList());
    String own = subject.tree().name().text();
    List<String> uses = subject.file().uses().stream().map(Name::text).toList();
    boolean harmless =
        left.variables.containsAll(gone.variables)
            && gone.actions.stream()
                .filter(action -> action.module().equals(own))
                .allMatch(left.actions::contains)
            && gone.actions.stream()
                .map(Action::module)
                .filter(uses::contains)
                .allMatch(module -> isNamed(module, span));
    return harmless ? Optional.of(Fix.remove(what, span)) : Optional.empty();
  }

  /** Whether the module is named outside of the piece too. */
  private static boolean isNamed(String module, Span span) {
    String text = span.source().text();
    Pattern name = Pattern.compile("\\b" + Pattern.quote(module) + "\\s*\\.");
    return name.matcher(text.substring(0, span.start())).find()
        || name.matcher(text.substring(span.end())).find();
  }

  /** What terms speak of. */
  private record Used(Set<Variable> variables, Set<Action> actions) {
    static Used by(List<Term> terms) {
      Set<Variable> variables = new HashSet<>();
      Set<Action> actions = new HashSet<>();
      for (Term term : terms) {
        if (term instanceof Term.Use use) {
          variables.add(use.variable());
        } else if (term instanceof Term.Invoke call) {
          actions.add(call.action());
        }
      }
      return new Used(variables, actions);
    }
  }
}
