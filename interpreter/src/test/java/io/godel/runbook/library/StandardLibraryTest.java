package io.godel.runbook.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.sql.ParsedSql;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.Parser;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Checker;
import io.godel.runbook.types.Library;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shipped library is clean and says of every acting action what it has to. */
class StandardLibraryTest {
  @Test
  void hasNoErrors() {
    List<String> found = new ArrayList<>();
    List<FileTree> files = new ArrayList<>();
    for (String module : StandardLibrary.MODULES) {
      Parsed<FileTree> parsed = Parser.parse(StandardLibrary.source(module));
      parsed.diagnostics().forEach(each -> found.add(shown(each)));
      files.add(parsed.tree());
    }
    Checker.library(files, new ParsedSql()).diagnostics().forEach(each -> found.add(shown(each)));
    assertEquals(List.of(), found);
  }

  private static String shown(Diagnostic diagnostic) {
    return diagnostic.span() + " " + diagnostic.message();
  }

  @Test
  void everyActingActionCanBeDecided() {
    Library library = StandardLibrary.load();
    for (Action action : library.actions().values()) {
      // What is composed of others is decided by them.
      boolean itself = action.form() == Action.Form.NATIVE;
      assertEquals(
          itself && action.effect().acts(),
          !(action.decision() instanceof Action.NotNeeded),
          action.qualifiedName());
    }
    assertTrue(library.actions().size() > 80);
  }
}
