package io.godel.runbook.report;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells of calls, of what became of them, and of conditions that are waited for. */
final class WorkReport {
  private static final int CALL_MAX = 76;
  private static final int CALL_LINES_MAX = 4;

  private final Style style;
  private final ReportLines lines;
  private final Conditions conditions;
  private int calls;
  private final Map<String, Notice.Waiting> waiting = new HashMap<>();
  private final Map<String, Integer> looks = new HashMap<>();
  private int invariants;
  private int invariantsNotHeld;

  WorkReport(Style style, ReportLines lines, Conditions conditions) {
    this.style = style;
    this.lines = lines;
    this.conditions = conditions;
  }

  int calls() {
    return calls;
  }

  /** How often invariants were looked at, and whether they always held. */
  String invariants() {
    if (invariants == 0) {
      return "no invariants";
    }
    return invariantsNotHeld == 0
        ? "invariants held in all " + counted(invariants, "look")
        : "invariants not seen to hold in %d of %s"
            .formatted(invariantsNotHeld, counted(invariants, "look"));
  }

  static String counted(int count, String word) {
    return count + " " + word + (count == 1 ? "" : "s");
  }

  /** Parts of a second say nothing where it takes longer. */
  static String shown(Duration time) {
    return ValueText.duration(time.toSeconds() > 0 ? Duration.ofSeconds(time.toSeconds()) : time);
  }

  void tell(Notice notice) {
    if (notice instanceof Notice.CallStarted it) {
      calls++;
      String again = it.attempt() > 1 ? "attempt " + it.attempt() : "";
      List<String> shown = ReportLines.wrapped(it.shown(), CALL_MAX);
      lines.item(style.bold("do"), "", shown.get(0), again);
      shown.subList(1, Math.min(shown.size(), CALL_LINES_MAX)).forEach(lines::detail);
      if (shown.size() > CALL_LINES_MAX) {
        lines.detail(style.faint("… " + (shown.size() - CALL_LINES_MAX) + " more lines"));
      }
    } else if (notice instanceof Notice.CallEnded it) {
      called(it.outcome());
    } else if (notice instanceof Notice.DoubtResolved it) {
      lines.item(
          "decided", conditions.mark(it.tookEffect()), tookEffect(it.tookEffect()), it.how());
    } else if (notice instanceof Notice.RetryPlanned it) {
      lines.item("retry", "", "in " + ValueText.duration(it.pause()), it.because());
    } else if (notice instanceof Notice.EvidenceMade it) {
      evidence(it.evidence());
    } else if (notice instanceof Notice.EvidenceDied it) {
      String name = ValueText.shown(it.evidence());
      lines.item("evidence", style.attention("✝"), name + " no longer holds", it.because());
    } else {
      conditions(notice);
    }
  }

  private void conditions(Notice notice) {
    if (notice instanceof Notice.PollStarted it) {
      waiting.put(it.node(), it.waiting());
    } else if (notice instanceof Notice.Polled it) {
      looks.put(it.node(), it.look());
    } else if (notice instanceof Notice.PollEnded it) {
      polled(it);
    } else if (notice instanceof Notice.InvariantChecked it) {
      invariants++;
      if (it.truth() != Truth.TRUE) {
        invariantsNotHeld++;
        conditions.tell("invariant", it.what(), it.truth(), it.explanation());
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

  private void called(Outcome outcome) {
    if (outcome instanceof Outcome.Done done) {
      if (!(done.result() instanceof Value.Unit)) {
        lines.detail("→ " + ReportLines.cut(ValueText.shown(done.result()), CALL_MAX));
      }
    } else if (outcome instanceof Outcome.NotDone notDone) {
      lines.item("", style.bad("✗"), "not done (" + notDone.code() + ")", notDone.reason());
    } else if (outcome instanceof Outcome.Unknown unknown) {
      lines.item("", style.attention("?"), "no answer", unknown.reason());
    }
  }

  private void evidence(Value.Evidence evidence) {
    String facts =
        evidence.facts().entrySet().stream()
            .map(fact -> fact.getKey() + " " + ValueText.plain(fact.getValue()))
            .collect(Collectors.joining(", "));
    lines.item("evidence", style.good("✓"), ValueText.shown(evidence), facts);
  }

  private String label(String node) {
    return switch (waiting.getOrDefault(node, Notice.Waiting.VERIFY)) {
      case VERIFY -> "verify";
      case AWAIT -> "await";
    };
  }

  private void polled(Notice.PollEnded poll) {
    int looked = looks.getOrDefault(poll.node(), 0);
    String after =
        looked == 1
            ? "at the first look"
            : "after %s, %s".formatted(shown(poll.after()), counted(looked, "look"));
    lines.item(label(poll.node()), conditions.mark(poll.truth()), poll.what(), after);
    if (poll.truth() != Truth.TRUE) {
      conditions.explain(poll.explanation());
    }
  }
}
