package io.godel.runbook.explore;

import io.godel.runbook.simulation.Snapshot;
import io.godel.runbook.simulation.World;

/** Where all stories of one exploration begin. */
final class Origin {
  private final Setting setting;
  private final World untouched;

  Origin(Setting setting) {
    this.setting = setting;
    this.untouched = setting.world().make(setting.seed());
  }

  Setting setting() {
    return setting;
  }

  /** One of its own, in which nothing has happened yet. */
  World world() {
    return Snapshot.of(untouched);
  }
}
