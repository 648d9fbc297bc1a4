package io.godel.runbook.report;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.engine.Command;
import io.godel.runbook.engine.Ending;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.eval.Explanation;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.PlanJson;
import io.godel.runbook.simulation.WorldFacts;
import io.godel.runbook.types.Term;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells a run as it happens, line by line, for a person who reads along.
 *
 * <p>Each line begins with the time since the run's start; what belongs to a step is indented.
 */
public final class RunReport {
  private static final int HASH_SHOWN = 12;
  private static final int LABEL_WIDTH = 9;
  private static final int VALUE_WIDTH_MAX = 100;

  private final Style style;
  private final Consumer<String> lines;
  private Instant start;
  private Instant now;
  private int invariantLooks;
  private int calls;
  private int looks;
  private Explanation lastLook;

  public RunReport(Style style, Consumer<String> lines) {
    this.style = style;
    this.lines = lines;
  }

  /**
   * What is about to run.
   *
   * @param where for example the world that it runs in
   */
  public void head(Plan plan, String where) {
    lines.accept(style.bold(plan.title()) + "  " + style.faint(where));
    lines.accept(
        style.faint(
            "plan "
                + plan.hash().substring(0, HASH_SHOWN)
                + ", at most "
                + ValueText.duration(plan.bound())));
    for (Plan.Argument argument : plan.arguments()) {
      lines.accept(
          "  "
              + argument.variable().name()
              + " = "
              + ValueText.shown(argument.value())
              + (argument.given() ? "" : style.faint("  (default)")));
    }
  }

  /** What is another than before, and what is left to do for people. */
  public void tail(List<WorldFacts.Change> changes, List<Term> afterwards) {
    blank();
    lines.accept(style.bold(changes.isEmpty() ? "Nothing is changed" : "What is changed"));
    changes.forEach(change -> lines.accept("  " + change));
    if (!afterwards.isEmpty()) {
      blank();
      lines.accept(style.bold("Afterwards"));
      afterwards.forEach(task -> lines.accept("  ☐ " + PlanJson.text(task)));
    }
  }

  /** Tells one notice. */
  public void tell(Instant at, Notice notice) {
    now = at;
    if (start == null) {
      start = at;
    }
    if (!run(notice) && !scenario(notice) && !step(notice) && !people(notice)) {
      work(notice);
    }
  }

  private boolean run(Notice notice) {
    if (notice instanceof Notice.RunStarted) {
      return true;
    }
    if (notice instanceof Notice.PhaseStarted it) {
      blank();
      lines.accept(style.bold(phase(it.phase())));
    } else if (notice instanceof Notice.Observed it) {
      item("look", it.name() + " = " + cut(ValueText.shown(it.value())), "");
    } else if (notice instanceof Notice.ObservationFailed it) {
      item("look", it.name() + " is " + style.attention("not known") + ": " + it.reason(), "");
    } else if (notice instanceof Notice.RunEnded it) {
      ended(it);
    } else if (notice instanceof Notice.RunInterrupted it) {
      item("stop", "asked by " + it.by() + "; the run can be resumed", "");
    } else if (notice instanceof Notice.RunResumed it) {
      item("resume", "by " + it.by() + "; every guard is asked anew", "");
    } else if (notice instanceof Notice.AbortAsked it) {
      item(style.attention("abort"), "by " + it.by() + because(it.reason()), "");
    } else {
      return false;
    }
    return true;
  }

  private static String phase(Notice.Phase phase) {
    return switch (phase) {
      case ASSESSMENT -> "Assessment";
      case RESPONSE -> "Response";
      case RECOVERY_CHECK -> "Recovery check";
      case COMPENSATION -> "Taking back what was done";
    };
  }

  private boolean scenario(Notice notice) {
    if (notice instanceof Notice.ScenarioConsidered it) {
      item(mark(it.truth()) + " when", style.name(it.scenario()) + seen(it.explanation()), "");
    } else if (notice instanceof Notice.ScenarioChosen it) {
      blank();
      lines.accept(style.bold("Scenario " + it.scenario()) + "  " + style.faint(it.why()));
    } else {
      return false;
    }
    return true;
  }

  private boolean step(Notice notice) {
    if (notice instanceof Notice.StepStarted it) {
      blank();
      String again = it.attempt() > 1 ? "  (attempt " + it.attempt() + ")" : "";
      lines.accept(time() + style.bold("step " + it.step()) + "  " + it.title() + again);
    } else if (notice instanceof Notice.StepEnded it) {
      item(stepMark(it.state()), stepWords(it.state()) + because(it.reason()), "");
    } else if (notice instanceof Notice.UndoStarted it) {
      blank();
      lines.accept(time() + style.bold("undo " + it.step()));
    } else if (notice instanceof Notice.BarrierPassed it) {
      item(style.attention("barrier"), "point of no return passed: " + it.because(), "");
    } else if (notice instanceof Notice.Guarded it) {
      condition("guard", it.why(), it.truth(), it.explanation());
    } else if (notice instanceof Notice.Warned it) {
      if (it.truth() != Truth.TRUE) {
        item(style.attention("! warn"), it.why() + seen(it.explanation()), "");
      }
    } else {
      return false;
    }
    return true;
  }

  private String stepMark(Notice.StepState state) {
    return switch (state) {
      case DONE, UNDONE, KEPT -> style.good("✓");
      case SKIPPED, PENDING, RUNNING -> style.faint("–");
      case FAILED, UNDO_FAILED -> style.bad("✗");
      case IN_DOUBT -> style.attention("?");
    };
  }

  private static String stepWords(Notice.StepState state) {
    return switch (state) {
      case DONE -> "done";
      case UNDONE -> "taken back, and that was verified";
      case KEPT -> "left as it is";
      case SKIPPED -> "left out";
      case PENDING -> "not begun";
      case RUNNING -> "running";
      case FAILED -> "failed";
      case UNDO_FAILED -> "could not be taken back";
      case IN_DOUBT -> "nobody knows whether it was done";
    };
  }

  private boolean people(Notice notice) {
    if (notice instanceof Notice.ApprovalAsked it) {
      approval(it.approval());
    } else if (notice instanceof Notice.ApprovalDecided it) {
      String answer = it.approved() ? style.good("yes") : style.bad("no");
      item(
          "",
          answer + " by " + it.by() + because(it.reason()),
          "after " + ValueText.duration(it.after()));
    } else if (notice instanceof Notice.TaskAsked it) {
      item(style.attention("manual"), it.task().task() + "  by " + it.task().role(), "");
    } else if (notice instanceof Notice.TaskDone it) {
      item("", style.good("done") + " by " + it.by(), "");
      it.answers().forEach((name, value) -> detail(name + " = " + ValueText.shown(value)));
    } else if (notice instanceof Notice.Escalated it) {
      item(style.attention("escalate"), "to " + it.to() + because(it.with()), "");
    } else {
      return false;
    }
    return true;
  }

  private void approval(Command.Approval approval) {
    item(
        style.attention("approve"),
        approval.question()
            + "  by "
            + (approval.another() ? "another " : "")
            + approval.role()
            + ", within "
            + ValueText.duration(approval.within()),
        "");
    Command.Prospect prospect = approval.showing();
    prospect.acts().forEach(act -> detail("will do    " + act));
    prospect
        .evidence()
        .forEach(
            seen ->
                detail(
                    "because    "
                        + seen.what()
                        + (seen.detail().isEmpty() ? "" : ": " + seen.detail())
                        + ", "
                        + ValueText.duration(seen.age())
                        + " ago"));
    prospect.limits().forEach(limit -> detail("at most    " + limit));
    detail("way back   " + prospect.wayBack());
    if (prospect.pointOfNoReturn()) {
      detail(style.attention("after this nothing before it can be undone"));
    }
  }

  private void work(Notice notice) {
    if (notice instanceof Notice.CallStarted it) {
      calls++;
      item("do", it.shown() + (it.attempt() > 1 ? "  (attempt " + it.attempt() + ")" : ""), "");
    } else if (notice instanceof Notice.CallEnded it) {
      called(it);
    } else if (notice instanceof Notice.DoubtResolved it) {
      item(mark(it.tookEffect()), tookEffect(it.tookEffect()) + ": " + it.how(), "");
    } else if (notice instanceof Notice.RetryPlanned it) {
      item("retry", "in " + ValueText.duration(it.pause()) + because(it.because()), "");
    } else if (notice instanceof Notice.EvidenceMade it) {
      item("evidence", ValueText.shown(it.evidence()), "");
    } else if (notice instanceof Notice.EvidenceDied it) {
      item(
          style.attention("evidence"),
          it.evidence().name() + " no longer holds: " + it.because(),
          "");
    } else if (notice instanceof Notice.PollStarted) {
      looks = 0;
    } else if (notice instanceof Notice.Polled it) {
      looks = it.look();
      lastLook = it.explanation();
    } else if (notice instanceof Notice.PollEnded it) {
      polled(it);
    } else if (notice instanceof Notice.InvariantChecked it) {
      invariantLooks++;
      if (it.truth() != Truth.TRUE) {
        condition("invariant", it.what(), it.truth(), it.explanation());
      }
    }
  }

  private static String tookEffect(Truth truth) {
    return switch (truth) {
      case TRUE -> "it took effect";
      case FALSE -> "it took no effect";
      case UNKNOWN -> "still nobody knows whether it took effect";
    };
  }

  private void called(Notice.CallEnded call) {
    if (call.outcome() instanceof Outcome.Done done) {
      String result =
          done.result() instanceof Value.Unit ? "" : " → " + cut(ValueText.shown(done.result()));
      if (!result.isEmpty()) {
        detail(result.strip());
      }
    } else if (call.outcome() instanceof Outcome.NotDone notDone) {
      item(style.bad("✗"), "not done (" + notDone.code() + "): " + notDone.reason(), "");
    } else if (call.outcome() instanceof Outcome.Unknown unknown) {
      item(style.attention("?"), "no answer: " + unknown.reason(), "");
    }
  }

  private void polled(Notice.PollEnded poll) {
    String after =
        "after "
            + ValueText.duration(poll.after())
            + ", "
            + looks
            + (looks == 1 ? " look" : " looks");
    item(mark(poll.truth()) + " verify", poll.what(), after);
    if (poll.truth() != Truth.TRUE && lastLook != null) {
      explain(lastLook);
    }
  }

  private void condition(String label, String why, Truth truth, Explanation explanation) {
    item(mark(truth) + " " + label, why, "");
    explain(explanation);
  }

  private void explain(Explanation explanation) {
    explanation
        .parts()
        .forEach(
            part ->
                detail(
                    mark(part.truth())
                        + " "
                        + part.text()
                        + style.faint("   " + cut(part.value()))));
    if (!explanation.wanting().isEmpty()) {
      detail("wanted: " + explanation.wanting());
    }
  }

  private String seen(Explanation explanation) {
    List<String> parts = new ArrayList<>();
    explanation.parts().forEach(part -> parts.add(part.text() + ": " + cut(part.value())));
    return style.faint("   " + String.join(" · ", parts));
  }

  private void ended(Notice.RunEnded run) {
    blank();
    Ending ending = run.ending();
    String words =
        switch (ending.kind()) {
          case RECOVERED -> style.good("recovered and verified");
          case WORLD_AS_BEFORE -> style.attention("not done; the world is as before");
          case INTERRUPTED -> style.attention("interrupted; it can be resumed");
          case NOT_VERIFIED -> style.bad("a person has to look: not verified");
          case UNKNOWN -> style.bad("a person has to look: unknown");
        };
    lines.accept(style.bold("Outcome") + "  " + words + because(ending.reason()));
    lines.accept(
        style.faint(
            "         "
                + ValueText.duration(run.took())
                + " from start to end, "
                + calls
                + (calls == 1 ? " acting call, " : " acting calls, ")
                + "invariants looked at "
                + invariantLooks
                + (invariantLooks == 1 ? " time" : " times")));
  }

  private String mark(Truth truth) {
    return switch (truth) {
      case TRUE -> style.good("✓");
      case FALSE -> style.bad("✗");
      case UNKNOWN -> style.attention("?");
    };
  }

  private void item(String label, String text, String after) {
    String tail = after.isEmpty() ? "" : style.faint("   " + after);
    lines.accept(time() + "  " + padded(label) + " " + text + tail);
  }

  private void detail(String text) {
    lines.accept(" ".repeat(timeWidth() + 2 + LABEL_WIDTH + 3) + text);
  }

  private void blank() {
    lines.accept("");
  }

  private String time() {
    Duration since = Duration.between(start, now);
    return style.faint(String.format("%" + (timeWidth() - 1) + "s ", clock(since)));
  }

  private static int timeWidth() {
    return 9;
  }

  private static String clock(Duration since) {
    return since.toHours() > 0
        ? String.format(
            "+%d:%02d:%02d", since.toHours(), since.toMinutesPart(), since.toSecondsPart())
        : String.format("+%02d:%02d", since.toMinutesPart(), since.toSecondsPart());
  }

  private static String padded(String label) {
    int visible = label.replaceAll("\u001b\\[[0-9;]*m", "").length();
    return label + " ".repeat(Math.max(0, LABEL_WIDTH + 2 - visible));
  }

  private static String because(String reason) {
    return reason.isEmpty() ? "" : ": " + reason;
  }

  private static String cut(String text) {
    return text.length() <= VALUE_WIDTH_MAX ? text : text.substring(0, VALUE_WIDTH_MAX - 1) + "…";
  }
}
