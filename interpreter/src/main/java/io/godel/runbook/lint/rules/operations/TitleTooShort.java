package io.godel.runbook.lint.rules.operations;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Text;
import java.util.regex.Pattern;

/** Titles are what people choose and follow by. One word is hardly more than the name. */
final class TitleTooShort extends Rule {
  private static final Pattern SPACE = Pattern.compile("\\s");

  TitleTooShort() {
    super("L0412", Severity.NOTE, "the title of a scenario or a step is a single word");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Outline.Response response : subject.outline().responses()) {
      check(response.scenario().title(), "what one sees when this is the scenario", findings);
      response.steps().forEach(it -> check(it.step().title(), "what the step does", findings));
    }
  }

  private void check(Text title, String wanted, Findings findings) {
    if (title.isPlain() && !SPACE.matcher(title.plain().strip()).find()) {
      findings.add(
          at(title.span(), "this title says hardly more than the name")
              .help("say in a few words " + wanted));
    }
  }
}
