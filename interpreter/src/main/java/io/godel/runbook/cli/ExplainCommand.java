package io.godel.runbook.cli;

import io.godel.runbook.diagnostic.Code;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code runbook explain}: what a code of a diagnostic means. */
@Command(name = "explain", description = "Explain the code of a diagnostic.")
final class ExplainCommand implements Callable<Integer> {
  @ParentCommand RunbookCommand parent;

  @Parameters(arity = "0..1", paramLabel = "CODE", description = "As E0404; none lists them all.")
  Optional<String> code = Optional.empty();

  @Override
  public Integer call() {
    Arrays.stream(Code.values())
        .forEach(each -> parent.console.out().println(each.id() + "  " + each.summary()));
    return ExitCode.OK;
  }
}
