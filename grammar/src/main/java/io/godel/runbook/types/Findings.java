package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.Span;
import java.util.ArrayList;
import java.util.List;

/** Collects what the passes of the checker have to say. */
final class Findings {
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  void add(Diagnostic diagnostic) {
    diagnostics.add(diagnostic);
  }

  void error(Code code, Span span, String message) {
    add(Diagnostic.error(code, span, message));
  }

  /** In the order of the text, each once. */
  List<Diagnostic> sorted() {
    return diagnostics.stream().distinct().sorted(Diagnostic.BY_PLACE).toList();
  }

  /** How many there are so far, to see whether something has been added. */
  int size() {
    return diagnostics.size();
  }

  boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
