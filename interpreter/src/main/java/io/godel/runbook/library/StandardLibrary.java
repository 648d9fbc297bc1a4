package io.godel.runbook.library;

import io.godel.runbook.source.SourceFile;
import io.godel.runbook.sql.ParsedSql;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.Parser;
import io.godel.runbook.types.Checker;
import io.godel.runbook.types.Library;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads and checks the standard library. */
public final class StandardLibrary {
  /** The modules, in the order in which they are documented. */
  public static final List<String> MODULES =
      List.of("core", "k8s", "pg", "net", "http", "prom", "backup", "redis", "notify", "lint");

  private StandardLibrary() {}

  /**
   * @throws AssertionError when the shipped library has errors, which its tests rule out
   */
  public static Library load() {
    List<SourceFile> files = new ArrayList<>();
    MODULES.forEach(module -> files.add(source(module)));
    return load(files);
  }

  /**
   * As much of the library as a text can need that nothing is wrong with. What is found wrong with
   * it may be due to what is left out here, and help may name what is left out.
   */
  public static Library partFor(String text) {
    return load(LibraryPart.of(text));
  }

  private static Library load(List<SourceFile> sources) {
    List<FileTree> files = new ArrayList<>();
    for (SourceFile source : sources) {
      Parsed<FileTree> parsed = Parser.parse(source);
      demandClean(parsed);
      files.add(parsed.tree());
    }
    Parsed<Library> library = Checker.library(files, new ParsedSql());
    demandClean(library);
    return library.tree();
  }

  private static void demandClean(Parsed<?> parsed) {
    if (parsed.hasErrors()) {
      throw new AssertionError("the standard library has errors: " + parsed.diagnostics());
    }
  }

  /** The text of a module. */
  public static SourceFile source(String module) {
    String name = "stdlib/" + module + ".runbook";
    try (InputStream in = StandardLibrary.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new AssertionError(name + " is not in the program");
      }
      return new SourceFile(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
