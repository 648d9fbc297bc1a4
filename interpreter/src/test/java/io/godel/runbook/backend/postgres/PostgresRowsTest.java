package io.godel.runbook.backend.postgres;

import static io.godel.runbook.backend.postgres.RealServers.handle;
import static io.godel.runbook.backend.postgres.RealServers.notDone;
import static io.godel.runbook.backend.postgres.RealServers.sql;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.value.Value;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values on their way to a real server and back. */
final class PostgresRowsTest {
  @TempDir static Path folder;
  private static RealServers servers;

  @BeforeAll
  static void start() throws Exception {
    servers = new RealServers(folder);
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  private static Outcome query(String text, String type, Value... parameters) throws Exception {
    return servers.call(
        "pg.query", "server", handle("primary"), "sql", sql(text, Map.of("x", type), parameters));
  }

  private static Value one(String text, String type, Value... parameters) throws Exception {
    Outcome outcome = query(text, type, parameters);
    if (outcome instanceof Outcome.Done done) {
      Value.Fields row = (Value.Fields) ((Value.Items) done.result()).values().get(0);
      return row.field("x");
    }
    throw new AssertionError(outcome.toString());
  }

  private static void comesBack(String type, Value value) throws Exception {
    assertEquals(value, one("SELECT $ AS x", type, value));
  }

  @Test
  void whatGoesThereComesBack() throws Exception {
    comesBack("Int", new Value.Int(7));
    comesBack("Int", new Value.Int(Long.MAX_VALUE));
    comesBack("Bytes", new Value.Size(1L << 40));
    comesBack("Bool", new Value.Bool(true));
    comesBack("Decimal", new Value.Decimal(new BigDecimal("12.5")));
    comesBack("Percent", new Value.Percent(new BigDecimal("99.9")));
    comesBack("String", new Value.Str("it's \"quoted\" \\ and ?"));
    comesBack("Duration", new Value.Time(Duration.ofHours(49).plusMillis(1)));
    comesBack("Duration", new Value.Time(Duration.ofMillis(-500)));
    comesBack("Instant", new Value.Moment(Instant.parse("2026-03-29T00:30:00.123456Z")));
    comesBack("Date", new Value.Day(LocalDate.of(2028, 2, 29)));
    comesBack("pg.Lsn", Rows.lsn("pg.Lsn", "16/B3748"));
    assertEquals(new Value.None(), one("SELECT $::text AS x", "String?", new Value.None()));
  }

  @Test
  void questionMarksOfTheTextAreNoParameters() throws Exception {
    assertEquals(
        new Value.Str("who?"),
        one("SELECT 'who?' /* really? */ AS x -- ?\n WHERE $", "String", new Value.Bool(true)));
    assertEquals(
        new Value.Bool(true),
        one("SELECT '{\"a\": 1}'::jsonb ? $ AS x", "Bool", new Value.Str("a")));
    assertEquals(
        new Value.Str("a'?b"),
        one("SELECT $ || E'\\'?' || 'b' AS x", "String", new Value.Str("a")));
  }

  @Test
  void aListIsComparedWithAny() throws Exception {
    Value list = new Value.Items(List.of(new Value.Int(2), new Value.Int(5)));
    assertEquals(new Value.Int(2), one("SELECT x FROM t WHERE x = ANY($)", "Int", list));
    Value none = new Value.Items(List.of());
    assertEquals(
        new Value.Int(0), one("SELECT count(*) AS x FROM t WHERE x = ANY($)", "Int", none));
    Value texts = new Value.Items(List.of(new Value.Str("a,b"), new Value.Str("{}")));
    assertEquals(new Value.Bool(true), one("SELECT 'a,b' = ANY($) AS x", "Bool", texts));
  }

  @Test
  void aNumberIsOfTheTypeThatItHadInTheText() throws Exception {
    assertEquals(
        new Value.Int(4), one("SELECT length(left('abcdefg', $)) AS x", "Int", new Value.Int(4)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT timestamp '2026-03-29 02:30' AS x | Instant | is no Instant",
        "SELECT timestamptz 'infinity' AS x | Instant | is no Instant",
        "SELECT date '-infinity' AS x | Date | is no Date",
        "SELECT 'NaN'::numeric AS x | Decimal | is no Decimal",
        "SELECT 'Infinity'::float8 AS x | Percent | is no Percent",
        "SELECT interval '1 month' AS x | Duration | an interval, which is no Duration",
        "SELECT 1.5 AS x | Int | the number 1.5, which is no Int",
        "SELECT NULL::int AS x | Int | cannot be none",
        "SELECT 1 AS y | Int | it gives y",
        "SELECT ARRAY[1] AS x | Int | is no Int",
        "SELECT generate_series(1, 10001) AS x | Int | more than 10000 rows",
      })
  void whatIsOfAnotherTypeIsRefusedAndNamed(String text, String type, String words)
      throws Exception {
    Outcome.NotDone refused = notDone(query(text, type));
    assertEquals("invalid", refused.code());
    assertTrue(refused.reason().contains(words), refused.reason());
  }

  @Test
  void aStatementThatCannotBeIsInvalid() throws Exception {
    for (String text : List.of("SELECT x FROM no_such", "SELECT nothing(1) AS x", "SELEC")) {
      assertEquals("invalid", notDone(query(text, "Int")).code(), text);
    }
    servers.primary.execute("postgres", "REVOKE ALL ON t FROM public");
    Outcome.NotDone forbidden =
        notDone(
            servers.call(
                "pg.query",
                "server",
                handle("limited"),
                "sql",
                sql("SELECT x FROM t", Map.of("x", "Int"))));
    assertEquals("forbidden", forbidden.code());
  }
}
