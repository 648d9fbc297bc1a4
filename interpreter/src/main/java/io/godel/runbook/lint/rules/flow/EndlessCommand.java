package io.godel.runbook.lint.rules.flow;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Command;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import java.util.regex.Pattern;

/** Nobody types at a command of a runbook, and nobody presses the keys that would end it. */
final class EndlessCommand extends Rule {
  /** At the beginning of a line, or behind what ends a command in a shell. */
  private static final String START = "(.*([;&|] *|-l?c ))?";

  /** The same, but for what reads from a pipe and not from a keyboard. */
  private static final String UNPIPED = "(.*((;|&&|\\|\\|) *|-l?c ))?";

  private static final String END = "( .*)?";

  private static final Pattern ENDLESS =
      Pattern.compile(
          START
              + "(tail( -[^ ]+( [0-9]+)?)* (-[a-zA-Z0-9]*[fF][a-zA-Z0-9]*|--follow[^ ]*)"
              + "|journalctl .*(-[a-z]*f|--follow)"
              + "|(kubectl|docker) .*logs .*(-f|--follow)"
              + "|redis-cli .*(?i:monitor|subscribe)"
              + "|sleep infinity"
              + "|watch)"
              + END);

  private static final Pattern KEYBOARD =
      Pattern.compile(
          UNPIPED
              + "((less|more|vi|vim|nano|emacs|top)"
              + END
              + "|(kubectl|docker) .*(-it|-ti|--tty|--interactive)"
              + END
              + "|(sh|bash|dash|zsh|psql|mysql|redis-cli|python3?)( -(i|it|ti|[hUdp] [^ ]+))*)");

  /** `top` in its batch mode ends. */
  private static final Pattern BATCH = Pattern.compile(".*\\btop .*-[a-z]*[bn].*");

  EndlessCommand() {
    super("L0311", Severity.ERROR, "a command waits for a keyboard, or never ends");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    subject
        .outline()
        .everything()
        .forEach(
            moment ->
                Command.of(moment, subject.known())
                    .ifPresent(command -> check(moment, command.line(), findings)));
  }

  private void check(Moment moment, String line, Findings findings) {
    if (ENDLESS.matcher(line).matches()) {
      findings.add(
          at(moment.span(), "this never ends by itself: the step runs into its timeout")
              .help("ask for what is there now, and let `await` or `verify` ask again"));
    } else if (KEYBOARD.matcher(line).matches() && !BATCH.matcher(line).matches()) {
      findings.add(
          at(moment.span(), "this waits for a keyboard, and nobody is at it")
              .help("hand over what it is to do: `-c`, `--command`, a file"));
    }
  }
}
