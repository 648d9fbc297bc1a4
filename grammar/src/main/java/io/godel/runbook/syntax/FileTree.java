package io.godel.runbook.syntax;

import io.godel.runbook.source.SourceFile;
import io.godel.runbook.source.Span;
import java.util.List;

/**
 * The whole of a file.
 *
 * @param uses the modules that it names in {@code use}
 * @param comments every comment that is no doc comment, in order, for the formatter
 */
public record FileTree(
    SourceFile source, List<Name> uses, List<Decl> declarations, List<Comment> comments) {
  public FileTree {
    uses = List.copyOf(uses);
    declarations = List.copyOf(declarations);
    comments = List.copyOf(comments);
  }

  /** A comment, slashes included. */
  public record Comment(String text, Span span) {}
}
