package io.godel.runbook.syntax;

import io.godel.runbook.source.Span;
import java.util.List;
import java.util.StringJoiner;

/**
 * A type as it was written: {@code k8s.Pod}, {@code List<Int>}, {@code String?}.
 *
 * @param path the words between the dots, at least one
 * @param optional whether a question mark follows
 */
public record TypeRef(List<Name> path, List<TypeRef> arguments, boolean optional, Span span) {
  public TypeRef {
    path = List.copyOf(path);
    arguments = List.copyOf(arguments);
  }

  /** The dotted name without its arguments. */
  public String dotted() {
    StringJoiner dotted = new StringJoiner(".");
    for (Name word : path) {
      dotted.add(word.text());
    }
    return dotted.toString();
  }
}
