package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.lint.Rule;
import java.util.List;

/** The rules of the family L07. */
public final class InventoryRules {
  private InventoryRules() {}

  /** By code. */
  public static List<Rule> list() {
    return List.of(
        new UnknownNamespace(),
        new UnknownObject(),
        new SelectorMatchesNothing(),
        new UnknownSetting(),
        new UnknownContainer(),
        new UnknownPort(),
        new UnknownHost(),
        new UnknownDatabaseUser(),
        new NoSuchPath(),
        new UnknownAlert(),
        new OwnedByAutoscaler(),
        new ReaderNotRestarted(),
        new PortNotDeclared(),
        new PoolTooLarge(),
        new UnknownAnnotation(),
        new UnknownResource());
  }
}
