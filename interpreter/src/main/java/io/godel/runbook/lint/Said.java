package io.godel.runbook.lint;

import io.godel.runbook.source.Span;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.types.Understood;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Everything that the text of a runbook says as a value. */
public final class Said {
  private static final Comparator<Term> BY_PLACE =
      Comparator.comparing((Term term) -> term.span().start())
          .thenComparing(term -> term.span().end(), Comparator.reverseOrder());

  private final List<Term> terms;

  private Said(List<Term> terms) {
    this.terms = Collections.unmodifiableList(terms);
  }

  static Said of(Understood runbook) {
    Set<Term> all = Collections.newSetFromMap(new IdentityHashMap<>());
    Span text = runbook.tree().span();
    runbook
        .facts()
        .terms()
        .filter(term -> isIn(term.span(), text))
        .forEach(term -> collect(term, text, all));
    List<Term> ordered = new ArrayList<>(all);
    ordered.sort(BY_PLACE);
    return new Said(ordered);
  }

  /** Whole values and their parts, each once, in the order of the text. */
  public List<Term> terms() {
    return terms;
  }

  /** The values of one kind. */
  public <T extends Term> List<T> terms(Class<T> kind) {
    return terms.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** A default that a call leaves out stands in the text of the action. */
  private static void collect(Term term, Span runbook, Set<Term> all) {
    if (isIn(term.span(), runbook)) {
      all.add(term);
    }
    Terms.parts(term).forEach(part -> collect(part, runbook, all));
  }

  private static boolean isIn(Span span, Span runbook) {
    return span.source() == runbook.source()
        && span.start() >= runbook.start()
        && span.end() <= runbook.end();
  }
}
