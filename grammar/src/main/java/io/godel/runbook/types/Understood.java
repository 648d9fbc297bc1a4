package io.godel.runbook.types;

import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.Decl;
import java.util.Optional;

/**
 * A runbook as far as the checker could understand it.
 *
 * @param typed the same for those who make plans of it; empty where something is wrong with it:
 *     then there are nodes without facts, and it is only read
 */
public record Understood(
    SourceFile source,
    Decl.Runbook tree,
    Library library,
    Facts facts,
    Optional<TypedRunbook> typed) {
  static Understood of(TypedRunbook runbook, boolean sound) {
    return new Understood(
        runbook.source(),
        runbook.tree(),
        runbook.library(),
        runbook.facts(),
        Optional.of(runbook).filter(it -> sound));
  }

  /** Whether nothing is wrong with it. */
  public boolean sound() {
    return typed.isPresent();
  }
}
