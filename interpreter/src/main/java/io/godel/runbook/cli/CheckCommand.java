package io.godel.runbook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.TextRenderer;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code runbook check}: reads texts and says everything that is wrong with them. */
@Command(name = CheckCommand.NAME, description = "Parse and type-check runbooks.")
final class CheckCommand implements Callable<Integer> {
  static final String NAME = "check";

  /** What begins with one of these is an option, or names a file of arguments. */
  private static final String SPECIAL = "-@";

  @ParentCommand RunbookCommand parent;
  @Mixin RunbookFiles files;

  @Option(names = "--json", description = "Answer in JSON.")
  boolean json;

  /**
   * The command of a line that names files and nothing else. To understand it takes nothing of the
   * parser of command lines, whose start takes half as long as to check a file.
   *
   * @return empty where the line says anything else
   */
  static Optional<CheckCommand> ofFiles(RunbookCommand parent, String... args) {
    if (args.length < 2 || !args[0].equals(NAME)) {
      return Optional.empty();
    }
    List<Path> files = new ArrayList<>();
    for (String word : List.of(args).subList(1, args.length)) {
      if (word.isEmpty() || SPECIAL.indexOf(word.charAt(0)) >= 0 || new File(word).isDirectory()) {
        return Optional.empty();
      }
      files.add(Path.of(word));
    }
    CheckCommand check = new CheckCommand();
    check.parent = parent;
    check.parent.colours = Console.Colours.AUTO;
    check.files = new RunbookFiles();
    check.files.given = files;
    return Optional.of(check);
  }

  @Override
  public Integer call() {
    List<Path> paths = files.paths();
    List<Diagnostic> diagnostics = parent.project.diagnostics(paths);
    if (json) {
      ObjectNode answer = Json.object();
      answer.put("files", paths.size());
      answer.set("diagnostics", Json.diagnostics(diagnostics));
      parent.console.out().println(Json.pretty(answer));
    } else if (diagnostics.isEmpty()) {
      parent
          .console
          .out()
          .println(paths.size() == 1 ? paths.get(0) + ": ok" : paths.size() + " files: ok");
    } else {
      TextRenderer renderer = new TextRenderer(Console.marks(parent.console.style(parent.colours)));
      parent.console.out().print(renderer.render(diagnostics));
    }
    return diagnostics.isEmpty() ? ExitCode.OK : ExitCode.TEXT_HAS_ERRORS;
  }
}
