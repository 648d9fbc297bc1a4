package io.godel.runbook.format;

import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.syntax.Name;
import java.util.stream.Collectors;

/**
 * Prints a syntax tree as a text that is read as the same tree again.
 *
 * <p>It knows the tree alone: doc comments are a part of it, other comments and the writer's own
 * layout are not.
 */
public final class TreePrinter {
  private TreePrinter() {}

  public static String print(FileTree file) {
    Lines out = new Lines();
    if (!file.uses().isEmpty()) {
      out.line("use " + file.uses().stream().map(Name::text).collect(Collectors.joining(", ")));
    }
    DeclPrinter decls = new DeclPrinter(out);
    boolean first = file.uses().isEmpty();
    for (Decl decl : file.declarations()) {
      if (!first) {
        out.blank();
      }
      decls.print(decl);
      first = false;
    }
    return out.toString();
  }
}
