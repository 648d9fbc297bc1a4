package io.godel.runbook.project;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Suggestion;
import io.godel.runbook.library.StandardLibrary;
import io.godel.runbook.simulation.WorldFile;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.sql.ParsedSql;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.Parser;
import io.godel.runbook.syntax.SourceReader;
import io.godel.runbook.targets.Target;
import io.godel.runbook.types.Checker;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.TypedRunbook;
import io.godel.runbook.types.Understood;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Reads and checks runbooks and worlds where they lie: a runbook finds its neighbours in its own
 * folder, and its worlds in the folder {@code worlds} there.
 */
public final class Project {
  /** How the file of a runbook or a module is called. */
  public static final String SUFFIX = ".runbook";

  /** Where the worlds of a folder of runbooks are kept. */
  public static final String WORLDS = "worlds";

  /** Where the target profiles of a folder of runbooks are kept. */
  public static final String TARGETS = "targets";

  /** Where nothing has asked for the library yet, it is not there. */
  private Optional<CompletableFuture<Library>> library;

  public Project() {
    this.library = Optional.empty();
  }

  public Project(Library library) {
    this.library = Optional.of(CompletableFuture.completedFuture(library));
  }

  /** Begins to read the standard library, beside whatever the caller does until it is needed. */
  public synchronized void prepare() {
    if (library.isEmpty()) {
      library = Optional.of(CompletableFuture.supplyAsync(StandardLibrary::load));
    }
  }

  private Library library() {
    CompletableFuture<Library> reading;
    synchronized (this) {
      prepare();
      reading = library.orElseThrow();
    }
    return reading.join();
  }

  /** Checks files, several at once; the answers come in the order of the files. */
  public List<Parsed<List<TypedRunbook>>> check(List<Path> files) {
    return files.parallelStream().map(this::check).toList();
  }

  /**
   * Checks one file. A file of modules is checked as a part of the standard library, in place of
   * the modules of the same names.
   */
  public Parsed<List<TypedRunbook>> check(Path file) {
    Parsed<Optional<SourceFile>> source = SourceReader.read(file, file.toString());
    return source.tree().isPresent()
        ? check(file, Parser.parse(source.tree().get()))
        : new Parsed<>(List.of(), source.diagnostics());
  }

  /** What is wrong with files, in their order. */
  public List<Diagnostic> diagnostics(List<Path> files) {
    List<Diagnostic> all = new ArrayList<>();
    if (files.size() == 1) {
      all.addAll(diagnostics(files.get(0)));
    } else {
      check(files).forEach(checked -> all.addAll(checked.diagnostics()));
    }
    return all;
  }

  /** Nearly every file is right, and to see that takes a part of the library. */
  private List<Diagnostic> diagnostics(Path file) {
    Parsed<Optional<SourceFile>> source = SourceReader.read(file, file.toString());
    if (source.tree().isEmpty()) {
      return source.diagnostics();
    }
    Parsed<FileTree> parsed = Parser.parse(source.tree().get());
    return isRight(file, parsed) ? List.of() : check(file, parsed).diagnostics();
  }

  private static boolean isRight(Path file, Parsed<FileTree> parsed) {
    if (!parsed.diagnostics().isEmpty() || holdsModules(parsed.tree())) {
      return false;
    }
    Library part = StandardLibrary.partFor(parsed.tree().source().text());
    return checker(part, file).check(parsed.tree()).diagnostics().isEmpty();
  }

  /**
   * A file as it was read.
   *
   * @param tree what could be read of it
   * @param runbooks as far as they could be understood
   * @param guessed whether some of it could not be read, so that the tree is partly a guess
   * @param diagnostics what is wrong with it
   */
  public record Reading(
      FileTree tree, List<Understood> runbooks, boolean guessed, List<Diagnostic> diagnostics) {
    public Reading {
      runbooks = List.copyOf(runbooks);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Reads a file for those who only look at it, with mistakes in it or not. */
  public Parsed<Optional<Reading>> read(Path file) {
    Parsed<Optional<SourceFile>> source = SourceReader.read(file, file.toString());
    if (source.tree().isEmpty()) {
      return new Parsed<>(Optional.empty(), source.diagnostics());
    }
    Parsed<FileTree> parsed = Parser.parse(source.tree().get());
    Parsed<List<Understood>> understood =
        holdsModules(parsed.tree())
            ? new Parsed<>(List.of(), checkModules(parsed.tree()).diagnostics())
            : checker(library(), file).understand(parsed.tree());
    List<Diagnostic> all = withoutGuesses(parsed.diagnostics(), understood.diagnostics());
    Reading reading = new Reading(parsed.tree(), understood.tree(), parsed.hasErrors(), all);
    return new Parsed<>(Optional.of(reading), all);
  }

  private Parsed<List<TypedRunbook>> check(Path file, Parsed<FileTree> parsed) {
    Parsed<List<TypedRunbook>> checked =
        holdsModules(parsed.tree())
            ? checkModules(parsed.tree())
            : checker(library(), file).check(parsed.tree());
    List<Diagnostic> all = withoutGuesses(parsed.diagnostics(), checked.diagnostics());
    return new Parsed<>(parsed.hasErrors() ? List.of() : checked.tree(), all);
  }

  /** What a line means that had to be guessed is not worth a second message. */
  private static List<Diagnostic> withoutGuesses(
      List<Diagnostic> syntax, List<Diagnostic> meaning) {
    List<Diagnostic> all = new ArrayList<>(syntax);
    Set<Integer> guessed = syntax.stream().map(it -> it.span().line()).collect(Collectors.toSet());
    meaning.stream().filter(it -> !guessed.contains(it.span().line())).forEach(all::add);
    all.sort(Diagnostic.BY_PLACE);
    return all;
  }

  private static boolean holdsModules(FileTree tree) {
    return !tree.declarations().isEmpty()
        && tree.declarations().stream().allMatch(Decl.Module.class::isInstance);
  }

  private static Checker checker(Library library, Path file) {
    return new Checker(library, new ParsedSql(), name -> sibling(file, name));
  }

  private static Parsed<List<TypedRunbook>> checkModules(FileTree tree) {
    return new Parsed<>(List.of(), withLibrary(List.of(tree)).diagnostics());
  }

  /** Modules together with those of the standard library that they do not take the place of. */
  private static Parsed<Library> withLibrary(List<FileTree> own) {
    List<FileTree> files = new ArrayList<>(own);
    Set<String> names = moduleNames(own);
    StandardLibrary.MODULES.stream()
        .filter(module -> !names.contains(module))
        .map(module -> Parser.parse(StandardLibrary.source(module)).tree())
        .forEach(files::add);
    return Checker.library(files, new ParsedSql());
  }

  private static Set<String> moduleNames(List<FileTree> files) {
    return files.stream()
        .flatMap(file -> file.declarations().stream())
        .filter(Decl.Module.class::isInstance)
        .map(it -> ((Decl.Module) it).name().text())
        .collect(Collectors.toSet());
  }

  /**
   * Modules that somebody keeps beside the standard ones.
   *
   * @param names of the modules
   * @param library with the standard ones among them
   */
  public record OwnModules(Set<String> names, Library library) {
    public OwnModules {
      names = Set.copyOf(names);
    }
  }

  /** Reads modules; empty where something is wrong with one of them. */
  public static Parsed<Optional<OwnModules>> modules(List<Path> paths) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    List<FileTree> files = new ArrayList<>();
    for (Path path : paths) {
      Parsed<Optional<SourceFile>> source = SourceReader.read(path, path.toString());
      diagnostics.addAll(source.diagnostics());
      source
          .tree()
          .map(Parser::parse)
          .ifPresent(
              parsed -> {
                diagnostics.addAll(parsed.diagnostics());
                files.add(parsed.tree());
              });
    }
    if (!diagnostics.isEmpty()) {
      return new Parsed<>(Optional.empty(), diagnostics);
    }
    Parsed<Library> library = withLibrary(files);
    return library.hasErrors()
        ? new Parsed<>(Optional.empty(), library.diagnostics())
        : new Parsed<>(Optional.of(new OwnModules(moduleNames(files), library.tree())), List.of());
  }

  private static Optional<SourceFile> sibling(Path file, String runbook) {
    Path path = file.resolveSibling(Checker.Siblings.fileName(runbook));
    return Files.isRegularFile(path)
        ? SourceReader.read(path, path.toString()).tree()
        : Optional.empty();
  }

  /**
   * Reads a world.
   *
   * @param name of a world beside the runbook, or the path of a YAML file
   */
  public static Parsed<Optional<WorldFile>> world(Path runbook, String name) {
    Path path = worldPath(runbook, name);
    Parsed<Optional<SourceFile>> source = SourceReader.read(path, path.toString());
    return source.tree().isEmpty()
        ? new Parsed<>(Optional.empty(), withNearest(source.diagnostics(), path))
        : WorldFile.read(source.tree().get(), other -> beside(path, other));
  }

  /**
   * Reads a target profile.
   *
   * @param name of a profile beside the runbook, or the path of a YAML file
   */
  public static Parsed<Optional<Target>> target(Path runbook, String name) {
    Path path = besidePath(runbook, TARGETS, name);
    Parsed<Optional<SourceFile>> source = SourceReader.read(path, path.toString());
    return source.tree().isEmpty()
        ? new Parsed<>(Optional.empty(), withNearest(source.diagnostics(), path))
        : Target.read(source.tree().get());
  }

  private static List<Diagnostic> withNearest(List<Diagnostic> missing, Path world) {
    String[] names = world.toAbsolutePath().getParent().toFile().list();
    return Suggestion.nearest(
            world.getFileName().toString(), names == null ? List.of() : List.of(names))
        .map(near -> missing.stream().map(it -> it.help("did you mean `" + near + "`?")).toList())
        .orElse(missing);
  }

  private static Parsed<Optional<SourceFile>> beside(Path world, String name) {
    Path path = world.resolveSibling(name + ".yaml");
    return SourceReader.read(path, path.toString());
  }

  /** Where a world of that name is looked for. */
  public static Path worldPath(Path runbook, String name) {
    return besidePath(runbook, WORLDS, name);
  }

  private static Path besidePath(Path runbook, String folder, String name) {
    boolean isPath = name.endsWith(".yaml") || name.endsWith(".yml") || name.contains("/");
    return isPath ? Path.of(name) : runbook.resolveSibling(folder).resolve(name + ".yaml");
  }
}
