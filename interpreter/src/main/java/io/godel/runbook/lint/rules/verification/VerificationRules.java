package io.godel.runbook.lint.rules.verification;

import io.godel.runbook.lint.Rule;
import java.util.List;

/** The rules of the family L02. */
public final class VerificationRules {
  private VerificationRules() {}

  /** By code. */
  public static List<Rule> list() {
    return List.of(
        new VerifiesSomethingElse(),
        new TrueBefore(),
        new FixedWait(),
        new AbsurdBound(),
        new AskedOnce(),
        new RecoveryAsksForSettings(),
        new AlwaysTrue(),
        new StepEndsFirst());
  }
}
