package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.lint.Known;
import io.godel.runbook.source.Span;
import io.godel.runbook.types.Term;
import io.godel.runbook.value.Value;
import java.util.ArrayList;
import java.util.List;

/** The words of a command that is run in a pod. */
final class Commands {
  private Commands() {}

  record Word(String text, Span span) {}

  /** Those that are known before a run, in order. */
  static List<Word> of(Spoken spoken, Term.Invoke exec, Known known) {
    List<Word> words = new ArrayList<>();
    if (spoken.argument(exec, "command").map(known::unfolded).orElse(null)
        instanceof Term.ListOf list) {
      for (Term element : list.elements()) {
        if (known.value(element).orElse(null) instanceof Value.Str text) {
          words.add(new Word(text.value(), element.span()));
        }
      }
    }
    return words;
  }
}
