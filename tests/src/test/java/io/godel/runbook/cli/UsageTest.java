package io.godel.runbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong usage gets one clear line and exit code 2. */
final class UsageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                                         | say what to do",
        "simulat runbooks/database-failover.runbook               | did you mean `simulate`?",
        "check                                                    | Missing required parameter",
        "check runbooks --no-such                                 | Unknown option",
        "check docs-that-are-not-there.runbook                    | there is no file",
        "simulate runbooks/database-failover.runbook -p max_lg=1MiB"
            + "  | did you mean `max_lag`?",
        "simulate runbooks/database-failover.runbook -p max_lag=16"
            + "   | write an amount with its unit",
        "simulate runbooks/database-failover.runbook -p pool_size=500 | is refused",
        "simulate runbooks/database-failover.runbook --scenario failovr | there is no scenario",
        "simulate runbooks/database-failover.runbook --deny fnce  | there is no step `fnce`",
        "simulate runbooks/database-failover.runbook --fault explode | is no fault",
        "simulate runbooks/database-failover.runbook --seed x     | is no whole number",
        "simulate runbooks/database-failover.runbook -p max_lag   | has to be NAME=VALUE",
        "plan runbooks/database-failover.runbook --out no/such/p  | there is no directory",
        "plan runbooks/database-failover.runbook --out runbooks   | it is a directory",
        "test docs                                               | there is no *.runbook",
      })
  void wrongUsageIsOneClearLine(String line, String expected) {
    Ran ran = Ran.runbook(line == null ? new String[0] : line.strip().split("\\s+"));
    boolean text = expected.equals("there is no file");
    assertEquals(text ? ExitCode.TEXT_HAS_ERRORS : ExitCode.USAGE, ran.exitCode(), ran.all());
    assertTrue(ran.all().contains(expected), ran.all());
    assertFalse(ran.all().contains("Exception"), ran.all());
    assertFalse(ran.all().contains("\tat "), ran.all());
  }
}
