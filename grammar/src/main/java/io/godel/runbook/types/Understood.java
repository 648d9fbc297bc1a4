package io.godel.runbook.types;

import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.Decl;

/**
 * A runbook as far as the checker could understand it.
 *
 * <p>Where {@code sound} is false there are nodes without facts; such a runbook is only read.
 */
public record Understood(
    SourceFile source, Decl.Runbook tree, Library library, Facts facts, boolean sound) {
  static Understood of(TypedRunbook runbook, boolean sound) {
    return new Understood(
        runbook.source(), runbook.tree(), runbook.library(), runbook.facts(), sound);
  }
}
