package io.godel.runbook.lint.rules.security;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Command;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Type;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A program that reads a language takes what is put into its text for that language. What is put in
 * as a number, or as a text of a checked form, stays what it is.
 */
final class TextBecomesCommand extends Rule {
  private static final Pattern READERS =
      Pattern.compile(
          "(sh|bash|ash|dash|ksh|zsh|psql|mysql|mariadb|mongo|mongosh|sqlite3|python[0-9.]*"
              + "|perl|ruby|node|redis-cli)");
  private static final Set<String> SWITCHES =
      Set.of("-c", "-lc", "-ec", "-ic", "-xc", "-e", "--command", "--execute", "--eval", "EVAL");
  private static final Pattern JOINED = Pattern.compile("--(command|execute|eval)=.*");
  private static final Set<Type> HARMLESS =
      Set.of(
          Type.Primitive.INT,
          Type.Primitive.DECIMAL,
          Type.Primitive.BOOL,
          Type.Primitive.BYTES,
          Type.Primitive.DURATION,
          Type.Primitive.PERCENT,
          Type.Primitive.INSTANT,
          Type.Primitive.DATE);

  TextBecomesCommand() {
    super("L0504", Severity.ERROR, "a value is put into the text of a command or of SQL");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    subject
        .outline()
        .everything()
        .forEach(
            moment ->
                Command.of(moment, subject.known())
                    .filter(command -> READERS.matcher(command.program()).matches())
                    .ifPresent(command -> check(moment, command, findings)));
  }

  private void check(Moment moment, Command command, Findings findings) {
    List<Term> arguments = command.arguments();
    for (int i = 0; i < arguments.size(); i++) {
      boolean read =
          i > 0
              && arguments.get(i - 1) instanceof Term.Chars before
              && SWITCHES.contains(before.value());
      if ((read || isJoined(arguments.get(i))) && isOpen(arguments.get(i))) {
        findings.add(
            at(
                    moment.span(),
                    "what is put in is read by `" + command.program() + "` as its own language")
                .label(arguments.get(i).span(), "this is put together")
                .help("hand the value over as an argument of its own; for SQL use `pg.execute`"));
      }
    }
  }

  private static boolean isJoined(Term term) {
    return term instanceof Term.TextOf it
        && it.pieces().get(0) instanceof Term.Chars first
        && JOINED.matcher(first.value()).matches();
  }

  /** Whether it can be any text at all. */
  private static boolean isOpen(Term term) {
    if (term instanceof Term.TextOf it) {
      return it.pieces().stream().anyMatch(TextBecomesCommand::isOpen);
    } else if (term instanceof Term.Converted it) {
      return isOpen(it.value());
    }
    return !(term instanceof Term.Chars)
        && !(term instanceof Term.Constant)
        && !HARMLESS.contains(term.type())
        && !(term.type() instanceof Type.Checked)
        && !(term.type() instanceof Type.EnumType);
  }
}
