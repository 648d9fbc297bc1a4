package io.godel.runbook.format;

import io.godel.runbook.diagnostic.Diagnostic;
import java.util.List;

/** What the formatter made of a text. */
public sealed interface Formatted {
  /** The text in the one layout, which may be the one that it had. */
  record Laid(String text) implements Formatted {}

  /** The text has errors, and nobody knows how it is meant. */
  record Unreadable(List<Diagnostic> diagnostics) implements Formatted {
    public Unreadable {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** A bug: the new text would not have said the same, or not have had the same comments. */
  record Unsafe() implements Formatted {}
}
