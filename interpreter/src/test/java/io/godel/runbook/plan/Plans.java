package io.godel.runbook.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.diagnostic.Marks;
import io.godel.runbook.diagnostic.TextRenderer;
import io.godel.runbook.library.StandardLibrary;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.sql.ParsedSql;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.Parser;
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
    return text(FOLDER, name);
  }

  private static String text(Path folder, String name) {
    try {
      return Files.readString(folder.resolve(name + ".runbook"));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** The plan of a runbook of the folder, with its defaults. */
  public static Plan named(String name) {
    return named(FOLDER, name);
  }

  static Plan named(Path folder, String name) {
    TypedRunbook runbook = typed(LIBRARY, name + ".runbook", text(folder, name), folder);
    return of(runbook, Map.of());
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
    return typed(library, path, text, FOLDER);
  }

  private static TypedRunbook typed(Library library, String path, String text, Path folder) {
    Parsed<FileTree> parsed = Parser.parse(new SourceFile(path, text));
    assertEquals("", new TextRenderer(Marks.PLAIN).render(parsed.diagnostics()));
    Parsed<List<TypedRunbook>> checked =
        new Checker(library, new ParsedSql(), name -> sibling(folder, name)).check(parsed.tree());
    assertEquals("", new TextRenderer(Marks.PLAIN).render(checked.diagnostics()));
    return checked.tree().get(0);
  }

  private static Optional<SourceFile> sibling(Path folder, String name) {
    return NAMES.contains(name)
        ? Optional.of(new SourceFile(name + ".runbook", text(folder, name)))
        : Optional.empty();
  }
}
