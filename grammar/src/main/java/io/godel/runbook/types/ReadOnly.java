package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;

/** Keeps acting calls and acting SQL out of the places that must only look. */
final class ReadOnly {
  private ReadOnly() {}

  /**
   * @param place what it is, for the message
   */
  static void demand(Term term, String place, Findings findings) {
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
      findings.add(
          Diagnostic.error(
                  Code.SQL_NOT_READ_ONLY,
                  sql.span(),
                  "this statement acts or is no query, and only looking is allowed in " + place)
              .help(
                  "run it in a step with `do pg.execute(…)`, or end sessions with "
                      + "`do pg.terminate(…)`"));
    }
    Terms.parts(term).forEach(part -> demand(part, place, findings));
  }
}
