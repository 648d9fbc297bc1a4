package io.godel.runbook.explore;

import io.godel.runbook.eval.Truth;
import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.PlanNodes;
import io.godel.runbook.plan.TermWritten;
import io.godel.runbook.source.Span;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Variable;
import io.godel.runbook.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Goes through a plan for everything that a run can come to. */
final class Parts {
  private final Reached reached;
  private final PossibleTruths possible;
  private final List<Part> found = new ArrayList<>();

  /** Whether some run came to the place where this goes through the plan. */
  private boolean within = true;

  /** The step that this place is in; empty for none. */
  private String step = "";

  /** What may have no value yet at that place. */
  private Set<Variable> unbound = Set.of();

  private Parts(Plan plan, Reached reached) {
    this.reached = reached;
    this.possible = new PossibleTruths(plan);
  }

  static List<Part> of(Plan plan, Reached reached) {
    Parts all = new Parts(plan, reached);
    all.walk(plan.assess());
    for (Plan.Scenario it : plan.scenarios()) {
      boolean chosen = reached.scenario(it.name());
      String what = "scenario " + it.name();
      all.add(Part.Kind.BRANCHES, it.id(), what, "chosen", it.span(), chosen);
      all.inside(chosen, it.body());
    }
    all.walk(plan.recovered());
    return all.found;
  }

  private void add(
      Part.Kind kind, String node, String what, String outcome, Span span, boolean seen) {
    found.add(new Part(kind, node, step, what, outcome, span, seen, within));
  }

  private void inside(boolean come, List<Node> nodes) {
    boolean outer = within;
    within = outer && come;
    walk(nodes);
    within = outer;
  }

  private void walk(List<Node> nodes) {
    nodes.forEach(this::part);
  }

  private void part(Node node) {
    if (node instanceof Node.Step it) {
      step(it);
    } else if (node instanceof Node.Branch it) {
      branch(it);
    } else if (node instanceof Node.Loop it) {
      loop(it);
    } else if (node instanceof Node.Sequence it) {
      walk(it.body());
    } else if (node instanceof Node.Parallel it) {
      it.branches().forEach(this::walk);
    } else if (node instanceof Node.Guard it) {
      guard(it);
    } else if (node instanceof Node.Approve it) {
      String what = "approve " + TermWritten.of(it.question());
      answers(it.id(), what, it.span());
    } else if (node instanceof Node.Act it) {
      faults(it);
    }
  }

  private void step(Node.Step node) {
    boolean begun = reached.node(node.id());
    add(Part.Kind.STEPS, node.id(), "step " + node.name(), "begun", node.span(), begun);
    boolean before = within;
    within &= begun;
    String outer = step;
    step = node.name();
    walk(node.body());
    Set<Variable> known = unbound;
    unbound = with(known, node.body());
    after(node);
    unbound = known;
    step = outer;
    within = before;
  }

  /** What takes the step back, and what follows its failure. */
  private void after(Node.Step node) {
    if (node.undo() instanceof Node.Compensate undo) {
      boolean walked = reached.undo(node.id());
      add(Part.Kind.UNDOS, undo.id(), "undo", "walked", undo.span(), walked);
      inside(walked, undo.body());
    }
    node.onFailure()
        .ifPresent(
            handler -> {
              boolean handled = reached.handler(node.id());
              Span span = handler.isEmpty() ? node.span() : handler.get(0).span();
              String id = node.id() + "/failure";
              add(Part.Kind.BRANCHES, id, "on failure", "taken", span, handled);
              inside(handled, handler);
            });
  }

  /** What a step would have found out, had it come that far. */
  private static Set<Variable> with(Set<Variable> outer, List<Node> body) {
    Set<Variable> all = new HashSet<>(outer);
    for (Node node : PlanNodes.inside(body)) {
      if (node instanceof Node.Observe it) {
        all.add(it.variable());
      } else if (node instanceof Node.Act it) {
        it.result().ifPresent(all::add);
      } else if (node instanceof Node.Manual it) {
        it.questions().forEach(question -> all.add(question.variable()));
      }
    }
    return all;
  }

  private void branch(Node.Branch branch) {
    String what = "if " + TermWritten.of(branch.condition());
    Set<Truth> seen = reached.condition(branch.id());
    Set<Truth> ways = possible.of(branch.condition(), unbound);
    for (Truth way : List.of(Truth.TRUE, Truth.FALSE)) {
      if (ways.contains(way)) {
        add(Part.Kind.BRANCHES, branch.id(), what, word(way), branch.span(), seen.contains(way));
      }
    }
    inside(seen.contains(Truth.TRUE), branch.whenTrue());
    inside(seen.contains(Truth.FALSE), branch.whenFalse());
  }

  private void loop(Node.Loop loop) {
    String what = "for " + loop.variable().name();
    Set<Truth> seen = reached.condition(loop.id());
    boolean some = seen.contains(Truth.TRUE);
    add(Part.Kind.BRANCHES, loop.id(), what, "some rounds", loop.span(), some);
    if (canBeEmpty(loop.domain())) {
      boolean none = seen.contains(Truth.FALSE);
      add(Part.Kind.BRANCHES, loop.id(), what, "no rounds", loop.span(), none);
    }
    inside(some, loop.body());
  }

  private boolean canBeEmpty(Term domain) {
    return !(domain instanceof Term.ListOf list && !list.elements().isEmpty())
        && !(possible.constant(domain).orElse(null) instanceof Value.Items items
            && !items.values().isEmpty())
        && !(possible.constant(domain).orElse(null) instanceof Value.Range);
  }

  private void guard(Node.Guard guard) {
    String what = "guard " + TermWritten.of(guard.why());
    Set<Truth> seen = reached.condition(guard.id());
    for (Truth truth : possible.of(guard.condition(), unbound)) {
      boolean so = seen.contains(truth);
      add(Part.Kind.GUARDS, guard.id(), what, word(truth), guard.span(), so);
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void answers(String node, String what, Span span) {
    for (Reached.Answer answer : Reached.Answer.values()) {
      boolean given = reached.answer(node).contains(answer);
      add(Part.Kind.ANSWERS, node, what, word(answer), span, given);
    }
  }

  private void faults(Node.Act act) {
    String what = "do " + act.action().qualifiedName();
    for (Reached.Fate fate : Reached.Fate.values()) {
      boolean came = reached.fate(act.id()).contains(fate);
      add(Part.Kind.FAULTS, act.id(), what, word(fate), act.span(), came);
    }
  }
}
