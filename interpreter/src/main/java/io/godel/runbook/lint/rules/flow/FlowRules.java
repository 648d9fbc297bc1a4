package io.godel.runbook.lint.rules.flow;

import io.godel.runbook.lint.Rule;
import java.util.List;

/** The rules of the family L03. */
public final class FlowRules {
  private FlowRules() {}

  /** By code. */
  public static List<Rule> list() {
    return List.of(
        new UnreachedStatement(),
        new OverlappingScenarios(),
        new ScenarioNeverFits(),
        new RecoveryLooksElsewhere(),
        new SettingsNotRead(),
        new RestartBeforePatch(),
        new UnusedValue(),
        new UndoSetsSomethingElse(),
        new CallRepeated(),
        new IdleFailure(),
        new EndlessCommand(),
        new AskedOfNothing(),
        new MergePatchOfList());
  }
}
