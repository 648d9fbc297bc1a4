package io.godel.runbook.cli;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Coded;
import io.godel.runbook.diagnostic.ExplainPage;
import io.godel.runbook.diagnostic.Suggestion;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.rules.AllRules;
import io.godel.runbook.report.Style;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code runbook explain}: what a code of a diagnostic means. */
@Command(name = "explain", description = "Explain the code of a diagnostic.")
final class ExplainCommand implements Callable<Integer> {
  @ParentCommand RunbookCommand parent;
  @Spec CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "CODE",
      description = "As E0404 or L0108; none lists them all.")
  Optional<String> code = Optional.empty();

  @Override
  public Integer call() {
    if (code.isEmpty()) {
      all().forEach(each -> print(each.id() + "  " + each.summary()));
      return ExitCode.OK;
    }
    page(
        Code.find(code.get())
            .map(ExplainPage::of)
            .or(() -> AllRules.find(code.get()).map(Rule::page))
            .orElseThrow(this::unknown));
    return ExitCode.OK;
  }

  /** What is wrong with a text, then what is wrong with a procedure. */
  private static Stream<Coded> all() {
    return Stream.concat(Arrays.stream(Code.values()), AllRules.list().stream());
  }

  private void print(String line) {
    parent.console.out().println(line);
  }

  private ParameterException unknown() {
    String help =
        Suggestion.nearest(code.get(), all().map(Coded::id).toList())
            .map(near -> "did you mean `" + near + "`?")
            .orElse("`runbook explain` lists them all");
    return new ParameterException(
        spec.commandLine(), "there is no code `" + code.get() + "`: " + help);
  }

  private void page(ExplainPage page) {
    Style style = parent.console.style(parent.colours);
    print(style.bold(page.code().id() + "  " + page.title()));
    print("");
    print(page.text());
    page.wrong().ifPresent(example -> example(style.bad("Wrong"), example));
    page.right().ifPresent(example -> example(style.good("Right"), example));
  }

  private void example(String heading, ExplainPage.Example example) {
    print("");
    print(heading);
    print("");
    example.text().lines().forEach(line -> print(line.isEmpty() ? "" : "  " + line));
  }
}
