package io.godel.runbook.conformance;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;

/** A store of backups, and servers into which they are put. */
interface BackupSide {
  /**
   * Databases that are empty, full, not there, and of a server that is down; two more empty ones.
   */
  String WORLD =
      """
      kubernetes:
        namespace: godel
        statefulsets: {pg: {}, full: {}, none: {}, down: {crash_loop: true}, busy: {}, half: {}}
      postgres:
        empty: {pod: pg-0, databases: [{name: godel, size: 0B}]}
        used: {pod: full-0, databases: [{name: godel}]}
        none: {pod: none-0, databases: []}
        down: {pod: down-0}
        busy: {pod: busy-0, databases: [{name: godel, size: 0B}]}
        half: {pod: half-0, databases: [{name: godel, size: 0B}]}
      backups:
        nightly:
          holds:
            - {name: gone.dump, state: missing}
            - {name: good.dump}
            - {name: half.dump, state: unreadable}
        other: {}
      """;

  Outcome call(Call call) throws Exception;

  /** The file of the backup that the world calls missing goes. */
  void loseFile() throws Exception;

  /** Somebody restores that backup into the server that is busy, and has not come to an end. */
  void beginRestore(Call call) throws Exception;

  void close() throws Exception;
}
