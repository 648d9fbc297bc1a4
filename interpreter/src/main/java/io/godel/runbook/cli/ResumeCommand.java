package io.godel.runbook.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code runbook resume}: an interrupted run goes on. */
@Command(name = "resume", description = "Go on with an interrupted run; every guard is asked anew.")
final class ResumeCommand implements Callable<Integer> {
  @ParentCommand RunbookCommand parent;
  @Mixin GoingOn goingOn;

  @Override
  public Integer call() throws InterruptedException {
    return goingOn.goOn(parent, Optional.empty());
  }
}
