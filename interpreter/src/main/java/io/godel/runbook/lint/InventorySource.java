package io.godel.runbook.lint;

import io.godel.runbook.inventory.Inventory;
import java.util.Optional;

/** What is really there for files with that configuration, where anybody has said. */
public interface InventorySource {
  /** Where nobody has. */
  InventorySource NONE = configuration -> Optional.empty();

  Optional<Inventory> of(Configuration configuration);
}
