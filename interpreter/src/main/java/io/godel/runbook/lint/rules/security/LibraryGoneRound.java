package io.godel.runbook.lint.rules.security;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Command;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.types.Term;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An action of the library asks for evidence, knows what it touches and how a lost answer is
 * decided. A command that does the same knows nothing of that, and is not held up by any of it.
 */
final class LibraryGoneRound extends Rule {
  /** A command or a function of SQL, and the action that does the same. */
  private record Way(Pattern command, String action) {
    static Way of(String command, String action) {
      return new Way(Pattern.compile("(?is)(.*[\\s;&|(])?" + command + ".*"), action);
    }
  }

  private static final List<Way> WAYS =
      List.of(
          Way.of("(pg_ctl|pg_ctlcluster)" + word("promote"), "pg.promote"),
          Way.of("pg_promote\\s*\\(", "pg.promote"),
          Way.of("pg_(terminate|cancel)_backend\\s*\\(", "pg.terminate"),
          Way.of("pg_restore\\s", "backup.restore"),
          Way.of("redis-cli" + word("(flushall|flushdb|unlink|del)"), "redis.unlink"),
          Way.of("redis-cli" + word("config set"), "redis.set"),
          Way.of("redis-cli" + word("bgrewriteaof"), "redis.rewrite_append_only_file"),
          Way.of("kubectl" + word("delete (pod|pods|po)"), "k8s.replace"),
          Way.of("kubectl" + word("delete (pvc|persistentvolumeclaims?)"), "k8s.delete_claim"),
          Way.of("kubectl" + word("delete"), "k8s.delete"),
          Way.of("kubectl" + word("scale"), "k8s.scale"),
          Way.of("kubectl" + word("rollout restart"), "k8s.rollout_restart"),
          Way.of("kubectl" + word("apply"), "k8s.apply"),
          Way.of("kubectl" + word("patch"), "k8s.patch"));

  /** Somewhere among the arguments, and not within one. */
  private static String word(String argument) {
    return "\\s(.*\\s)?" + argument + "(?!\\S)";
  }

  LibraryGoneRound() {
    super("L0509", Severity.ERROR, "a command does what an action of the library does with care");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    subject
        .outline()
        .everything()
        .forEach(
            moment ->
                said(moment, subject)
                    .flatMap(LibraryGoneRound::action)
                    .ifPresent(action -> add(moment, action, findings)));
  }

  /** What a program or a server is told to do. */
  private static Optional<String> said(Moment moment, Subject subject) {
    Optional<String> sql =
        moment
            .call()
            .filter(call -> call.is("pg.execute"))
            .flatMap(call -> call.argument("sql"))
            .map(subject.known()::unfolded)
            .filter(Term.Sql.class::isInstance)
            .map(term -> String.join("…", ((Term.Sql) term).fragments()));
    return sql.or(() -> Command.of(moment, subject.known()).map(Command::line));
  }

  private static Optional<String> action(String said) {
    return WAYS.stream()
        .filter(way -> way.command.matcher(said).matches())
        .map(Way::action)
        .findFirst();
  }

  private void add(Moment moment, String action, Findings findings) {
    findings.add(
        at(moment.span(), "this goes round `" + action + "`, and round all that it asks for")
            .help("write `do " + action + "(…)`"));
  }
}
