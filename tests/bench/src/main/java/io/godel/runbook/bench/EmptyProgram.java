package io.godel.runbook.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The least program with a command line: what every such program pays for its start. */
@Command(name = "empty", mixinStandardHelpOptions = true)
public final class EmptyProgram implements Callable<Integer> {

  public static void main(String[] args) {
    System.exit(new CommandLine(new EmptyProgram()).execute(args));
  }

  @Override
  public Integer call() {
    return 0;
  }
}
