package io.godel.runbook.lint.rules.safety;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Command;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import java.util.Set;

/** What a shell does is not in the plan: no evidence, no limit, no probe and no way back. */
final class ShellInPod extends Rule {
  private static final Set<String> SHELLS = Set.of("sh", "bash", "ash", "dash", "zsh", "busybox");

  ShellInPod() {
    super("L0112", Severity.WARNING, "a shell runs in a pod, and may do anything");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    subject
        .outline()
        .everything()
        .filter(
            it ->
                Command.of(it, subject.known())
                    .filter(command -> SHELLS.contains(command.program()))
                    .isPresent())
        .forEach(
            it ->
                findings.add(
                    at(it.place(), "a shell runs here: what it does can be anything")
                        .help("run the program itself, with its arguments as a list")));
  }
}
