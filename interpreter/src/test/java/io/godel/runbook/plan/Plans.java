package io.godel.runbook.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.diagnostic.Marks;
import io.godel.runbook.diagnostic.TextRenderer;
import io.godel.runbook.library.StandardLibrary;
import io.godel.runbook.sql.ParsedSql;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.Parser;
import io.godel.runbook.syntax.SourceFile;
import io.godel.runbook.types.Checker;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.TypedRunbook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans of small runbooks, for tests. */
public final class Plans {
  /** The runbooks that golden files are made of. */
  public static final List<String> NAMES =
      List.of("restart", "failover", "restore", "sessions", "storm", "caller");

  public static final Path FOLDER = Path.of("src/test/resources/plans");

  private static final Library LIBRARY = StandardLibrary.load();

  private Plans() {}

  public static Library library() {
    return LIBRARY;
  }

  public static String text(String name) {
    try {
      return Files.readString(FOLDER.resolve(name + ".runbook"));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** The plan of a runbook of the folder, with its defaults. */
  public static Plan named(String name) {
    return of(text(name), Map.of());
  }

  public static Plan of(String text, Map<String, String> given) {
    return of(typed(LIBRARY, "test.runbook", text), given);
  }

  public static Plan of(TypedRunbook runbook, Map<String, String> given) {
    Arguments arguments = Arguments.read(runbook, given);
    assertEquals(List.of(), arguments.problems());
    return Planner.plan(runbook, arguments);
  }

  public static TypedRunbook typed(String text) {
    return typed(LIBRARY, "test.runbook", text);
  }

  public static TypedRunbook typed(Library library, String path, String text) {
    Parsed<List<TypedRunbook>> checked = checked(library, path, text);
    assertEquals("", new TextRenderer(Marks.PLAIN).render(checked.diagnostics()));
    return checked.tree().get(0);
  }

  static Parsed<List<TypedRunbook>> checked(Library library, String path, String text) {
    Parsed<FileTree> parsed = Parser.parse(new SourceFile(path, text));
    assertEquals(List.of(), parsed.diagnostics());
    return new Checker(library, new ParsedSql(), Plans::sibling).check(parsed.tree());
  }

  private static Optional<SourceFile> sibling(String name) {
    return NAMES.contains(name)
        ? Optional.of(new SourceFile(name + ".runbook", text(name)))
        : Optional.empty();
  }
}
