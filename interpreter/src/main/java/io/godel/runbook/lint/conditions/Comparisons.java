package io.godel.runbook.lint.conditions;

import io.godel.runbook.lint.Known;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.types.Type;
import io.godel.runbook.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a condition without connectives demands of the values that it speaks of. */
final class Comparisons {
  private static final Set<Object> SMALLER = Set.of(-1);
  private static final Set<Object> EQUAL = Set.of(0);
  private static final Set<Object> LARGER = Set.of(1);

  private final Known known;

  Comparisons(Known known) {
    this.known = known;
  }

  /** The cases in which it has the truth; what is not understood is simply true or false. */
  List<Clause> cases(Term term, boolean wanted) {
    if (!(term instanceof Term.Binary binary)) {
      return plain(term, wanted);
    }
    return switch (binary.operator()) {
      case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> compared(binary, wanted);
      case IN -> member(binary, wanted);
      default -> plain(term, wanted);
    };
  }

  private static List<Clause> plain(Term term, boolean wanted) {
    return one(term, Domain.only(Set.of(wanted)));
  }

  private static List<Clause> one(Term of, Domain domain) {
    return domain.isEmpty()
        ? List.of()
        : List.of(Clause.of(new Clause.Demand(of, Optional.empty(), domain)));
  }

  private List<Clause> compared(Term.Binary binary, boolean wanted) {
    Expr.BinaryOperator operator =
        wanted ? binary.operator() : Operators.opposite(binary.operator());
    Optional<Object> left = constant(binary.left());
    Optional<Object> right = constant(binary.right());
    if (Operators.orders(operator) && !(isNumber(left) && isNumber(right))) {
      return plain(binary, wanted);
    }
    if (left.isPresent() && right.isPresent()) {
      Domain domain = domain(operator, right.get(), binary.left());
      return domain.and(Domain.only(Set.of(left.get()))).isEmpty()
          ? List.of()
          : List.of(Clause.TRUE);
    }
    if (right.isPresent()) {
      return one(bare(binary.left()), domain(operator, right.get(), binary.left()));
    }
    if (left.isPresent()) {
      Expr.BinaryOperator turned = Operators.turned(operator);
      return one(bare(binary.right()), domain(turned, left.get(), binary.right()));
    }
    return List.of(
        Clause.of(
            new Clause.Demand(
                bare(binary.left()), Optional.of(bare(binary.right())), orders(operator))));
  }

  /** What is not known may be one. */
  private static boolean isNumber(Optional<Object> constant) {
    return constant.filter(it -> !(it instanceof BigDecimal)).isEmpty();
  }

  private static Domain orders(Expr.BinaryOperator operator) {
    Set<Object> orders = new HashSet<>();
    if (operator != Expr.BinaryOperator.GREATER
        && operator != Expr.BinaryOperator.GREATER_EQUAL
        && operator != Expr.BinaryOperator.EQUAL) {
      orders.addAll(SMALLER);
    }
    if (operator != Expr.BinaryOperator.LESS
        && operator != Expr.BinaryOperator.LESS_EQUAL
        && operator != Expr.BinaryOperator.EQUAL) {
      orders.addAll(LARGER);
    }
    if (operator != Expr.BinaryOperator.LESS
        && operator != Expr.BinaryOperator.GREATER
        && operator != Expr.BinaryOperator.NOT_EQUAL) {
      orders.addAll(EQUAL);
    }
    return Domain.only(orders);
  }

  /** Which values of the term the comparison with the constant leaves. */
  private static Domain domain(Expr.BinaryOperator operator, Object constant, Term of) {
    if (operator == Expr.BinaryOperator.EQUAL) {
      return Domain.only(Set.of(constant));
    } else if (operator == Expr.BinaryOperator.NOT_EQUAL) {
      return Domain.without(Set.of(constant)).and(all(bare(of).type(), constant));
    }
    if (!(constant instanceof BigDecimal end)) {
      throw new AssertionError("ordered and no number: " + constant);
    }
    // Of whole numbers the ones next to an open end are the ends.
    boolean whole = isWhole(of) && end.scale() <= 0;
    return switch (operator) {
      case LESS ->
          whole ? Domain.to(number(end.subtract(BigDecimal.ONE)), true) : Domain.to(end, false);
      case LESS_EQUAL -> Domain.to(end, true);
      case GREATER ->
          whole ? Domain.from(number(end.add(BigDecimal.ONE)), true) : Domain.from(end, false);
      default -> Domain.from(end, true);
    };
  }

  /** All values of a type that has only a few. */
  private static Domain all(Type type, Object one) {
    if (type == Type.Primitive.BOOL) {
      return Domain.only(Set.of(true, false));
    }
    if (type instanceof Type.EnumType enumeration && one instanceof Value.Constant constant) {
      Set<Object> constants = new HashSet<>();
      enumeration
          .constants()
          .forEach(name -> constants.add(new Value.Constant(constant.type(), name)));
      return Domain.only(constants);
    }
    return Domain.without(Set.of());
  }

  private List<Clause> member(Term.Binary binary, boolean wanted) {
    Term of = bare(binary.left());
    Optional<Value> in = value(binary.right());
    if (in.isPresent() && in.get() instanceof Value.Range range) {
      Optional<Object> first = plain(range.first());
      Optional<Object> last = plain(range.last());
      if (first.isPresent() && last.isPresent() && isNumber(first) && isNumber(last)) {
        Domain from = domain(Expr.BinaryOperator.GREATER_EQUAL, first.get(), of);
        Domain to = domain(Expr.BinaryOperator.LESS_EQUAL, last.get(), of);
        List<Clause> outside = new ArrayList<>();
        outside.addAll(one(of, domain(Expr.BinaryOperator.LESS, first.get(), of)));
        outside.addAll(one(of, domain(Expr.BinaryOperator.GREATER, last.get(), of)));
        return wanted ? one(of, from.and(to)) : outside;
      }
    }
    if (in.isPresent() && in.get() instanceof Value.Items items) {
      List<Optional<Object>> values = items.values().stream().map(Comparisons::plain).toList();
      if (values.stream().allMatch(Optional::isPresent)) {
        Set<Object> all = new HashSet<>();
        values.forEach(value -> all.add(value.get()));
        Domain others =
            all.stream()
                .findFirst()
                .map(one -> all(of.type(), one).and(Domain.without(all)))
                .orElse(Domain.without(all));
        return one(of, wanted ? Domain.only(all) : others);
      }
    }
    return plain(binary, wanted);
  }

  private static Term bare(Term term) {
    return term instanceof Term.Converted it ? bare(it.value()) : term;
  }

  private static boolean isWhole(Term term) {
    Type type = bare(term).type();
    return type == Type.Primitive.INT || type == Type.Primitive.BYTES;
  }

  private Optional<Object> constant(Term term) {
    return value(term).flatMap(Comparisons::plain);
  }

  /** Parameters have other values in another run. */
  private Optional<Value> value(Term term) {
    return speaksOfNames(term) ? Optional.empty() : known.value(term);
  }

  private static boolean speaksOfNames(Term term) {
    return term instanceof Term.Use
        || Terms.parts(term).stream().anyMatch(Comparisons::speaksOfNames);
  }

  /** What has an order is a number; amounts of different kinds are never compared. */
  private static Optional<Object> plain(Value value) {
    if (value instanceof Value.Int it) {
      return Optional.of(number(BigDecimal.valueOf(it.value())));
    } else if (value instanceof Value.Decimal it) {
      return Optional.of(number(it.value()));
    } else if (value instanceof Value.Size it) {
      return Optional.of(number(BigDecimal.valueOf(it.bytes())));
    } else if (value instanceof Value.Percent it) {
      return Optional.of(number(it.value()));
    } else if (value instanceof Value.Time it) {
      return Optional.of(seconds(it.value()));
    } else if (value instanceof Value.Moment it) {
      return Optional.of(seconds(Duration.between(Instant.EPOCH, it.value())));
    } else if (value instanceof Value.Day it) {
      return Optional.of(number(BigDecimal.valueOf(it.value().toEpochDay())));
    } else if (value instanceof Value.Bool it) {
      return Optional.of(it.value());
    }
    return value instanceof Value.Str
            || value instanceof Value.Constant
            || value instanceof Value.None
            || value instanceof Value.Handle
        ? Optional.of(value)
        : Optional.empty();
  }

  private static BigDecimal seconds(Duration duration) {
    return number(
        BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9)));
  }

  /** Equal numbers are the same object of a set. */
  private static BigDecimal number(BigDecimal number) {
    return number.stripTrailingZeros();
  }
}
