package io.godel.runbook.conformance;

import io.godel.runbook.soundness.Draw;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Draws a plan of several steps. */
final class RandomPlan {
  private static final int STEPS_MIN = 2;
  private static final int STEPS_MAX = 8;

  private final Draw draw;
  private final PlanLooks looks;
  private final PlanActs acts;
  private final Map<String, Misfortune> misfortunes = new LinkedHashMap<>();
  private final Set<String> denied = new HashSet<>();

  private RandomPlan(Draw draw) {
    this.draw = draw;
    this.looks = new PlanLooks(draw);
    this.acts = new PlanActs(draw);
  }

  static DrawnPlan of(long seed) {
    RandomPlan plan = new RandomPlan(new Draw(seed));
    String text = plan.text();
    return new DrawnPlan(text, plan.misfortunes, plan.denied);
  }

  private String text() {
    StringBuilder assessment = new StringBuilder();
    for (int i = 1 + draw.below(3); i > 0; i--) {
      assessment.append(seen());
    }
    StringBuilder steps = new StringBuilder();
    for (int i = STEPS_MIN + draw.below(STEPS_MAX - STEPS_MIN + 1); i > 0; i--) {
      steps.append(draw.oneIn(8) ? "parallel {\n" + step() + step() + "}\n" : step());
    }
    return PlanText.of(
        assessment.toString(), steps.toString(), waiting("verify \"it works\"", mostly()));
  }

  private String seen() {
    if (draw.oneIn(3)) {
      return acts.saving();
    }
    return draw.oneIn(3)
        ? "  warn \"it is so\" " + looks.condition() + "\n"
        : "  let %s = %s\n".formatted(draw.name("seen"), looks.value());
  }

  /** A condition that mostly holds, so that plans get far. */
  private String mostly() {
    return draw.oneIn(6) ? looks.condition() : looks.condition() + " or k8s.exists(config)";
  }

  private String waiting(String what, String condition) {
    return "%s %s within %s\n"
        .formatted(what, condition, draw.from("5s every 1s", "30s every 3s", "2m every 7s"));
  }

  private String step() {
    String name = draw.name("step");
    if (draw.oneIn(4)) {
      misfortunes.put(name, Misfortune.drawn(draw));
    }
    StringBuilder out = new StringBuilder("step %s \"Do it\"%s {\n".formatted(name, clauses()));
    if (draw.oneIn(3)) {
      out.append("guard \"it may\" %s%s\n".formatted(mostly(), draw.from("", " else skip")));
    }
    if (draw.oneIn(6)) {
      out.append(waiting("await \"it comes\"", looks.condition()).stripTrailing())
          .append(draw.from("", " else skip"))
          .append('\n');
    }
    if (draw.oneIn(5)) {
      out.append("let %s = %s\n".formatted(draw.name("seen"), looks.value()));
    }
    PlanActs.Change change = acts.any();
    out.append(change.before());
    if (change.lasting() || draw.oneIn(8)) {
      out.append("approve \"Do it?\" by \"dba\" within 10m else abort\n");
      if (draw.oneIn(4)) {
        denied.add(name);
      }
    }
    out.append(acting(change));
    out.append(waiting("verify \"it is seen\"", draw.oneIn(8) ? looks.condition() : change.seen()));
    return out.append(wayBack(change)).append(onFailure(change)).append("}\n").toString();
  }

  private String clauses() {
    return draw.oneIn(6) ? draw.from(" retry 1 times backoff 1s..2s", " timeout 3m") : "";
  }

  private String acting(PlanActs.Change change) {
    String act = "do " + change.act() + (draw.oneIn(6) ? " retry 2 times backoff 1s..5s" : "");
    return draw.oneIn(8) ? "if %s {\n%s\n}\n".formatted(looks.condition(), act) : act + "\n";
  }

  private String wayBack(PlanActs.Change change) {
    if (change.lasting()) {
      return "undo none because \"it is so\"\n";
    }
    if (change.back().isEmpty() || draw.oneIn(6)) {
      return "undo keep because \"it is so\"\n";
    }
    return "undo {\n%s}\n".formatted(back(change));
  }

  private String back(PlanActs.Change change) {
    return "do %s\n%s"
        .formatted(change.back(), waiting("verify \"it is back\"", change.restored()));
  }

  private String onFailure(PlanActs.Change change) {
    if (!draw.oneIn(6)) {
      return "";
    }
    return change.back().isEmpty() || draw.oneIn(2)
        ? "on failure escalate to \"dba\" with 1\n"
        : "on failure {\n%s}\n".formatted(back(change));
  }
}
