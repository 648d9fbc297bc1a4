package io.godel.runbook.lint;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.diagnostic.Suggestion;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What can be wrong with a suppression: rules about the linter's own comments. */
public final class SuppressionRules {
  private static final Own MALFORMED =
      new Own("L0001", Severity.ERROR, "a suppression cannot be understood, or gives no reason");
  private static final Own UNUSED =
      new Own("L0002", Severity.WARNING, "a suppression suppresses nothing");
  private static final Own EXPIRED =
      new Own("L0003", Severity.WARNING, "a suppression has expired");

  private SuppressionRules() {}

  /** They find nothing by themselves: what they look at is known only after all others. */
  private static final class Own extends Rule {
    Own(String id, Severity severity, String summary) {
      super(id, severity, summary);
    }

    @Override
    public void check(Subject subject, Findings findings) {
      // See SuppressionRules.check.
    }
  }

  /** By code. */
  public static List<Rule> list() {
    return List.of(MALFORMED, UNUSED, EXPIRED);
  }

  static void check(
      Suppression suppression,
      boolean used,
      Collection<String> known,
      LocalDate today,
      Findings findings) {
    if (!suppression.problem().isEmpty()) {
      findings.add(MALFORMED.at(suppression.span(), suppression.problem()));
      return;
    }
    Optional<String> unknown =
        suppression.codes().stream().filter(code -> !known.contains(code)).findFirst();
    if (unknown.isPresent()) {
      String help =
          Suggestion.nearest(unknown.get(), known)
              .map(near -> "did you mean `" + near + "`?")
              .orElse("only what rules find can be allowed; `runbook explain` lists them");
      findings.add(
          MALFORMED.at(suppression.span(), "there is no rule `" + unknown.get() + "`").help(help));
    } else if (suppression.isOver(today)) {
      findings.add(
          EXPIRED
              .at(suppression.span(), "this was allowed until " + suppression.until().orElseThrow())
              .help("mend what it allowed, or decide anew until when"),
          Fix.remove("remove the suppression", suppression.span()));
    } else if (!used) {
      findings.add(
          UNUSED
              .at(suppression.span(), "nothing is found here that would have to be allowed")
              .help("take the comment out"),
          Fix.remove("remove the suppression", suppression.span()));
    }
  }
}
