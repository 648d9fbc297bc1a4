package io.godel.runbook.run;

import io.godel.runbook.engine.Ending;
import io.godel.runbook.project.Project;
import java.util.Optional;

/**
 * How a run stands, for a list.
 *
 * @param ending how it ended; of one that goes on or stands still there is none
 * @param problem why nobody can tell, in a sentence; empty elsewhere
 */
public record Stand(Kind kind, Optional<Ending> ending, String problem) {

  /** What can be said of a run. */
  public enum Kind {
    /** A process carries it on. */
    RUNNING,
    /** No process carries it on, and it is not at its end: it can be resumed or aborted. */
    INTERRUPTED,
    ENDED,
    /** It was refused before its first record: nothing was done. */
    NOT_BEGUN,
    /** What is kept of it does not tell. */
    UNREADABLE
  }

  /**
   * Looks first at what was kept for this, and makes the run again only where that says nothing.
   */
  public static Stand of(RunFolder folder, Project project) {
    try {
      if (folder.isRunning()) {
        return new Stand(Kind.RUNNING, Optional.empty(), "");
      }
      if (!folder.hasBegun()) {
        return new Stand(Kind.NOT_BEGUN, Optional.empty(), "");
      }
      Optional<Ending> kept = folder.outcome();
      return of(kept.isPresent() ? kept : made(folder, project));
    } catch (StateException unreadable) {
      return new Stand(Kind.UNREADABLE, Optional.empty(), unreadable.getMessage());
    }
  }

  private static Optional<Ending> made(RunFolder folder, Project project) throws StateException {
    StoredRun stored = StoredRun.look(folder, project);
    if (stored.damage().isPresent()) {
      throw new StateException(stored.damage().get());
    }
    return stored.recovery().state().ending();
  }

  private static Stand of(Optional<Ending> ending) {
    Optional<Ending> last = ending.filter(it -> it.kind() != Ending.Kind.INTERRUPTED);
    return new Stand(last.isPresent() ? Kind.ENDED : Kind.INTERRUPTED, last, "");
  }
}
