package io.godel.runbook.run;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.engine.Recovery;
import io.godel.runbook.eval.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run that stands still has not brought to its end.
 *
 * @param inDoubt the acting calls that were begun, and of which nobody knows what became of them
 * @param waitsFor what would be asked, called or looked at next
 * @param steps the steps that are under way
 * @param guards what held in those steps; it counts no longer, and is asked anew
 */
public record OpenMatters(
    List<String> inDoubt, List<String> waitsFor, List<String> steps, List<String> guards) {
  public OpenMatters {
    inDoubt = List.copyOf(inDoubt);
    waitsFor = List.copyOf(waitsFor);
    steps = List.copyOf(steps);
    guards = List.copyOf(guards);
  }

  static OpenMatters of(Recovery recovery, List<StoredRun.Told> story) {
    if (!recovery.canGoOn()) {
      return new OpenMatters(List.of(), List.of(), List.of(), List.of());
    }
    Gathering gathering = new Gathering(recovery.history().started());
    story.forEach(told -> gathering.take(told.notice()));
    return gathering.matters();
  }

  private static final class Gathering {
    private final Set<String> begun;
    private final Map<String, String> inDoubt = new LinkedHashMap<>();
    private final Map<String, String> waits = new LinkedHashMap<>();
    private final Map<String, String> steps = new LinkedHashMap<>();
    private final Map<String, String> guards = new LinkedHashMap<>();

    Gathering(Set<String> begun) {
      this.begun = begun;
    }

    void take(Notice notice) {
      if (!calls(notice) && !people(notice)) {
        steps(notice);
      }
    }

    private boolean calls(Notice notice) {
      if (notice instanceof Notice.CallStarted it) {
        waits.remove(it.node());
        if (begun.contains(it.call())) {
          inDoubt.put(it.call(), it.shown());
        } else {
          waits.put(it.node(), it.shown());
        }
      } else if (notice instanceof Notice.CallEnded it) {
        if (!(it.outcome() instanceof Outcome.Unknown)) {
          inDoubt.remove(it.call());
        }
      } else if (notice instanceof Notice.DoubtResolved it) {
        inDoubt.remove(it.call());
      } else {
        return false;
      }
      return true;
    }

    private boolean people(Notice notice) {
      if (notice instanceof Notice.ApprovalAsked it) {
        waits.put(it.node(), "an approval: " + it.approval().question());
      } else if (notice instanceof Notice.TaskAsked it) {
        waits.put(it.node(), "a task for people: " + it.task().task());
      } else if (notice instanceof Notice.PollStarted it) {
        waits.put(it.node(), it.what());
      } else if (notice instanceof Notice.ApprovalDecided
          || notice instanceof Notice.TaskDone
          || notice instanceof Notice.PollEnded) {
        waits.remove(notice.node());
      } else {
        return false;
      }
      return true;
    }

    private void steps(Notice notice) {
      if (notice instanceof Notice.StepStarted it) {
        steps.put(it.node(), it.step() + ": " + it.title());
      } else if (notice instanceof Notice.UndoStarted it) {
        steps.put(it.node(), it.step() + ": being taken back");
      } else if (notice instanceof Notice.Guarded it) {
        if (it.truth() == Truth.TRUE) {
          guards.put(it.node(), it.why());
        } else {
          guards.remove(it.node());
        }
      } else if (notice instanceof Notice.StepEnded it) {
        steps.remove(it.node());
        guards.keySet().removeIf(guard -> guard.startsWith(it.node() + "/"));
      }
    }

    OpenMatters matters() {
      return new OpenMatters(
          new ArrayList<>(inDoubt.values()),
          new ArrayList<>(waits.values()),
          new ArrayList<>(steps.values()),
          new ArrayList<>(guards.values()));
    }
  }
}
