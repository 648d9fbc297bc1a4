package io.godel.runbook.lint.conditions;

import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Demands on several things that must all hold at once; that they can is not said by it. */
final class Clause {
  static final Clause TRUE = new Clause(List.of());

  private final List<Demand> demands;

  private Clause(List<Demand> demands) {
    this.demands = List.copyOf(demands);
  }

  /**
   * A demand on a value, or on how two values compare.
   *
   * @param than the value that the first one is compared with
   * @param domain its values, or of two -1, 0 and 1 for which of them is the smaller one
   */
  record Demand(Term of, Optional<Term> than, Domain domain) {
    private boolean speaksOfTheSame(Demand other) {
      return Terms.same(of, other.of)
          && than.isPresent() == other.than.isPresent()
          && (than.isEmpty() || Terms.same(than.get(), other.than.get()));
    }

    /** The same, said from the other side. */
    private Demand mirrored() {
      return than.map(other -> new Demand(other, Optional.of(of), turned(domain))).orElse(this);
    }

    /** A smaller one on the left is a larger one on the right. */
    private static Domain turned(Domain orders) {
      Set<Object> turned = new HashSet<>();
      orders.only().orElseThrow().forEach(order -> turned.add(-(Integer) order));
      return Domain.only(turned);
    }
  }

  static Clause of(Demand demand) {
    return new Clause(List.of(demand));
  }

  /** Both together; empty where they contradict each other. */
  Optional<Clause> and(Clause other) {
    List<Demand> all = new ArrayList<>(demands);
    for (Demand demand : other.demands) {
      Optional<Demand> mine = about(demand, all);
      Demand both =
          mine.map(it -> new Demand(it.of, it.than, it.domain.and(as(it, demand).domain)))
              .orElse(demand);
      if (both.domain.isEmpty()) {
        return Optional.empty();
      }
      mine.ifPresent(all::remove);
      all.add(both);
    }
    return Optional.of(new Clause(all));
  }

  /** Whether the other one holds wherever this one does. */
  boolean implies(Clause other) {
    return other.demands.stream()
        .allMatch(
            wanted ->
                about(wanted, demands)
                    .filter(it -> it.domain.isWithin(as(it, wanted).domain))
                    .isPresent());
  }

  /**
   * Whether both hold together for some values: they speak of the same values and nothing else, and
   * leave some in common.
   */
  boolean surelyMeets(Clause other) {
    return demands.size() == other.demands.size()
        && !demands.isEmpty()
        && demands.stream()
            .allMatch(it -> it.than.isEmpty() && about(it, other.demands).isPresent())
        && and(other).isPresent();
  }

  private static Optional<Demand> about(Demand demand, List<Demand> among) {
    return among.stream()
        .filter(it -> it.speaksOfTheSame(demand) || it.speaksOfTheSame(demand.mirrored()))
        .findFirst();
  }

  private static Demand as(Demand one, Demand other) {
    return one.speaksOfTheSame(other) ? other : other.mirrored();
  }
}
