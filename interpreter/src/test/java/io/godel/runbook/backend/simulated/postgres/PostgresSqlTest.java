package io.godel.runbook.backend.simulated.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arbitrary SQL sees the model and the model's time, and can do nothing else. */
class PostgresSqlTest {
  private static SessionSpec waiting(Duration age) {
    return new SessionSpec(
        "godel_user",
        "godel-api",
        "godel-api",
        "idle in transaction",
        age,
        age,
        Optional.of(age),
        "UPDATE agents SET state = 'x'",
        Optional.empty());
  }

  private static PostgresBench bench() {
    ServerSpec primary =
        ServerSpec.primary("postgres")
            .with(
                100,
                3,
                List.of(
                    SessionSpec.idle("godel_user", "godel-api"),
                    SessionSpec.idle("godel_user", "godel-api"),
                    waiting(Duration.ofMinutes(2)),
                    waiting(Duration.ofMinutes(20))));
    return new PostgresBench(primary, ServerSpec.replica("postgres-replica", primary));
  }

  private static Map<String, String> fields(String... names) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i += 2) {
      fields.put(names[i], names[i + 1]);
    }
    return fields;
  }

  private static List<Value> rows(PostgresBench bench, String server, Value.Statement sql) {
    Value rows =
        bench.done(bench.read("pg.query", "server", PostgresBench.server(server), "sql", sql));
    return ((Value.Items) rows).values();
  }

  private static Value one(PostgresBench bench, String expression, String type) {
    Value.Statement sql = PostgresBench.sql("SELECT " + expression + " AS it", fields("it", type));
    return ((Value.Fields) rows(bench, "postgres", sql).get(0)).field("it");
  }

  @Test
  void standbysOnThePrimary() {
    List<Value> rows =
        rows(
            bench(),
            "postgres",
            PostgresBench.sql(
                "SELECT * FROM pg_stat_replication;",
                fields("application_name", "String", "state", "String", "replay_lag", "Duration")));
    assertEquals(1, rows.size());
    Value.Fields row = (Value.Fields) rows.get(0);
    assertEquals(new Value.Str("postgres-replica"), row.field("application_name"));
    assertEquals(new Value.Time(ServerSpec.LATENCY), row.field("replay_lag"));
  }

  @Test
  void receiverOnTheReplica() {
    Value.Statement sql =
        PostgresBench.sql(
            "SELECT * FROM pg_stat_wal_receiver;",
            fields("status", "String", "sender_host", "String?", "flushed_lsn", "pg.ReceivedLsn"));
    PostgresBench bench = bench();
    assertEquals(
        new Value.Str("postgres"),
        ((Value.Fields) rows(bench, "postgres-replica", sql).get(0)).field("sender_host"));
    assertEquals(List.of(), rows(bench, "postgres", sql));
  }

  @Test
  void countsByState() {
    List<Value> rows =
        rows(
            bench(),
            "postgres",
            PostgresBench.sql(
                "SELECT count(*), state FROM pg_stat_activity GROUP BY state;",
                fields("count", "Int", "state", "String")));
    Map<Value, Value> counts = new LinkedHashMap<>();
    rows.forEach(
        row ->
            counts.put(((Value.Fields) row).field("state"), ((Value.Fields) row).field("count")));
    assertEquals(
        Map.of(
            new Value.Str("idle"), new Value.Int(2),
            new Value.Str("idle in transaction"), new Value.Int(2),
            new Value.Str("active"), new Value.Int(1)),
        counts);
  }

  @Test
  void longestFirstInTheModelsTime() {
    PostgresBench bench = bench();
    bench.pass(Duration.ofMinutes(1));
    List<Value> rows =
        rows(
            bench,
            "postgres",
            PostgresBench.sql(
                """
                SELECT pid, usename, application_name, state,
                       EXTRACT(EPOCH FROM (now() - query_start)) as duration_sec,
                       query
                FROM pg_stat_activity
                WHERE state != 'idle'
                ORDER BY duration_sec DESC;
                """,
                fields("pid", "Int", "duration_sec", "Decimal", "query", "String")));
    assertEquals(
        new Value.Decimal(BigDecimal.valueOf(1260)),
        ((Value.Fields) rows.get(0)).field("duration_sec"));
    assertEquals(3, rows.size());
  }

  @Test
  void endsTheSessionsThatAreTooOld() {
    PostgresBench bench = bench();
    Value.Statement sql =
        PostgresBench.sql(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE state = 'idle in transaction' AND
                  EXTRACT(EPOCH FROM (now() - query_start)) > 300;
            """,
            fields("pg_terminate_backend", "Bool"));
    bench.done(
        bench.call("pg.execute", true, "server", PostgresBench.server("postgres"), "sql", sql));
    assertEquals(3, bench.model.clients("postgres"));
    Outcome.NotDone refused =
        bench.refused(
            bench.read("pg.query", "server", PostgresBench.server("postgres"), "sql", sql));
    assertEquals("invalid", refused.code());
  }

  @Test
  void promotesBySql() {
    PostgresBench bench = bench();
    Value.Statement sql = PostgresBench.sql("SELECT pg_promote()", fields());
    bench.done(
        bench.call(
            "pg.execute", true, "server", PostgresBench.server("postgres-replica"), "sql", sql));
    bench.pass(Duration.ofSeconds(5));
    assertTrue(bench.model.acceptsWrites("postgres-replica"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pg_is_in_recovery() | Bool | Bool[value=false]",
        "pg_catalog.pg_is_in_recovery() | Bool | Bool[value=false]",
        "now() | Instant | Moment[value=2026-03-01T10:00:00Z]",
        "CURRENT_TIMESTAMP | Instant | Moment[value=2026-03-01T10:00:00Z]",
        "now() - interval '1 hour 30 minutes' | Instant | Moment[value=2026-03-01T08:30:00Z]",
        "interval '5 minutes' | Duration | Time[value=PT5M]",
        "current_setting('max_connections')::int | Int | Int[value=100]",
        "pg_last_wal_receive_lsn() | pg.ReceivedLsn? | None[]",
        "pg_wal_lsn_diff('0/20', '0/10') | Bytes | Size[bytes=16]",
        "current_database() | String | Str[value=godel]",
        "coalesce(null, 'x') | String | Str[value=x]",
      })
  void expressions(String expression, String type, String shown) {
    assertEquals(shown, one(bench(), expression, type).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT no_such_column AS it FROM pg_stat_activity | 42703",
        "SELECT it FROM no_such_table | 42P01",
        "SELECT no_such_function() AS it | 42883",
        "SELECT 1 AS other | no column `it`",
        "SELECT NULL AS it | is null",
        "SELECT 'x' AS it | the text 'x', which is no Int",
        "SELECT name AS it FROM model_fact | 42P01",
        "SELECT length(FILE_READ('/etc/hostname')) AS it | 42501",
        "SELECT count(*) AS it FROM CSVREAD('/etc/passwd') | 42501",
        "SELEKT | 42601",
      })
  void refusesWithAReason(String text, String reason) {
    PostgresBench bench = bench();
    Outcome.NotDone refused =
        bench.refused(
            bench.read(
                "pg.query",
                "server",
                PostgresBench.server("postgres"),
                "sql",
                PostgresBench.sql(text, fields("it", "Int"))));
    assertEquals("invalid", refused.code(), refused.reason());
    assertTrue(refused.reason().contains(reason), refused.reason());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM pg_stat_activity",
        "DROP TABLE pg_stat_activity",
        "CREATE TABLE evil (id INT)",
        "CREATE USER evil PASSWORD 'x' ADMIN",
      })
  void hasNoRightsToAnything(String text) {
    PostgresBench bench = bench();
    Outcome.NotDone refused =
        bench.refused(
            bench.call(
                "pg.execute",
                true,
                "server",
                PostgresBench.server("postgres"),
                "sql",
                new Value.Statement(List.of(text), List.of(), Optional.empty())));
    assertTrue(refused.reason().contains("42501"), refused.reason());
  }

  @Test
  void bindsParameters() {
    PostgresBench bench = bench();
    Value.Statement sql =
        new Value.Statement(
            List.of(
                "SELECT count(*) FROM pg_stat_activity WHERE state = ",
                " AND now() - state_change > ",
                ""),
            List.of(new Value.Str("idle in transaction"), new Value.Time(Duration.ofMinutes(5))),
            Optional.of(new Value.RowShape("Row", fields("count", "Int"))));
    assertEquals(
        new Value.Int(1), ((Value.Fields) rows(bench, "postgres", sql).get(0)).field("count"));
  }

  @Test
  void theDatabasesThatInitdbMakesAreThere() {
    Value.Statement sql =
        PostgresBench.sql(
            "SELECT datname AS it FROM pg_database WHERE oid < 16384 ORDER BY oid",
            fields("it", "String"));
    assertEquals(
        List.of("template1", "template0", "postgres"),
        rows(bench(), "postgres", sql).stream()
            .map(row -> ValueText.plain(((Value.Fields) row).field("it")))
            .toList());
  }

  @Test
  void aStatementFailsInTheWordsOfPostgres() {
    for (List<String> each :
        List.of(
            List.of("SELECT x AS it FROM nowhere", "42P01: relation \"nowhere\" does not exist"),
            List.of("SELECT x AS it FROM pg_settings", "42703: column \"x\" does not exist"),
            List.of("SELECT f(1) AS it", "42883: function f does not exist"),
            List.of("SELECT 1 / 0 AS it", "22012: division by zero"),
            List.of("SELECT CAST('a' AS INT) AS it", "22P02: invalid input syntax: \"a\""))) {
      Value.Statement sql = PostgresBench.sql(each.get(0), fields("it", "Int"));
      PostgresBench bench = bench();
      Outcome.NotDone refused =
          bench.refused(
              bench.read("pg.query", "server", PostgresBench.server("postgres"), "sql", sql));
      assertEquals("ERROR: " + each.get(1), refused.reason());
    }
  }

  @Test
  void damagedPagesShowWhenTheyAreRead() {
    PostgresBench bench = bench();
    bench.model.corrupt("postgres");
    Value.Statement data = PostgresBench.sql("SELECT count(*) FROM agents", fields("count", "Int"));
    Outcome.NotDone refused =
        bench.refused(
            bench.read("pg.query", "server", PostgresBench.server("postgres"), "sql", data));
    assertTrue(refused.reason().contains("XX001"), refused.reason());
    Value.Statement failures =
        PostgresBench.sql(
            "SELECT sum(checksum_failures) AS it FROM pg_stat_database", fields("it", "Decimal"));
    assertEquals(1, rows(bench, "postgres", failures).size());
  }
}
