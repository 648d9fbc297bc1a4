package io.godel.runbook.explore;

import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.PlanNodes;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.types.Variable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A comparison in a plan that a parameter has a part in.
 *
 * @param node where it stands
 * @param comparison the whole of it
 * @param with what the parameter itself is compared with; empty where it is only a part of a
 *     computation
 * @param rounds the loops inside of the condition that it stands in, the outermost first
 */
record Compared(String node, Term.Binary comparison, List<Term> with, List<Round> rounds) {
  private static final Set<Expr.BinaryOperator> COMPARING =
      EnumSet.of(
          Expr.BinaryOperator.EQUAL,
          Expr.BinaryOperator.NOT_EQUAL,
          Expr.BinaryOperator.LESS,
          Expr.BinaryOperator.LESS_EQUAL,
          Expr.BinaryOperator.GREATER,
          Expr.BinaryOperator.GREATER_EQUAL,
          Expr.BinaryOperator.IN);

  Compared {
    with = List.copyOf(with);
    rounds = List.copyOf(rounds);
  }

  /** A name that goes through all that something is made of. */
  record Round(Variable variable, Term domain) {}

  static List<Compared> in(Plan plan, Variable parameter) {
    Finder finder = new Finder(parameter);
    plan.invariants().forEach(it -> finder.find(it.id(), it.condition(), List.of()));
    plan.scenarios()
        .forEach(it -> it.when().ifPresent(when -> finder.find(it.id(), when, List.of())));
    for (Node node : PlanNodes.all(plan)) {
      condition(node).forEach(term -> finder.find(node.id(), term, List.of()));
    }
    return finder.found;
  }

  private static List<Term> condition(Node node) {
    if (node instanceof Node.Guard it) {
      return List.of(it.condition());
    }
    if (node instanceof Node.Warn it) {
      return List.of(it.condition());
    }
    if (node instanceof Node.Observe it) {
      return List.of(it.value());
    }
    if (node instanceof Node.Verify it) {
      return List.of(it.condition());
    }
    if (node instanceof Node.Wait it) {
      return List.of(it.condition());
    }
    if (node instanceof Node.Branch it) {
      return List.of(it.condition());
    }
    return node instanceof Node.Loop it ? List.of(it.domain()) : List.of();
  }

  /** Goes through terms. */
  private record Finder(Variable parameter, List<Compared> found) {
    Finder(Variable parameter) {
      this(parameter, new ArrayList<>());
    }

    void find(String node, Term term, List<Round> rounds) {
      if (term instanceof Term.Binary it && COMPARING.contains(it.operator()) && speaks(it)) {
        found.add(new Compared(node, it, with(it), rounds));
      }
      List<Round> inner = rounds;
      if (term instanceof Term.Quantified it) {
        inner = more(rounds, new Round(it.variable(), it.domain()));
      } else if (term instanceof Term.Comprehension it) {
        inner = more(rounds, new Round(it.variable(), it.domain()));
      }
      for (Term part : Terms.parts(term)) {
        find(node, part, inner);
      }
    }

    private static List<Round> more(List<Round> rounds, Round round) {
      List<Round> all = new ArrayList<>(rounds);
      all.add(round);
      return all;
    }

    private boolean speaks(Term term) {
      return isParameter(term) || Terms.parts(term).stream().anyMatch(this::speaks);
    }

    private boolean isParameter(Term term) {
      return term instanceof Term.Use use && use.variable().equals(parameter)
          || term instanceof Term.Converted it && isParameter(it.value());
    }

    private List<Term> with(Term.Binary it) {
      if (isParameter(it.left())) {
        return it.operator() == Expr.BinaryOperator.IN ? elements(it.right()) : List.of(it.right());
      }
      return isParameter(it.right()) ? List.of(it.left()) : List.of();
    }

    /** The ends of a range, and the elements of a list. */
    private static List<Term> elements(Term container) {
      if (container instanceof Term.Converted it) {
        return elements(it.value());
      }
      if (container instanceof Term.Binary it && it.operator() == Expr.BinaryOperator.RANGE) {
        return List.of(it.left(), it.right());
      }
      return container instanceof Term.ListOf it ? it.elements() : List.of();
    }
  }
}
