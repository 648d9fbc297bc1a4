package io.godel.runbook.syntax;

import io.godel.runbook.diagnostic.Diagnostic;
import java.util.List;

/** What a pass of the front end made of its input, and what it has to say about it. */
public record Parsed<T>(T tree, List<Diagnostic> diagnostics) {
  public Parsed {
    diagnostics = List.copyOf(diagnostics);
  }

  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
