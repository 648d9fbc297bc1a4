package io.godel.runbook.report;

import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.report.PlanGraph.Kind;
import io.godel.runbook.value.ValueText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Walks through a plan and draws what it comes to. */
final class PlanGraphBuilder {
  /** In characters. */
  private static final int LINE_WIDTH = 44;

  private static final int ARROW_WIDTH = 60;

  private final Plan plan;
  private final PlanWords words;
  private final List<PlanGraph.Box> boxes = new ArrayList<>();
  private final List<PlanGraph.Arrow> arrows = new ArrayList<>();
  private final Map<String, String> scenarios = new LinkedHashMap<>();
  private String stop = "";

  /** Where the way goes on from. */
  private record Open(String from, String label) {}

  PlanGraphBuilder(Plan plan) {
    this.plan = plan;
    this.words = new PlanWords(plan);
  }

  PlanGraph graph() {
    String look = box(Kind.LOOK, PlanWords.visible(plan.title()), "assessment");
    for (Plan.Scenario scenario : plan.scenarios()) {
      String head = box(Kind.SCENARIO, "scenario " + scenario.name(), words.text(scenario.title()));
      scenarios.put(scenario.name(), head);
      String when = scenario.when().map(PlanWords::term).orElse("chosen by a person");
      arrow(look, head, when);
    }
    stop = box(Kind.STOP, "abort", "what was done is undone");
    List<Open> ends = new ArrayList<>();
    for (Plan.Scenario scenario : plan.scenarios()) {
      ends.addAll(chain(scenario.body(), List.of(new Open(scenarios.get(scenario.name()), ""))));
    }
    String check = box(Kind.LOOK, "recovery check");
    lead(ends, check);
    arrow(check, box(Kind.END, "recovered and verified"), "");
    return new PlanGraph(boxes, arrows);
  }

  private String box(Kind kind, String... texts) {
    List<String> lines = new ArrayList<>();
    for (String text : texts) {
      lines.addAll(PlanTree.wrapped(text, LINE_WIDTH));
    }
    String id = "n" + boxes.size();
    boxes.add(new PlanGraph.Box(id, kind, lines));
    return id;
  }

  private void arrow(String from, String to, String label) {
    String shown =
        label.length() <= ARROW_WIDTH ? label : label.substring(0, ARROW_WIDTH - 1) + "…";
    arrows.add(new PlanGraph.Arrow(from, to, shown, false));
  }

  private void back(String from, String to, String label) {
    arrows.add(new PlanGraph.Arrow(from, to, label, true));
  }

  private void lead(List<Open> open, String to) {
    open.forEach(each -> arrow(each.from(), to, each.label()));
  }

  private List<Open> chain(List<Node> nodes, List<Open> in) {
    List<Open> open = in;
    for (Node node : nodes) {
      open = node(node, open);
    }
    return open;
  }

  private List<Open> node(Node node, List<Open> in) {
    if (node instanceof Node.Step step) {
      return step(step, in);
    }
    if (node instanceof Node.Branch branch) {
      return branch(branch, in);
    }
    if (node instanceof Node.Loop loop) {
      return loop(loop, in);
    }
    if (node instanceof Node.Parallel parallel) {
      return parallel(parallel, in);
    }
    if (node instanceof Node.Sequence sequence) {
      return chain(sequence.body(), in);
    }
    if (node instanceof Node.Guard guard) {
      List<Open> skipped = new ArrayList<>();
      List<Open> open = guard(guard, in, skipped);
      open.addAll(skipped);
      return open;
    }
    if (node instanceof Node.Escalate || node instanceof Node.Abort) {
      lead(in, handler(node));
      return List.of();
    }
    return in;
  }

  /** The work between two decisions is a box of its own, so that nothing changes places. */
  private List<Open> step(Node.Step step, List<Open> in) {
    List<Open> skipped = new ArrayList<>();
    List<Open> open = in;
    List<Node> work = new ArrayList<>();
    String last = "";
    for (Node part : step.body()) {
      boolean decides = part instanceof Node.Guard || part instanceof Node.Approve;
      if (decides && StepSketch.works(work)) {
        last = work(step, work, open, last.isEmpty());
        open = List.of(new Open(last, ""));
        work.clear();
      }
      if (part instanceof Node.Guard guard) {
        open = guard(guard, open, skipped);
      } else if (part instanceof Node.Approve approve) {
        open = approve(approve, open, skipped);
      } else {
        work.add(part);
      }
    }
    if (last.isEmpty() || StepSketch.works(work)) {
      last = work(step, work, open, last.isEmpty());
      open = List.of(new Open(last, ""));
    }
    ways(step, last);
    List<Open> out = new ArrayList<>(barrier(step, open));
    out.addAll(skipped);
    return out;
  }

  private String work(Node.Step step, List<Node> nodes, List<Open> in, boolean first) {
    String head = step.name() + (first ? ": " + words.text(step.title()) : ", continued");
    List<String> lines = new ArrayList<>(List.of(head));
    lines.addAll(StepSketch.work(nodes, words));
    String id = box(kind(step), lines.toArray(String[]::new));
    lead(in, id);
    return id;
  }

  private List<Open> barrier(Node.Step step, List<Open> in) {
    if (!(step.undo() instanceof Node.Irreversible barrier) || !step.effect().acts()) {
      return in;
    }
    String id = box(Kind.BARRIER, "POINT OF NO RETURN", words.text(barrier.because()));
    lead(in, id);
    return List.of(new Open(id, ""));
  }

  private static Kind kind(Node.Step step) {
    return switch (step.effect()) {
      case PURE, READS -> Kind.READS;
      case MUTATES -> Kind.MUTATES;
      case DESTROYS -> Kind.DESTROYS;
    };
  }

  private void ways(Node.Step step, String id) {
    if (step.undo() instanceof Node.Compensate undo) {
      back(id, box(Kind.UNDO, StepSketch.undo(step, undo)), "undo");
    }
    step.onFailure()
        .ifPresent(
            handler -> {
              List<String> lines = new ArrayList<>();
              handler.forEach(node -> lines.addAll(StepSketch.lines(node, words)));
              back(id, box(Kind.STOP, lines.toArray(String[]::new)), "on failure");
            });
  }

  private String handler(Node node) {
    return box(Kind.STOP, StepSketch.lines(node, words).toArray(String[]::new));
  }

  private List<Open> guard(Node.Guard guard, List<Open> in, List<Open> skipped) {
    String id = box(Kind.DECISION, "guard", words.text(guard.why()));
    lead(in, id);
    refuse(guard.otherwise(), id, "no", skipped);
    return new ArrayList<>(List.of(new Open(id, "holds")));
  }

  private List<Open> approve(Node.Approve approve, List<Open> in, List<Open> skipped) {
    String who =
        "approve, by %s%s within %s"
            .formatted(
                approve.another() ? "another " : "",
                words.text(approve.role()),
                ValueText.exactDuration(approve.within()));
    String id = box(Kind.DECISION, who, words.text(approve.question()));
    lead(in, id);
    refuse(approve.onNo(), id, "no", skipped);
    refuse(approve.onTimeout(), id, "no answer", skipped);
    return new ArrayList<>(List.of(new Open(id, "yes")));
  }

  private void refuse(Node.Refusal refusal, String from, String label, List<Open> skipped) {
    if (refusal instanceof Node.SkipStep) {
      skipped.add(new Open(from, label + ": skip"));
    } else if (refusal instanceof Node.UseScenario use) {
      arrow(from, scenarios.getOrDefault(use.scenario(), stop), label);
    } else {
      arrow(from, stop, label);
    }
  }

  private List<Open> branch(Node.Branch branch, List<Open> in) {
    String id = box(Kind.DECISION, PlanWords.term(branch.condition()));
    lead(in, id);
    List<Open> out = new ArrayList<>(chain(branch.whenTrue(), List.of(new Open(id, "yes"))));
    out.addAll(chain(branch.whenFalse(), List.of(new Open(id, "no"))));
    return out;
  }

  private List<Open> loop(Node.Loop loop, List<Open> in) {
    String head = "for " + loop.variable().name() + " in " + PlanWords.term(loop.domain());
    String count = "at most " + loop.most() + ", " + loop.atOnce() + " at once";
    String id = box(Kind.DECISION, head, count);
    lead(in, id);
    for (Open open : chain(loop.body(), List.of(new Open(id, "each")))) {
      arrow(open.from(), id, open.label());
    }
    return List.of(new Open(id, "done"));
  }

  private List<Open> parallel(Node.Parallel parallel, List<Open> in) {
    String fork = box(Kind.MEETING, "side by side");
    lead(in, fork);
    List<Open> out = new ArrayList<>();
    parallel.branches().forEach(each -> out.addAll(chain(each, List.of(new Open(fork, "")))));
    String join = box(Kind.MEETING, "all done");
    lead(out, join);
    return List.of(new Open(join, ""));
  }
}
