package io.godel.runbook.syntax;

import io.godel.runbook.source.Span;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A string as it was written: pieces of plain text and expressions between them.
 *
 * @param raw whether it was written between triple quotes, where nothing is interpreted
 */
public record Text(List<Part> parts, boolean raw, Span span) {
  public Text {
    parts = List.copyOf(parts);
  }

  /** A piece of a string. */
  public sealed interface Part {
    Span span();
  }

  /** Plain characters, escapes resolved. */
  public record Chars(String value, Span span) implements Part {}

  /** An expression whose value is put in. */
  public record Inserted(Expr expr, Span span) implements Part {}

  /** Whether nothing has to be put in. */
  public boolean isPlain() {
    return parts.stream().allMatch(Chars.class::isInstance);
  }

  /** The characters of a plain text; for others the inserted expressions show as written. */
  public String plain() {
    return parts.stream()
        .map(part -> part instanceof Chars chars ? chars.value() : part.span().text())
        .collect(Collectors.joining());
  }
}
