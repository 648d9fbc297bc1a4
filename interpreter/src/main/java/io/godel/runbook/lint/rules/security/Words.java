package io.godel.runbook.lint.rules.security;

import io.godel.runbook.lint.Subject;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.types.Term;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of what a runbook says in plain words: in strings, in SQL and in comments.
 *
 * @param span where it stands
 */
record Words(String text, Span span) {

  /** All of them, those of comments last. */
  static List<Words> of(Subject subject) {
    List<Words> all = new ArrayList<>();
    for (Term term : subject.said().terms()) {
      if (term instanceof Term.Chars it) {
        all.add(new Words(it.value(), it.span()));
      } else if (term instanceof Term.Sql it) {
        it.fragments().forEach(fragment -> all.add(new Words(fragment, it.span())));
      }
    }
    Span runbook = subject.tree().span();
    for (FileTree.Comment comment : subject.file().comments()) {
      if (comment.span().start() >= runbook.start() && comment.span().end() <= runbook.end()) {
        all.add(new Words(comment.text(), comment.span()));
      }
    }
    return all;
  }
}
