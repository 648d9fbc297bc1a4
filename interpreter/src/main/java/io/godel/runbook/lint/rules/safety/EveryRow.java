package io.godel.runbook.lint.rules.safety;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.types.Term;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A statement only mutates as far as the checker knows, so it demands no approval for one that
 * leaves a table empty.
 */
final class EveryRow extends Rule {
  /** Comments and what stands between quotes: words in them mean nothing. */
  private static final Pattern UNREAD =
      Pattern.compile("--[^\\n]*|(?s:/\\*.*?\\*/)|'[^']*'|\"[^\"]*\"");

  private static final Pattern SOME_ROWS =
      Pattern.compile("(?is).*\\bwhere\\b(?!\\s*true\\s*;?$).*");
  private static final Pattern ROWS = Pattern.compile("(?is)\\s*(delete\\s+from|update)\\s.*");
  private static final Pattern WHOLE = Pattern.compile("(?is)\\s*(truncate|drop)\\s.*");

  EveryRow() {
    super(
        "L0113",
        Severity.ERROR,
        "a statement hits every row of a table, and nobody is asked before");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Outline.Response response : subject.outline().responses()) {
      for (Moment act : response.acts()) {
        if (statement(act, subject.known()).filter(EveryRow::hitsAll).isPresent()
            && !isAsked(response, act)) {
          findings.add(
              at(act.place(), "this leaves no row as it was, and nobody has said yes to it")
                  .help("say which rows with `WHERE`, or ask before: `approve \"…\" by \"…\"`"));
        }
      }
    }
  }

  private static Optional<String> statement(Moment act, Known known) {
    return act.call()
        .filter(call -> call.is("pg.execute"))
        .flatMap(call -> call.argument("sql"))
        .map(known::unfolded)
        .filter(Term.Sql.class::isInstance)
        .map(term -> read(((Term.Sql) term).fragments()));
  }

  private static String read(List<String> fragments) {
    return UNREAD.matcher(String.join("?", fragments)).replaceAll(" _ ").strip();
  }

  private static boolean hitsAll(String statement) {
    String begun = statement.replaceFirst("^(_\\s*)+", "");
    return WHOLE.matcher(begun).matches()
        || ROWS.matcher(begun).matches() && !SOME_ROWS.matcher(begun).matches();
  }

  private static boolean isAsked(Outline.Response response, Moment act) {
    return response.course().stream()
        .anyMatch(it -> it.statement() instanceof Stmt.Approve && it.dominates(act));
  }
}
