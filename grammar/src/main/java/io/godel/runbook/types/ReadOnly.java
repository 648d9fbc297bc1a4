package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.Span;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps acting calls and acting SQL out of the places that must only look. */
final class ReadOnly {
  private static final Pattern CALL = Pattern.compile("([\\w$]++)\"?\\s*+\\(");
  private static final Pattern FIRST_WORD = Pattern.compile("sql\"\"\"\\s*+(\\w++)");

  private ReadOnly() {}

  static void demand(Term term, Findings findings) {
    if (term instanceof Term.Invoke invoke && invoke.action().effect().acts()) {
      findings.add(
          Diagnostic.error(
                  Code.ACTS_IN_READING_PLACE,
                  invoke.span(),
                  "`%s` %s, and only looking is allowed here"
                      .formatted(invoke.action().qualifiedName(), invoke.action().effect().word()))
              .here("an acting call inside of a value")
              .help("act in a step, with `do` before the call"));
      return;
    }
    if (term instanceof Term.Sql sql && !sql.queryOnly()) {
      findings.add(acting(sql));
    }
    Terms.parts(term).forEach(part -> demand(part, findings));
  }

  private static Diagnostic acting(Term.Sql sql) {
    Matcher calls = CALL.matcher(sql.span().text());
    while (calls.find()) {
      String name = calls.group(1).toLowerCase(Locale.ROOT);
      if (SqlChecker.acts(name)) {
        Span place = part(sql.span(), calls.start(1), calls.end(1));
        return sqlActs(place, "`" + name + "` acts, and only looking is allowed here");
      }
    }
    Matcher word = FIRST_WORD.matcher(sql.span().text());
    Span place = word.find() ? part(sql.span(), word.start(1), word.end(1)) : sql.span();
    return sqlActs(
        place, "this statement changes or locks something, and only looking is allowed here");
  }

  private static Span part(Span whole, int start, int end) {
    return new Span(whole.source(), whole.start() + start, whole.start() + end);
  }

  private static Diagnostic sqlActs(Span place, String message) {
    return Diagnostic.error(Code.SQL_NOT_READ_ONLY, place, message)
        .help("in a step, `do pg.terminate(…)` ends sessions and `do pg.execute(…)` does the rest");
  }
}
