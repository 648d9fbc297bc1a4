package io.godel.runbook.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.lint.conditions.Cases;
import io.godel.runbook.plan.Plans;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.sql.ParsedSql;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Parser;
import io.godel.runbook.types.Checker;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Understood;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is decided of conditions is so for all values; where it is not, nothing is decided. */
class CasesTest {
  /** Beyond the numbers in conditions there is one more on each side. */
  private static final int LEAST = -1;

  private static final int MOST = 5;

  /** How deep conditions are nested at most. */
  private static final int DEPTH = 3;

  private static final List<World> WORLDS = worlds();

  /** What could be seen. */
  record World(int x, int y, boolean p, boolean q) {}

  /** A condition as it is written, and what it means. */
  record Condition(String text, Predicate<World> meaning) {}

  private static List<World> worlds() {
    List<World> all = new ArrayList<>();
    for (int x = LEAST; x <= MOST; x++) {
      for (int y = LEAST; y <= MOST; y++) {
        for (int bits = 0; bits < 4; bits++) {
          all.add(new World(x, y, bits % 2 == 0, bits / 2 == 0));
        }
      }
    }
    return all;
  }

  @Provide
  Arbitrary<Condition> conditions() {
    return conditions(DEPTH);
  }

  private static Arbitrary<Condition> conditions(int depth) {
    Arbitrary<Condition> flags =
        Arbitraries.of(new Condition("p", World::p), new Condition("q", World::q));
    Arbitrary<Condition> leaves = Arbitraries.oneOf(flags, comparisons(), ranges(), pairs());
    if (depth == 0) {
      return leaves;
    }
    Arbitrary<Condition> inner = conditions(depth - 1);
    return Arbitraries.oneOf(
        leaves,
        inner.map(it -> new Condition("not (" + it.text + ")", it.meaning.negate())),
        Combinators.combine(inner, inner)
            .as(
                (left, right) ->
                    new Condition(
                        "(" + left.text + " and " + right.text + ")",
                        left.meaning.and(right.meaning))),
        Combinators.combine(inner, inner)
            .as(
                (left, right) ->
                    new Condition(
                        "(" + left.text + " or " + right.text + ")",
                        left.meaning.or(right.meaning))));
  }

  private static Arbitrary<Condition> comparisons() {
    return Combinators.combine(
            Arbitraries.of("==", "!=", "<", "<=", ">", ">="),
            Arbitraries.integers().between(0, MOST - 1),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false))
        .as(
            (sign, number, ofX, turned) ->
                new Condition(
                    turned
                        ? number + " " + sign + " " + (ofX ? "x" : "y")
                        : (ofX ? "x" : "y") + " " + sign + " " + number,
                    world ->
                        turned
                            ? holds(sign, number, ofX ? world.x : world.y)
                            : holds(sign, ofX ? world.x : world.y, number)));
  }

  private static Arbitrary<Condition> ranges() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 2), Arbitraries.integers().between(2, MOST - 1))
        .as(
            (low, high) ->
                new Condition(
                    "x in " + low + ".." + high, world -> world.x >= low && world.x <= high));
  }

  private static Arbitrary<Condition> pairs() {
    return Combinators.combine(
            Arbitraries.of("==", "!=", "<", "<=", ">", ">="), Arbitraries.of(true, false))
        .as(
            (sign, turned) ->
                new Condition(
                    turned ? "y " + sign + " x" : "x " + sign + " y",
                    world ->
                        turned ? holds(sign, world.y, world.x) : holds(sign, world.x, world.y)));
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

  private static final String TEXT =
      """
      use k8s
      runbook r "R" {
        let api = k8s.deployment("a", in: "n")
        let board = k8s.deployment("b", in: "n")
        assess {
          let x = api.replicas
          let y = board.replicas
          let p = k8s.ready(api)
          let q = k8s.ready(board)
        }
        scenario one "One" when %s { await k8s.ready(api) within 1m every 5s }
        scenario two "Two" when %s { await k8s.ready(api) within 1m every 5s }
        recovered { verify "up" k8s.ready(api) within 1m every 5s }
      }
      """;

  /** Two conditions as a linter sees them. */
  private record Read(Known known, Term one, Term two) {
    static Read of(String one, String two) {
      SourceFile source = new SourceFile("r.runbook", TEXT.formatted(one, two));
      Understood runbook =
          new Checker(Plans.library(), new ParsedSql(), Checker.Siblings.NONE)
              .understand(Parser.parse(source).tree())
              .tree()
              .get(0);
      List<Term> whens =
          runbook.tree().items(Decl.Scenario.class).stream()
              .map(it -> runbook.facts().term(it.when().orElseThrow()))
              .toList();
      return new Read(Known.of(runbook), whens.get(0), whens.get(1));
    }

    Optional<Cases> first() {
      return Cases.of(one, known);
    }

    Optional<Cases> second() {
      return Cases.of(two, known);
    }
  }

  @Property(tries = 400)
  void whatIsDecidedOfOneConditionIsSo(@ForAll("conditions") Condition condition) {
    Read read = Read.of(condition.text, "p");
    if (read.first().filter(Cases::areNone).isPresent()) {
      assertTrue(WORLDS.stream().noneMatch(condition.meaning));
    }
    Cases.truth(read.one, read.known)
        .ifPresent(
            truth -> WORLDS.forEach(world -> assertEquals(truth, condition.meaning.test(world))));
  }

  @Property(tries = 400)
  void whatIsDecidedOfTwoConditionsIsSo(
      @ForAll("conditions") Condition one, @ForAll("conditions") Condition two) {
    Read read = Read.of(one.text, two.text);
    if (read.first().isEmpty() || read.second().isEmpty()) {
      return;
    }
    if (read.first().get().imply(read.second().get())) {
      assertTrue(WORLDS.stream().filter(one.meaning).allMatch(two.meaning));
    }
    if (read.first().get().surelyMeet(read.second().get())) {
      assertTrue(WORLDS.stream().anyMatch(one.meaning.and(two.meaning)));
    }
    assertEquals(
        read.first().get().surelyMeet(read.second().get()),
        read.second().get().surelyMeet(read.first().get()));
  }

  /** Of one value nothing is left open: what contradicts itself is seen. */
  @Property(tries = 200)
  void conjunctionsOverOneValueAreDecided(
      @ForAll("ofOneValue") Condition one, @ForAll("ofOneValue") Condition two) {
    Condition both = new Condition(one.text + " and " + two.text, one.meaning.and(two.meaning));
    boolean possible = WORLDS.stream().anyMatch(both.meaning);
    assertEquals(possible, !Read.of(both.text, "p").first().orElseThrow().areNone(), both.text);
    Read read = Read.of(one.text, two.text);
    assertEquals(possible, read.first().orElseThrow().surelyMeet(read.second().orElseThrow()));
  }

  @Provide
  Arbitrary<Condition> ofOneValue() {
    return comparisons().filter(it -> it.text.contains("x"));
  }

  @Property(tries = 50)
  void aConditionWithTooManyCasesIsNotDecided(@ForAll("conditions") Condition condition) {
    StringBuilder text = new StringBuilder("(" + condition.text + ")");
    for (int i = 0; i < 8; i++) {
      text.append(" and (x * ").append(i + 2).append(" > 3 or y * ").append(i + 2).append(" > 3)");
    }
    Optional<Cases> cases = Read.of(text.toString(), "p").first();
    assertTrue(cases.isEmpty() || cases.get().areNone());
  }
}
