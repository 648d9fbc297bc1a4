package io.godel.runbook.report;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.engine.Ending;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.explore.Retelling;
import io.godel.runbook.report.TimelineEntry.Kind;
import io.godel.runbook.report.TimelineEntry.Mark;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells a story in few lines, from its beginning to its end. */
final class Timeline {
  private static final int VALUE_MAX = 60;
  private static final int CALL_MAX = 200;
  private static final int SEEN_MAX = 16;

  private final List<TimelineEntry> entries = new ArrayList<>();
  private final TimelineFolds folds = new TimelineFolds();
  private final Map<String, Integer> calls = new HashMap<>();
  private final Map<String, Notice.Waiting> waiting = new HashMap<>();
  private final Map<String, Integer> looks = new HashMap<>();
  private final Map<String, Truth> invariants = new HashMap<>();
  private final Set<String> held = new HashSet<>();
  private Duration now = Duration.ZERO;

  private Timeline() {}

  static List<TimelineEntry> of(Retelling story) {
    Timeline timeline = new Timeline();
    story.moments().forEach(timeline::tell);
    timeline.unfold();
    return TimelineFolds.shortened(timeline.entries);
  }

  private void tell(Retelling.Moment moment) {
    now = moment.at();
    Retelling.Happening happening = moment.happening();
    if (happening instanceof Retelling.Told told) {
      notice(told.notice());
    } else if (happening instanceof Retelling.Misfortune it) {
      misfortune(it.event());
    } else if (happening instanceof Retelling.Outside it) {
      add(Kind.WORLD, Mark.NONE, it.event(), "");
    } else if (happening instanceof Retelling.Broken it) {
      broken(it);
    } else if (happening instanceof Retelling.Mended it) {
      add(Kind.MENDED, Mark.GOOD, "no longer: " + it.violation().what(), "");
    } else if (happening instanceof Retelling.Crashed it) {
      add(Kind.CRASHED, Mark.BAD, it.message(), "");
    }
  }

  private void broken(Retelling.Broken broken) {
    unfold();
    String words = broken.violation().toString();
    String until =
        broken.until().map(end -> "until " + ReportLines.clock(end)).orElse("and still at the end");
    entries.add(new TimelineEntry(now, Kind.BROKEN, Mark.BAD, words, until, broken.until()));
  }

  /** What happens to a call stands before it, so that the call and its outcome are one line. */
  private void misfortune(String event) {
    unfold();
    int last = entries.size() - 1;
    boolean call = calls.containsValue(last) && isOf(event, entries.get(last).text());
    int place = call ? last : entries.size();
    entries.add(place, new TimelineEntry(now, Kind.MISFORTUNE, Mark.ATTENTION, event, ""));
    if (call) {
      calls.replaceAll((id, line) -> line == last ? last + 1 : line);
    }
  }

  private static boolean isOf(String event, String call) {
    return event.contains(" of " + call.substring(0, Math.max(0, call.indexOf('('))) + ": ");
  }

  private void add(Kind kind, Mark mark, String text, String aside) {
    unfold();
    entries.add(new TimelineEntry(now, kind, mark, text, aside));
  }

  /** What was looked at, or asked, in a row is one line. */
  private void unfold() {
    folds.take().ifPresent(entries::add);
  }

  private void notice(Notice notice) {
    if (!run(notice) && !step(notice) && !people(notice) && !call(notice)) {
      condition(notice);
    }
  }

  private boolean run(Notice notice) {
    if (notice instanceof Notice.Observed it) {
      String value = ReportLines.cut(ValueText.shown(it.value()), SEEN_MAX);
      folds.look(now, it.name() + " = " + value).ifPresent(entries::add);
    } else if (notice instanceof Notice.ObservationFailed it) {
      folds.look(now, it.name() + " is not known").ifPresent(entries::add);
    } else if (notice instanceof Notice.ScenarioChosen it) {
      add(Kind.SCENARIO, Mark.NONE, it.scenario(), it.why());
    } else if (notice instanceof Notice.PhaseStarted it) {
      if (it.phase() == Notice.Phase.COMPENSATION) {
        add(Kind.UNDO, Mark.NONE, "what was done is taken back", "");
      }
    } else if (notice instanceof Notice.RunResumed it) {
      held.clear();
      add(Kind.RESUMED, Mark.NONE, "by " + it.by(), "every guard is asked anew");
    } else if (notice instanceof Notice.AbortAsked it) {
      add(Kind.ABORT, Mark.ATTENTION, "by " + it.by(), it.reason());
    } else if (notice instanceof Notice.RunEnded it) {
      end(it.ending());
    } else {
      return false;
    }
    return true;
  }

  private void end(Ending ending) {
    Mark mark =
        switch (ending.kind()) {
          case RECOVERED -> Mark.GOOD;
          case WORLD_AS_BEFORE, INTERRUPTED -> Mark.NONE;
          case NOT_VERIFIED -> Mark.BAD;
          case UNKNOWN -> Mark.UNKNOWN;
        };
    String words = ending.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    add(Kind.END, mark, words, ending.reason());
  }

  private boolean step(Notice notice) {
    if (notice instanceof Notice.StepStarted it) {
      held.clear();
      String again = it.attempt() > 1 ? "attempt " + it.attempt() : "";
      add(Kind.STEP, Mark.NONE, it.step() + ": " + it.title(), again);
    } else if (notice instanceof Notice.StepEnded it) {
      stepEnded(it);
    } else if (notice instanceof Notice.UndoStarted it) {
      add(Kind.UNDO, Mark.NONE, it.step(), "");
    } else if (notice instanceof Notice.BarrierPassed it) {
      add(Kind.BARRIER, Mark.ATTENTION, "point of no return", it.because());
    } else if (notice instanceof Notice.Guarded it) {
      guard(it);
    } else {
      return false;
    }
    return true;
  }

  private void stepEnded(Notice.StepEnded end) {
    switch (end.state()) {
      case DONE, PENDING, RUNNING, KEPT -> {
        // Its last lines say so.
      }
      case SKIPPED -> add(Kind.STEP, Mark.NONE, end.step() + " is left out", end.reason());
      case UNDONE -> add(Kind.UNDO, Mark.GOOD, end.step() + " is taken back", "");
      case FAILED -> add(Kind.STEP, Mark.BAD, end.step() + " failed", end.reason());
      case UNDO_FAILED ->
          add(Kind.UNDO, Mark.BAD, end.step() + " could not be taken back", end.reason());
      case IN_DOUBT ->
          add(
              Kind.STEP,
              Mark.UNKNOWN,
              "nobody knows whether " + end.step() + " was done",
              end.reason());
    }
  }

  private void guard(Notice.Guarded guard) {
    if (guard.truth() == Truth.TRUE) {
      if (held.add(guard.node())) {
        folds.guard(now, guard.why()).ifPresent(entries::add);
      }
      return;
    }
    held.remove(guard.node());
    Mark mark = guard.truth() == Truth.FALSE ? Mark.BAD : Mark.UNKNOWN;
    add(Kind.GUARD, mark, guard.why(), Conditions.brief(guard.explanation()));
  }

  private boolean people(Notice notice) {
    if (notice instanceof Notice.ApprovalAsked it) {
      String who = (it.approval().another() ? "another " : "") + it.approval().role();
      add(Kind.APPROVE, Mark.NONE, it.approval().question(), "asked: " + who);
    } else if (notice instanceof Notice.ApprovalDecided it) {
      Mark mark = it.approved() ? Mark.GOOD : Mark.BAD;
      String words = it.approved() ? "yes by " + it.by() : "no by " + it.by();
      answer(Kind.APPROVE, mark, it.isAnswered() ? words : "no answer", it.reason());
    } else if (notice instanceof Notice.TaskAsked it) {
      add(Kind.MANUAL, Mark.NONE, it.task().task(), "asked: " + it.task().role());
    } else if (notice instanceof Notice.TaskDone it) {
      String answers =
          it.answers().entrySet().stream()
              .map(answer -> answer.getKey() + " = " + ValueText.shown(answer.getValue()))
              .collect(Collectors.joining(", "));
      answer(Kind.MANUAL, Mark.GOOD, "done by " + it.by(), answers);
    } else if (notice instanceof Notice.Escalated it) {
      add(Kind.ESCALATE, Mark.ATTENTION, "to " + it.to(), "");
    } else {
      return false;
    }
    return true;
  }

  /** A question and its answer are one line, where nothing came in between. */
  private void answer(Kind kind, Mark mark, String words, String reason) {
    unfold();
    int last = entries.size() - 1;
    String all = reason.isEmpty() ? words : words + ": " + reason;
    if (last >= 0 && entries.get(last).kind() == kind) {
      TimelineEntry asked = entries.get(last);
      entries.set(last, new TimelineEntry(now, kind, mark, asked.text(), all));
    } else {
      add(kind, mark, all, "");
    }
  }

  private boolean call(Notice notice) {
    if (notice instanceof Notice.CallStarted it) {
      String again = it.attempt() > 1 ? "attempt " + it.attempt() : "";
      String words = ReportLines.cut(it.shown().replaceAll("\\s+", " "), CALL_MAX);
      add(Kind.DO, Mark.NONE, words, again);
      calls.put(it.call(), entries.size() - 1);
    } else if (notice instanceof Notice.CallEnded it) {
      ended(it);
    } else if (notice instanceof Notice.DoubtResolved it) {
      add(Kind.DECIDED, mark(it.tookEffect()), tookEffect(it.tookEffect()), it.how());
    } else if (notice instanceof Notice.EvidenceMade it) {
      add(Kind.EVIDENCE, Mark.GOOD, ValueText.shown(it.evidence()), "");
    } else if (notice instanceof Notice.EvidenceDied it) {
      String name = ValueText.shown(it.evidence());
      add(Kind.EVIDENCE, Mark.ATTENTION, name + " no longer holds", it.because());
    } else {
      return false;
    }
    return true;
  }

  private void ended(Notice.CallEnded end) {
    Integer line = calls.remove(end.call());
    if (line == null) {
      return;
    }
    TimelineEntry call = entries.get(line);
    String before = call.aside().isEmpty() ? "" : call.aside() + ", ";
    entries.set(line, call.with(mark(end.outcome()), before + words(end.outcome())));
  }

  private static Mark mark(Outcome outcome) {
    return outcome instanceof Outcome.Done
        ? Mark.GOOD
        : outcome instanceof Outcome.NotDone ? Mark.BAD : Mark.UNKNOWN;
  }

  private static String words(Outcome outcome) {
    if (outcome instanceof Outcome.NotDone it) {
      return "not done (" + it.code() + "): " + it.reason();
    }
    if (outcome instanceof Outcome.Unknown it) {
      return "no answer: " + it.reason();
    }
    Value result = ((Outcome.Done) outcome).result();
    return result instanceof Value.Unit
        ? "done"
        : "gave " + ReportLines.cut(ValueText.shown(result), VALUE_MAX);
  }

  private static String tookEffect(Truth truth) {
    return switch (truth) {
      case TRUE -> "it took effect";
      case FALSE -> "it took no effect";
      case UNKNOWN -> "nobody knows whether it took effect";
    };
  }

  private static Mark mark(Truth truth) {
    return switch (truth) {
      case TRUE -> Mark.GOOD;
      case FALSE -> Mark.BAD;
      case UNKNOWN -> Mark.UNKNOWN;
    };
  }

  private void condition(Notice notice) {
    if (notice instanceof Notice.PollStarted it) {
      waiting.put(it.node(), it.waiting());
    } else if (notice instanceof Notice.Polled it) {
      looks.put(it.node(), it.look());
    } else if (notice instanceof Notice.PollEnded it) {
      polled(it);
    } else if (notice instanceof Notice.InvariantChecked it) {
      invariant(it);
    }
  }

  /** The run looks after every call: it is told when it sees something else than before. */
  private void invariant(Notice.InvariantChecked checked) {
    Truth before = invariants.put(checked.what(), checked.truth());
    if (checked.truth() != (before == null ? Truth.TRUE : before)) {
      String seen = Conditions.brief(checked.explanation());
      add(Kind.INVARIANT, mark(checked.truth()), "the run sees: " + checked.what(), seen);
    }
  }

  private void polled(Notice.PollEnded poll) {
    boolean awaits = waiting.get(poll.node()) == Notice.Waiting.AWAIT;
    int looked = looks.getOrDefault(poll.node(), 0);
    String after =
        looked == 1
            ? "at the first look"
            : "after %s, %s"
                .formatted(WorkReport.shown(poll.after()), WorkReport.counted(looked, "look"));
    String seen = poll.truth() == Truth.TRUE ? "" : ": " + Conditions.brief(poll.explanation());
    add(awaits ? Kind.AWAIT : Kind.VERIFY, mark(poll.truth()), poll.what(), after + seen);
  }
}
