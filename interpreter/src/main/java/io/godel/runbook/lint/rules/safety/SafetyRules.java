package io.godel.runbook.lint.rules.safety;

import io.godel.runbook.lint.Rule;
import java.util.List;

/** The rules of the family L01. */
public final class SafetyRules {
  private SafetyRules() {}

  /** By code. */
  public static List<Rule> list() {
    return List.of(
        new UnguardedDestruction(),
        new SilentBarrier(),
        new NoBlastRadius(),
        new PromotionWithoutLossBound(),
        new ManyWithoutLimit(),
        new DeletedWithoutManifest(),
        new OpenLimit(),
        new ScaledToNothing(),
        new ScaledUnderAutoscaler(),
        new StepRetriesUnsafe(),
        new DestroyingUndo(),
        new ShellInPod(),
        new EveryRow());
  }
}
