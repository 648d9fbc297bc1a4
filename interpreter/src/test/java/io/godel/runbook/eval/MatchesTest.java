package io.godel.runbook.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.syntax.Expr.BinaryOperator;
import io.godel.runbook.value.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pattern has to fit the whole text. */
final class MatchesTest {

  @ParameterizedTest
  @CsvSource({
    "pg_up,                       pg_up,          true",
    "pg_upgrades,                 pg_up,          false",
    "my_pg_up,                    pg_up,          false",
    "my_pg_up,                    .*pg_up,        true",
    "10.0.0.1/32; drop,           '[0-9./]+',     false",
    "'FATAL: no\nLOG: an error\n', .*error.*,     true",
    "'',                          .*,             true",
  })
  void aPatternFitsTheWholeText(String text, String pattern, boolean expected) {
    assertEquals(
        expected,
        Comparison.holds(BinaryOperator.MATCHES, new Value.Str(text), new Value.Pattern(pattern)));
  }
}
