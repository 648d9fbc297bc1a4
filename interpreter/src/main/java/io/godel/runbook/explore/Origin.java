package io.godel.runbook.explore;

import io.godel.runbook.simulation.Snapshot;
import io.godel.runbook.simulation.World;

/** Where all stories of one exploration begin. */
final class Origin {
  private final Setting setting;
  private final World untouched;
  private final Bystanders bystanders;

  Origin(Setting setting) {
    this.setting = setting;
    this.untouched = setting.world().make(setting.seed());
    this.bystanders = new Bystanders(untouched);
  }

  Setting setting() {
    return setting;
  }

  Bystanders bystanders() {
    return bystanders;
  }

  /** One of its own, in which nothing has happened yet. */
  World world() {
    return Snapshot.of(untouched);
  }
}
