package io.godel.runbook.report;

import io.godel.runbook.engine.Command;
import io.godel.runbook.engine.Ending;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.PlanJson;
import io.godel.runbook.simulation.WorldFacts;
import io.godel.runbook.types.Term;
import io.godel.runbook.value.ValueText;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Tells a run as it happens, for a person who reads along. */
public final class RunReport {
  private static final int HASH_SHOWN = 12;
  private static final int VALUE_MAX = 66;

  private final Style style;
  private final ReportLines lines;
  private final Conditions conditions;
  private final WorkReport work;
  private final Set<String> held = new HashSet<>();
  private Plan plan;
  private int heldAgain;
  private int approvals;
  private boolean saidAsBefore;

  public RunReport(Style style, Consumer<String> out) {
    this.style = style;
    this.lines = new ReportLines(style, out);
    this.conditions = new Conditions(style, lines);
    this.work = new WorkReport(style, lines, conditions);
  }

  /**
   * What is about to run.
   *
   * @param where for example the world that it runs in
   */
  public void head(Plan it, String where) {
    plan = it;
    lines.line(style.bold(it.title()) + "  " + style.faint(where));
    lines.line(
        style.faint(
            "plan %s, at most %s"
                .formatted(it.hash().substring(0, HASH_SHOWN), ValueText.duration(it.bound()))));
    arguments("given", it.arguments().stream().filter(Plan.Argument::given).toList());
    arguments("default", it.arguments().stream().filter(each -> !each.given()).toList());
  }

  private void arguments(String origin, List<Plan.Argument> arguments) {
    if (!arguments.isEmpty()) {
      String all =
          arguments.stream()
              .map(each -> each.variable().name() + " " + ValueText.shown(each.value()))
              .collect(Collectors.joining(", "));
      ReportLines.wrapped(origin + ": " + all, ReportLines.WIDTH - 2)
          .forEach(line -> lines.line("  " + style.faint(line)));
    }
  }

  /** What is another than before, and what is left to do for people. */
  public void tail(List<WorldFacts.Change> changes, List<Term> afterwards) {
    lines.heading(changes.isEmpty() ? "Nothing is changed" : "Changed", "");
    changes.forEach(change -> lines.line("  " + change));
    if (saidAsBefore && !changes.isEmpty()) {
      lines.line(style.bad("  The run ended with the world as before, and it is not:"));
      lines.line(style.bad("  an undo brings less back than its step changed."));
    }
    afterwards(afterwards);
  }

  /** What is left to do for people. */
  public void afterwards(List<Term> afterwards) {
    if (!afterwards.isEmpty()) {
      lines.heading("Afterwards", "");
      afterwards.forEach(task -> lines.line("  ☐ " + PlanJson.text(task)));
    }
  }

  /** Tells one notice. */
  public void tell(Instant at, Notice notice) {
    boolean again = notice instanceof Notice.Guarded guard && isHeldAgain(guard);
    if (again) {
      heldAgain++;
      return;
    }
    if (heldAgain > 0) {
      lines.item("guard", conditions.mark(Truth.TRUE), "asked again: " + all(heldAgain), "");
      heldAgain = 0;
    }
    lines.now(at);
    if (!run(notice) && !step(notice) && !people(notice)) {
      work.tell(notice);
    }
  }

  private boolean isHeldAgain(Notice.Guarded guard) {
    if (guard.truth() != Truth.TRUE) {
      held.remove(guard.node());
      return false;
    }
    return !held.add(guard.node());
  }

  private static String all(int count) {
    return count == 1 ? "it still holds" : "all " + count + " still hold";
  }

  private boolean run(Notice notice) {
    if (notice instanceof Notice.PhaseStarted it) {
      phase(it.phase());
    } else if (notice instanceof Notice.Observed it) {
      String value = ReportLines.cut(ValueText.shown(it.value()), VALUE_MAX);
      lines.item("look", "", it.name() + style.faint(" = ") + value, "");
    } else if (notice instanceof Notice.ObservationFailed it) {
      lines.item("look", style.attention("?"), it.name() + " is not known", it.reason());
    } else if (notice instanceof Notice.ScenarioConsidered it) {
      lines.item(
          "when",
          conditions.mark(it.truth()),
          style.name(it.scenario()),
          Conditions.brief(it.explanation()));
    } else if (notice instanceof Notice.ScenarioChosen it) {
      chosen(it);
    } else if (notice instanceof Notice.RunEnded it) {
      ended(it);
    } else if (notice instanceof Notice.RunInterrupted it) {
      lines.item("stop", style.attention("!"), "asked by " + it.by(), "the run can be resumed");
    } else if (notice instanceof Notice.RunResumed it) {
      lines.item("resume", "", "by " + it.by(), "every guard is asked anew");
    } else if (notice instanceof Notice.AbortAsked it) {
      lines.item("abort", style.attention("!"), "by " + it.by(), it.reason());
    } else {
      return notice instanceof Notice.RunStarted;
    }
    return true;
  }

  private void phase(Notice.Phase phase) {
    switch (phase) {
      case ASSESSMENT -> lines.heading("Assessment", "");
      case RECOVERY_CHECK -> lines.heading("Recovery check", "");
      case COMPENSATION -> lines.heading("Taking back what was done", "");
      case RESPONSE -> {
        // The heading is the scenario's.
      }
    }
  }

  private void chosen(Notice.ScenarioChosen it) {
    String title = plan == null ? "" : plan.scenario(it.scenario()).map(this::title).orElse("");
    lines.heading("Scenario " + it.scenario(), title);
    lines.line(style.faint("  " + it.why()));
  }

  private String title(Plan.Scenario scenario) {
    return PlanJson.text(scenario.title());
  }

  private boolean step(Notice notice) {
    if (notice instanceof Notice.StepStarted it) {
      held.clear();
      String again = it.attempt() > 1 ? "  (attempt " + it.attempt() + ")" : "";
      lines.heading("  step " + it.step(), it.title() + style.faint(again));
    } else if (notice instanceof Notice.StepEnded it) {
      stepEnded(it);
    } else if (notice instanceof Notice.UndoStarted it) {
      lines.heading("  undo " + it.step(), "");
    } else if (notice instanceof Notice.BarrierPassed it) {
      lines.item(
          style.attention("barrier"),
          style.attention("▲"),
          style.attention("point of no return"),
          it.because());
    } else if (notice instanceof Notice.Guarded it) {
      conditions.tell("guard", it.why(), it.truth(), it.explanation());
    } else if (notice instanceof Notice.Warned it) {
      if (it.truth() != Truth.TRUE) {
        String seen = Conditions.brief(it.explanation());
        lines.item(style.attention("warning"), style.attention("!"), it.why(), seen);
      }
    } else {
      return false;
    }
    return true;
  }

  private void stepEnded(Notice.StepEnded end) {
    String mark =
        switch (end.state()) {
          case DONE, UNDONE, KEPT -> style.good("✓");
          case SKIPPED, PENDING, RUNNING -> style.faint("–");
          case FAILED, UNDO_FAILED -> style.bad("✗");
          case IN_DOUBT -> style.attention("?");
        };
    String words =
        switch (end.state()) {
          case DONE -> "done";
          case UNDONE -> "taken back, and that was verified";
          case KEPT -> "left as it is";
          case SKIPPED -> "left out";
          case PENDING -> "not begun";
          case RUNNING -> "running";
          case FAILED -> style.bad("failed");
          case UNDO_FAILED -> style.bad("could not be taken back");
          case IN_DOUBT -> style.attention("nobody knows whether it was done");
        };
    lines.item("", mark, words, end.state() == Notice.StepState.FAILED ? "" : end.reason());
    if (end.state() == Notice.StepState.FAILED && !end.reason().isEmpty()) {
      ReportLines.wrapped(end.reason(), VALUE_MAX).forEach(lines::detail);
    }
  }

  private boolean people(Notice notice) {
    if (notice instanceof Notice.ApprovalAsked it) {
      approval(it.approval());
    } else if (notice instanceof Notice.ApprovalDecided it) {
      approvals += it.approved() ? 1 : 0;
      String answer = it.approved() ? style.good("yes") : style.bad("no");
      String mark = it.approved() ? style.good("✓") : style.bad("✗");
      String reason = it.reason().isEmpty() ? "" : ": " + it.reason();
      String after = "after " + ValueText.duration(it.after());
      lines.item("", mark, answer + " by " + it.by() + reason, after);
      it.seen().forEach(lines::detail);
    } else if (notice instanceof Notice.TaskAsked it) {
      lines.item(
          style.attention("manual"), "", style.bold(it.task().task()), "by " + it.task().role());
    } else if (notice instanceof Notice.TaskDone it) {
      lines.item("", style.good("✓"), "done by " + it.by(), "");
      it.answers().forEach((name, value) -> lines.detail(name + " = " + ValueText.shown(value)));
    } else if (notice instanceof Notice.Escalated it) {
      lines.item(style.attention("escalate"), style.attention("!"), "to " + it.to(), it.with());
    } else {
      return false;
    }
    return true;
  }

  private void approval(Command.Approval approval) {
    String who = (approval.another() ? "another " : "") + approval.role();
    lines.item(
        style.attention("approve"),
        style.attention("☞"),
        style.bold(approval.question()),
        "by " + who + ", within " + ValueText.duration(approval.within()));
    Command.Prospect showing = approval.showing();
    showing.acts().forEach(act -> lines.detail("will do", act));
    showing
        .evidence()
        .forEach(
            seen ->
                lines.detail(
                    "since",
                    seen.what()
                        + (seen.detail().isEmpty() ? "" : ": " + seen.detail())
                        + ", "
                        + ValueText.duration(seen.age())
                        + " ago"));
    showing.limits().forEach(limit -> lines.detail("at most", limit));
    lines.detail("way back", showing.wayBack());
    if (showing.pointOfNoReturn()) {
      lines.detail(style.attention("POINT OF NO RETURN: nothing before it can be undone after it"));
    }
  }

  private void ended(Notice.RunEnded run) {
    Ending ending = run.ending();
    saidAsBefore = ending.kind() == Ending.Kind.WORLD_AS_BEFORE;
    String words =
        switch (ending.kind()) {
          case RECOVERED -> style.good("✓ recovered and verified");
          case WORLD_AS_BEFORE -> style.attention("– not done, and the world is as before");
          case INTERRUPTED -> style.attention("– interrupted, and can be resumed");
          case NOT_VERIFIED -> style.bad("✗ a person has to look: not verified");
          case UNKNOWN -> style.bad("? a person has to look: unknown");
        };
    lines.heading("Outcome", words + style.faint("  (exit " + ending.kind().exitCode() + ")"));
    if (!ending.reason().isEmpty()) {
      ReportLines.wrapped(ending.reason(), ReportLines.WIDTH - 2)
          .forEach(line -> lines.line("  " + line));
    }
    lines.line(
        style.faint(
            "  %s from start to end, %s, %s, %s"
                .formatted(
                    ValueText.duration(run.took()),
                    WorkReport.counted(work.calls(), "acting call"),
                    WorkReport.counted(approvals, "approval"),
                    work.invariants())));
  }
}
