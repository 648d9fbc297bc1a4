package io.godel.runbook.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.library.StandardLibrary;
import io.godel.runbook.report.LibraryPage;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.syntax.Parser;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference of the library is the one that its modules give. */
final class LibraryPageTest {
  private static final String NAME = "library.md";
  private static final Library LIBRARY = StandardLibrary.load();

  private static String page() {
    List<FileTree> texts =
        StandardLibrary.MODULES.stream()
            .map(module -> Parser.parse(StandardLibrary.source(module)).tree())
            .toList();
    return LibraryPage.of(LIBRARY, texts);
  }

  @Test
  void thePageIsTheOneThatTheModulesGive() throws IOException {
    String page = page();
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(Page.path(NAME), page);
    }
    assertEquals(Page.of(NAME).text(), page, "write it anew with -Dgolden.rewrite=true");
  }

  @Test
  void everyActionSaysWhatItDoes() {
    List<String> silent =
        LIBRARY.actions().values().stream()
            .filter(action -> action.doc().isBlank())
            .map(Action::qualifiedName)
            .toList();
    assertEquals(List.of(), silent);
  }

  @Test
  void everyActionIsOnThePage() {
    String page = page();
    for (Action action : LIBRARY.actions().values()) {
      String name = action.module().equals("core") ? action.name() : action.qualifiedName();
      assertTrue(
          page.contains("`" + name + "(") || page.contains("`" + name + "<"),
          action.qualifiedName());
    }
  }
}
