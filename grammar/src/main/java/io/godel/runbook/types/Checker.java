package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Suggestion;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.syntax.Name;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.Parser;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out what everything in a text means and whether it can be trusted. */
public final class Checker {
  /** Blanks, a comment or a {@code use} line. */
  private static final Pattern NOTHING =
      Pattern.compile(
          "[\\s\\x{FEFF}]++|//[^\\r\\n]*+|/\\*.*?\\*/|use\\s++\\w++|,\\s*+\\w++", Pattern.DOTALL);

  private final Library library;
  private final SqlReader sql;
  private final Siblings siblings;

  /** Finds the text of another runbook by its name. */
  public interface Siblings {
    /** Where there is no other runbook. */
    Siblings NONE = name -> Optional.empty();

    Optional<SourceFile> find(String runbook);

    /** The name of the file that a runbook of that name stands in. */
    static String fileName(String runbook) {
      return runbook.replace('_', '-') + ".runbook";
    }
  }

  public Checker(Library library, SqlReader sql, Siblings siblings) {
    this.library = library;
    this.sql = sql;
    this.siblings = siblings;
  }

  /** Checks modules together, so that they can speak of each other. */
  public static Parsed<Library> library(List<FileTree> files, SqlReader sql) {
    Findings findings = new Findings();
    Symbols symbols = new Symbols();
    FactTable facts = new FactTable();
    List<Decl.Module> modules = new ArrayList<>();
    for (FileTree file : files) {
      file.declarations().stream()
          .filter(Decl.Module.class::isInstance)
          .map(Decl.Module.class::cast)
          .forEach(modules::add);
    }
    List<String> names = modules.stream().map(module -> module.name().text()).toList();
    TypeDeclarations types = new TypeDeclarations(symbols, findings);
    modules.forEach(module -> types.collect(module.name().text(), module.items()));
    types.read();
    ActionDeclarations actions = new ActionDeclarations(symbols, facts, sql, findings);
    modules.forEach(module -> actions.collect(module.name().text(), names, module.items()));
    actions.read();
    return new Parsed<>(symbols.freeze(facts), findings.sorted());
  }

  /** What a file of runbooks was found to be: every runbook in which nothing is wrong. */
  public Parsed<List<TypedRunbook>> check(FileTree file) {
    return check(file, Set.of());
  }

  private Parsed<List<TypedRunbook>> check(FileTree file, Set<String> callers) {
    Parsed<List<TypedRunbook>> understood = understand(file, callers);
    return understood.hasErrors() ? new Parsed<>(List.of(), understood.diagnostics()) : understood;
  }

  /**
   * The runbooks of a file as far as they could be understood, with mistakes in them or not: for
   * those who only read them.
   */
  public Parsed<List<Understood>> understand(FileTree file) {
    Parsed<List<TypedRunbook>> all = understand(file, Set.of());
    return new Parsed<>(
        all.tree().stream().map(it -> Understood.of(it, !all.hasErrors())).toList(),
        all.diagnostics());
  }

  private Parsed<List<TypedRunbook>> understand(FileTree file, Set<String> callers) {
    Findings findings = new Findings();
    List<TypedRunbook> runbooks = new ArrayList<>();
    List<String> uses = uses(file, findings);
    demandContent(file, findings);
    Set<String> names = new LinkedHashSet<>();
    for (Decl declaration : file.declarations()) {
      if (declaration instanceof Decl.Runbook runbook) {
        if (!names.add(runbook.name().text())) {
          findings.error(
              Code.NAME_TWICE,
              runbook.name().span(),
              "there is a runbook `" + runbook.name() + "` in this file already");
        }
        runbooks.add(check(file, runbook, uses, callers, findings));
      } else {
        findings.error(
            Code.RUNBOOK_SHAPE,
            declaration.span(),
            "only a runbook can stand here; put it into the runbook that needs it");
      }
    }
    return new Parsed<>(runbooks, findings.sorted());
  }

  /** A file in which something could not be read is not empty: that was reported elsewhere. */
  private static void demandContent(FileTree file, Findings findings) {
    if (file.declarations().isEmpty() && holdsNothing(file.source().text())) {
      findings.add(
          Diagnostic.error(
                  Code.FILE_EMPTY,
                  new Span(file.source(), 0, 0),
                  file.source().name() + " holds no runbook")
              .help("it begins with `runbook NAME \"Title\" { … }`"));
    }
  }

  private static boolean holdsNothing(String text) {
    Matcher nothing = NOTHING.matcher(text);
    int at = 0;
    while (at < text.length() && nothing.region(at, text.length()).lookingAt()) {
      at = nothing.end();
    }
    return at == text.length();
  }

  private List<String> uses(FileTree file, Findings findings) {
    Symbols symbols = Symbols.of(library);
    List<String> uses = new ArrayList<>();
    for (Name name : file.uses()) {
      if (!symbols.isModule(name.text())) {
        Diagnostic unknown =
            Diagnostic.error(Code.UNKNOWN_MODULE, name.span(), "there is no module `" + name + "`");
        Optional<String> meant = Suggestion.nearest(name.text(), library.modules());
        findings.add(
            meant.map(near -> unknown.help("did you mean `" + near + "`?")).orElse(unknown));
        meant.ifPresent(uses::add);
      }
      uses.add(name.text());
    }
    return uses;
  }

  private TypedRunbook check(
      FileTree file, Decl.Runbook tree, List<String> uses, Set<String> callers, Findings findings) {
    Symbols symbols = Symbols.of(library);
    FactTable facts = FactTable.of(library.facts());
    String name = tree.name().text();
    TypeDeclarations types = new TypeDeclarations(symbols, findings);
    types.collect(name, tree.items());
    types.read();
    ActionDeclarations actions = new ActionDeclarations(symbols, facts, sql, findings);
    actions.collect(name, uses, tree.items());
    actions.read();
    ExprChecker exprs =
        new ExprChecker(
            symbols,
            name,
            uses,
            new TypeReader(symbols, name, Set.of(), findings),
            sql,
            new Scope(null),
            findings);
    Set<String> chain = new LinkedHashSet<>(callers);
    chain.add(name);
    Runbooks runbooks = new Runbooks(other -> sibling(other, chain), chain, findings);
    new RunbookChecker(tree, exprs, facts, runbooks)
        .check(other -> siblings.find(other).isPresent());
    return new TypedRunbook(
        file.source(), tree, symbols.freeze(facts), facts.freeze(), runbooks.called());
  }

  /** The runbook of that name in its own file, and what is wrong with it. */
  private Parsed<Optional<TypedRunbook>> sibling(String name, Set<String> callers) {
    Optional<SourceFile> source = siblings.find(name);
    if (source.isEmpty()) {
      return new Parsed<>(Optional.empty(), List.of());
    }
    Parsed<FileTree> parsed = Parser.parse(source.get());
    if (parsed.hasErrors()) {
      return new Parsed<>(Optional.empty(), parsed.diagnostics());
    }
    Parsed<List<TypedRunbook>> checked = check(parsed.tree(), callers);
    Optional<TypedRunbook> found =
        checked.tree().stream().filter(runbook -> runbook.name().equals(name)).findFirst();
    return new Parsed<>(found, checked.diagnostics());
  }
}
