package io.godel.runbook.lint;

import io.godel.runbook.inventory.Inventory;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.types.Understood;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A runbook as rules look at it.
 *
 * @param file the whole file that it stands in, for its comments
 * @param runbook what the checker understood of it
 * @param outline what happens in it, in order
 * @param said the values that its text says
 * @param known what can be said of its values before a run
 * @param settings what the house says of itself
 * @param inventory what is really there; rules that ask for it are silent without one
 * @param today the day on which it is looked at
 */
public record Subject(
    FileTree file,
    Understood runbook,
    Outline outline,
    Said said,
    Known known,
    Settings settings,
    Optional<Inventory> inventory,
    LocalDate today) {

  static Subject of(
      FileTree file,
      Understood runbook,
      Settings settings,
      Optional<Inventory> inventory,
      LocalDate today) {
    Known known = Known.of(runbook);
    Outline outline = Outline.of(runbook);
    Said said = Said.of(runbook);
    return new Subject(file, runbook, outline, said, known, settings, inventory, today);
  }

  /** The statements of the runbook's own text, and not of what it calls of the library. */
  public Stream<Stmt> statements() {
    return outline.statements().filter(it -> it.span().source() == file.source());
  }

  /** Those of one kind. */
  public <T extends Stmt> Stream<T> statements(Class<T> kind) {
    return statements().filter(kind::isInstance).map(kind::cast);
  }

  public Decl.Runbook tree() {
    return runbook.tree();
  }
}
