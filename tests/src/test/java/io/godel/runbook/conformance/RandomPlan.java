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
  private final boolean withServers;
  private final PlanLooks looks;
  private final PlanActs acts;
  private final ServerLooks serverLooks;
  private final ServerActs serverActs;
  private final Map<String, Misfortune> misfortunes = new LinkedHashMap<>();
  private final Set<String> denied = new HashSet<>();

  private RandomPlan(Draw draw, boolean withServers) {
    this.draw = draw;
    this.withServers = withServers;
    this.looks = new PlanLooks(draw);
    this.acts = new PlanActs(draw);
    this.serverLooks = new ServerLooks(draw);
    this.serverActs = new ServerActs(draw);
  }

  /** A plan that only has to do with the cluster. */
  static DrawnPlan ofCluster(long number) {
    return new RandomPlan(new Draw(number), false).drawn();
  }

  /** A plan that has to do with the database servers, and with the cluster that they run in. */
  static DrawnPlan ofServers(long number) {
    return new RandomPlan(new Draw(number), true).drawn();
  }

  private DrawnPlan drawn() {
    return new DrawnPlan(text(), misfortunes, denied);
  }

  private String text() {
    StringBuilder assessment = new StringBuilder(withServers ? ServerLooks.FIRST : "");
    for (int i = 1 + draw.below(3); i > 0; i--) {
      assessment.append(seen());
    }
    StringBuilder steps = new StringBuilder();
    for (int i = STEPS_MIN + draw.below(STEPS_MAX - STEPS_MIN + 1); i > 0; i--) {
      boolean both = !withServers && draw.oneIn(8);
      steps.append(both ? "parallel {\n" + step() + step() + "}\n" : step());
    }
    return PlanText.of(
        withServers ? ServerLooks.HANDLES : "",
        assessment.toString(),
        steps.toString(),
        waiting("verify \"it works\"", mostly()));
  }

  private String condition() {
    return withServers && !draw.oneIn(4) ? serverLooks.condition() : looks.condition();
  }

  private PlanActs.Change change() {
    if (!withServers) {
      return acts.any();
    }
    return draw.oneIn(5) ? acts.mild() : serverActs.any();
  }

  private String seen() {
    if (!withServers && draw.oneIn(3)) {
      return acts.saving();
    }
    return draw.oneIn(3)
        ? "  warn \"it is so\" " + condition() + "\n"
        : "  let %s = %s\n".formatted(draw.name("seen"), looks.value());
  }

  /** A condition that mostly holds, so that plans get far. */
  private String mostly() {
    return condition() + (draw.oneIn(6) ? "" : " or k8s.exists(config)");
  }

  private String waiting(String what, String condition) {
    return "%s %s within %s\n"
        .formatted(
            what,
            condition,
            draw.from("5s every 1s", "30s every 3s", "2m every 7s", "2m every 7s"));
  }

  private String step() {
    String name = draw.name("step");
    if (draw.oneIn(4)) {
      misfortunes.put(name, withServers ? Misfortune.ofServers(draw) : Misfortune.ofCluster(draw));
    }
    PlanActs.Change change = change();
    boolean again = change.kind() == PlanActs.Kind.USUAL;
    StringBuilder out =
        new StringBuilder("step %s \"Do it\"%s {\n".formatted(name, again ? clauses() : ""));
    if (draw.oneIn(3)) {
      out.append("guard \"it may\" %s%s\n".formatted(mostly(), draw.from("", " else skip")));
    }
    if (draw.oneIn(6)) {
      out.append(waiting("await \"it comes\"", condition()).stripTrailing())
          .append(draw.from("", " else skip"))
          .append('\n');
    }
    if (draw.oneIn(5)) {
      out.append("let %s = %s\n".formatted(draw.name("seen"), looks.value()));
    }
    out.append(change.before());
    if (change.kind() == PlanActs.Kind.LASTING || draw.oneIn(8)) {
      out.append("approve \"Do it?\" by \"dba\" within 10m else abort\n");
      if (draw.oneIn(4)) {
        denied.add(name);
      }
    }
    out.append(acting(change, again));
    out.append(waiting("verify \"it is seen\"", draw.oneIn(8) ? condition() : change.seen()));
    return out.append(wayBack(change)).append(onFailure(change)).append("}\n").toString();
  }

  private String clauses() {
    return draw.oneIn(6) ? draw.from(" retry 1 times backoff 1s..2s", " timeout 3m") : "";
  }

  private String acting(PlanActs.Change change, boolean again) {
    String act =
        "do " + change.act() + (again && draw.oneIn(6) ? " retry 2 times backoff 1s..5s" : "");
    return draw.oneIn(8) ? "if %s {\n%s\n}\n".formatted(condition(), act) : act + "\n";
  }

  private String wayBack(PlanActs.Change change) {
    if (change.kind() == PlanActs.Kind.LASTING) {
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
