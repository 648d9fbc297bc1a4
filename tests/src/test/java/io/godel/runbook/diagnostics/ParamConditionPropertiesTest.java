package io.godel.runbook.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Coded;
import io.godel.runbook.diagnostic.Diagnostic;
import java.util.List;
import java.util.function.IntPredicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A default is refused before the run exactly when its own condition is false for it. */
class ParamConditionPropertiesTest {
  /** A condition as it is written, and what it means. */
  private record Condition(String text, IntPredicate holds) {
    @Override
    public String toString() {
      return text;
    }
  }

  @Provide
  Arbitrary<Condition> conditions() {
    return Arbitraries.recursive(
        ParamConditionPropertiesTest::leaf, ParamConditionPropertiesTest::node, 0, 3);
  }

  private static Arbitrary<Condition> leaf() {
    Arbitrary<Integer> number = Arbitraries.integers().between(-20, 20);
    Arbitrary<Condition> compared =
        Combinators.combine(Arbitraries.of("==", "!=", "<", "<=", ">", ">="), number)
            .as(
                (sign, bound) ->
                    new Condition("it %s %d".formatted(sign, bound), it -> holds(sign, it, bound)));
    Arbitrary<Condition> within =
        Combinators.combine(number, Arbitraries.integers().between(0, 20))
            .as(
                (first, length) ->
                    new Condition(
                        "it in %d..%d".formatted(first, first + length),
                        it -> it >= first && it <= first + length));
    Arbitrary<Condition> among =
        number
            .list()
            .ofMinSize(1)
            .ofMaxSize(4)
            .map(list -> new Condition("it in " + list, list::contains));
    return Arbitraries.oneOf(compared, within, among);
  }

  private static boolean holds(String sign, int left, int right) {
    return switch (sign) {
      case "==" -> left == right;
      case "!=" -> left != right;
      case "<" -> left < right;
      case "<=" -> left <= right;
      case ">" -> left > right;
      default -> left >= right;
    };
  }

  private static Arbitrary<Condition> node(Arbitrary<Condition> inner) {
    Arbitrary<Condition> negation =
        inner.map(it -> new Condition("not (" + it.text + ")", it.holds.negate()));
    Arbitrary<Condition> conjunction =
        Combinators.combine(inner, inner)
            .as((a, b) -> new Condition("(" + a + " and " + b + ")", a.holds.and(b.holds)));
    Arbitrary<Condition> disjunction =
        Combinators.combine(inner, inner)
            .as((a, b) -> new Condition("(" + a + " or " + b + ")", a.holds.or(b.holds)));
    return Arbitraries.oneOf(inner, negation, conjunction, disjunction);
  }

  @Property(tries = 500)
  void refusedExactlyWhenFalse(
      @ForAll("conditions") Condition condition,
      @ForAll @IntRange(min = -25, max = 25) int standard) {
    String runbook =
        """
        runbook example "An example" {
          param size: Int where %s = %d
          scenario respond "Something is wrong" { }
          recovered { verify "time goes by" now() > 2026-01-01T00:00Z within 1m every 5s }
        }
        """
            .formatted(condition.text, standard);
    List<Coded> found =
        FrontEnd.diagnose("example.runbook", runbook).stream().map(Diagnostic::code).toList();
    boolean holds = condition.holds.test(standard);
    assertEquals(holds ? List.of() : List.of(Code.PARAM_REFUSED), found, runbook);
  }
}
