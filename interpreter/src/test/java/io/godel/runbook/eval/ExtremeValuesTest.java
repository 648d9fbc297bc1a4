package io.godel.runbook.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.godel.runbook.syntax.Expr.BinaryOperator;
import io.godel.runbook.types.Type;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the world answers may be as large or as empty as its type allows. */
class ExtremeValuesTest {
  private static Value sumOfNothing(Type type) {
    Evaluation sum = CoreActions.apply("core.sum", List.of(new Value.Items(List.of())), type);
    return ((Evaluation.Ready) sum).value();
  }

  @Test
  void theSumOfNothingHasTheUnitOfItsType() {
    assertEquals(new Value.Int(0), sumOfNothing(Type.Primitive.INT));
    assertEquals(new Value.Decimal(BigDecimal.ZERO), sumOfNothing(Type.Primitive.DECIMAL));
    assertEquals(new Value.Time(Duration.ZERO), sumOfNothing(Type.Primitive.DURATION));
    assertEquals(new Value.Size(0), sumOfNothing(Type.Primitive.BYTES));
    assertEquals(new Value.Percent(BigDecimal.ZERO), sumOfNothing(Type.Primitive.PERCENT));
  }

  @Test
  void theSmallestAmountsCanBeShown() {
    assertEquals("-9223372036854775808B", ValueText.shown(new Value.Size(Long.MIN_VALUE)));
    Duration shortest = Duration.ofSeconds(Long.MIN_VALUE);
    assertEquals(shortest.toString(), ValueText.duration(shortest));
    assertEquals(shortest.toString(), ValueText.exactDuration(shortest));
  }

  @Test
  void aTextThatSpellsAHugeNumberSpellsNone() {
    for (String text : List.of("1e999999999", "1e-999999999", "1e-2147483647", "1".repeat(401))) {
      assertEquals(
          new Evaluation.Ready(new Value.None()),
          CoreActions.apply(
              "core.decimal",
              List.of(new Value.Str(text)),
              new Type.OptionalOf(Type.Primitive.DECIMAL)),
          text);
    }
  }

  @Test
  void aPatternThatGoesTooDeepIsUnknownAndNoCrash() {
    Value text = new Value.Str("a".repeat(1_000_000));
    assertThrows(
        ArithmeticException.class,
        () -> Comparison.holds(BinaryOperator.MATCHES, text, new Value.Pattern("(a|b)*")));
  }
}
