package io.godel.runbook.report;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.outlook.Finding;
import io.godel.runbook.outlook.Outlook;
import io.godel.runbook.value.ValueText;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells what was found out about a plan on a target, for a person who reads along. */
public final class OutlookText {
  private static final int VALUE_MAX = 66;

  private final Style style;
  private final ReportLines lines;
  private final Conditions conditions;

  public OutlookText(Style style, Consumer<String> out) {
    this.style = style;
    this.lines = new ReportLines(style, out);
    this.conditions = new Conditions(style, lines);
  }

  public void tell(Instant at, Finding finding) {
    lines.now(at);
    if (finding instanceof Finding.Part it) {
      part(it);
    } else if (finding instanceof Finding.Seen it) {
      String value = ReportLines.cut(ValueText.shown(it.value()), VALUE_MAX);
      lines.item("look", "", it.name() + style.faint(" = ") + value, "");
    } else if (finding instanceof Finding.NotSeen it) {
      lines.item("look", style.attention("?"), it.name() + " is not known", it.reason());
    } else if (finding instanceof Finding.NotYet it) {
      lines.item("later", style.faint("·"), ReportLines.cut(it.what(), VALUE_MAX), it.reason());
    } else if (finding instanceof Finding.Condition it) {
      condition(it);
    } else if (finding instanceof Finding.Person it) {
      lines.item("person", style.attention("☞"), it.what(), "by " + it.role());
    } else if (finding instanceof Finding.Fork it) {
      String way = it.way() ? "if it holds" : "if it does not hold";
      lines.item("branch", style.attention("?"), way, "it is not known which way this goes");
    } else if (finding instanceof Finding.Act it) {
      act(it);
    }
  }

  private void part(Finding.Part part) {
    switch (part.kind()) {
      case ASSESSMENT -> lines.heading("Assessment", "");
      case SCENARIO -> lines.heading("Scenario " + part.name(), part.title());
      case STEP -> lines.heading("  step " + part.name(), part.title());
      case RECOVERY_CHECK -> lines.heading("Recovery check", "");
    }
  }

  /** What can come true only after the step has acted is no complaint. */
  private void condition(Finding.Condition it) {
    String label = it.use().name().toLowerCase(Locale.ROOT);
    boolean later =
        it.use() == Finding.Condition.Use.VERIFY || it.use() == Finding.Condition.Use.AWAIT;
    boolean plain = it.use() == Finding.Condition.Use.WHEN || later;
    if (plain && it.truth() != Truth.UNKNOWN) {
      String mark = later ? style.faint(it.truth() == Truth.TRUE ? "✓" : "·") : mark(it.truth());
      lines.item(label, mark, it.what(), Conditions.brief(it.explanation()));
    } else {
      conditions.tell(label, it.what(), it.truth(), it.explanation());
    }
  }

  private String mark(Truth truth) {
    return conditions.mark(truth);
  }

  private void act(Finding.Act act) {
    Outcome answer = act.answer().orElse(null);
    String mark =
        answer == null ? "" : answer instanceof Outcome.Done ? style.good("✓") : style.bad("✗");
    List<String> words = ReportLines.wrapped(act.shown(), VALUE_MAX);
    lines.item("would do", mark, words.get(0), "");
    words.subList(1, words.size()).forEach(rest -> lines.detail("  " + rest));
    if (answer != null && !(answer instanceof Outcome.Done)) {
      lines.detail(style.bad(refusal(answer)));
    }
    act.diff().lines().forEach(line -> lines.detail(coloured(line)));
  }

  private static String refusal(Outcome answer) {
    return answer instanceof Outcome.NotDone notDone
        ? notDone.code() + ": " + notDone.reason()
        : ((Outcome.Unknown) answer).reason();
  }

  private String coloured(String line) {
    return line.startsWith("+")
        ? style.good(line)
        : line.startsWith("-") ? style.bad(line) : style.faint(line);
  }

  /** What it comes to: the scenarios that fit, and what speaks against the runbook. */
  public void tail(Outlook.Scenarios scenarios, OutlookSummary summary) {
    String fit =
        scenarios.fit().isEmpty()
            ? "no scenario fits what was seen"
            : "fits: " + String.join(", ", scenarios.fit());
    lines.heading("Outlook", fit);
    String all =
        summary.trouble().isEmpty()
            ? style.good("✓ everything that the runbook looks at was seen")
            : style.bad(
                "✗ %d of %d looks gave no answer"
                    .formatted(summary.trouble().size(), summary.looks()));
    lines.line("  " + all);
    lines.line(style.faint("  nothing was written"));
  }

  /** What a rehearsal comes to. */
  public void rehearsed(Outlook.Scenarios scenarios) {
    lines.heading(
        "Dry run",
        switch (scenarios.fit().size()) {
          case 0 -> "no scenario fits what was seen";
          case 1 -> "nothing was written";
          default ->
              "several scenarios fit (%s): choose one with --scenario"
                  .formatted(String.join(", ", scenarios.fit()));
        });
  }
}
