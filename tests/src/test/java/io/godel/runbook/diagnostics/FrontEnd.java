package io.godel.runbook.diagnostics;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Marks;
import io.godel.runbook.diagnostic.TextRenderer;
import io.godel.runbook.library.StandardLibrary;
import io.godel.runbook.simulation.WorldFile;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.sql.ParsedSql;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.Parser;
import io.godel.runbook.types.Checker;
import io.godel.runbook.types.Library;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way of a text through the front end: read, then checked with the standard library. */
final class FrontEnd {
  private static final Library LIBRARY = StandardLibrary.load();

  /** The runbooks that lie beside every text. */
  private static final Map<String, String> BESIDE =
      Map.of(
          "redis_outage",
          """
          use redis
          runbook redis_outage "Redis Outage" {
            param host: String = "redis"
            let cache = redis.server(host)
            scenario look "Redis is up" { }
            recovered { verify "Redis answers" redis.ping(cache) within 5m every 10s }
          }
          """,
          "broken",
          "runbook broken \"Broken\" { scenario look \"Nothing\" { } }",
          "caller",
          """
          runbook caller "Calls back" {
            scenario back "Back" { call example() }
            recovered { verify "time goes by" now() > 2026-01-01T00:00Z within 1m every 10s }
          }
          """);

  private FrontEnd() {}

  /** What is said of a runbook or a module; what cannot be read is not checked. */
  static List<Diagnostic> diagnose(String name, String text) {
    Parsed<FileTree> parsed = Parser.parse(new SourceFile(name, text));
    return parsed.hasErrors() ? parsed.diagnostics() : check(parsed.tree());
  }

  static List<Diagnostic> check(FileTree tree) {
    return isModule(tree)
        ? Checker.library(withCore(tree), new ParsedSql()).diagnostics()
        : new Checker(LIBRARY, new ParsedSql(), FrontEnd::beside).check(tree).diagnostics();
  }

  static List<Diagnostic> diagnoseWorld(String name, String text) {
    return WorldFile.read(new SourceFile(name, text)).diagnostics();
  }

  /** As a person sees it, but for the lines of the library, which move with every edit of it. */
  static String render(List<Diagnostic> diagnostics) {
    return new TextRenderer(Marks.PLAIN)
        .render(diagnostics)
        .replaceAll("(stdlib/\\w+\\.runbook):\\d+", "$1:LINE");
  }

  private static boolean isModule(FileTree tree) {
    return !tree.declarations().isEmpty() && tree.declarations().get(0) instanceof Decl.Module;
  }

  private static List<FileTree> withCore(FileTree tree) {
    List<FileTree> files = new ArrayList<>();
    files.add(Parser.parse(StandardLibrary.source("core")).tree());
    files.add(tree);
    return files;
  }

  private static Optional<SourceFile> beside(String name) {
    return Optional.ofNullable(BESIDE.get(name))
        .map(text -> new SourceFile(name.replace('_', '-') + ".runbook", text));
  }
}
