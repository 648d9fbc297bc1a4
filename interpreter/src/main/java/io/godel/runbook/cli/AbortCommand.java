package io.godel.runbook.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code runbook abort}: an interrupted run is taken back. */
@Command(name = "abort", description = "End an interrupted run: what it did is taken back.")
final class AbortCommand implements Callable<Integer> {
  @ParentCommand RunbookCommand parent;
  @Mixin GoingOn goingOn;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
  String reason = "";

  @Override
  public Integer call() throws InterruptedException {
    return goingOn.goOn(parent, Optional.of(reason));
  }
}
