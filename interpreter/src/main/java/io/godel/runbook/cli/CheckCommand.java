package io.godel.runbook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.TextRenderer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code runbook check}: reads texts and says everything that is wrong with them. */
@Command(name = "check", description = "Parse and type-check runbooks.")
final class CheckCommand implements Callable<Integer> {
  @ParentCommand RunbookCommand parent;
  @Mixin RunbookFiles files;

  @Option(names = "--json", description = "Answer in JSON.")
  boolean json;

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
