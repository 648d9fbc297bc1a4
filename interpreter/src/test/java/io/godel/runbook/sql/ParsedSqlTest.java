package io.godel.runbook.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.godel.runbook.types.SqlReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParsedSqlTest {
  private final ParsedSql reader = new ParsedSql();

  private SqlReader.Statement read(String sql) {
    return assertInstanceOf(SqlReader.Statement.class, reader.read(sql));
  }

  @Test
  void namesTheColumnsAsPostgresDoes() {
    SqlReader.Statement statement =
        read(
            """
            SELECT pid, a.usename AS "user", count(*), EXTRACT(EPOCH FROM (now() - query_start)) AS age
            FROM pg_stat_activity a WHERE state = ? ORDER BY age DESC
            """);
    assertEquals(List.of("pid", "user", "count", "age"), statement.columns());
    assertEquals(true, statement.query());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1 FROM a WHERE pid IN (SELECT pid FROM t WHERE pg_catalog.pg_promote(pid))",
        "SELECT CASE WHEN true THEN pg_promote(true, 60) ELSE false END",
        "SELECT 1 FROM t ORDER BY pg_promote()",
        "SELECT 1 FROM t GROUP BY pg_promote()",
        "SELECT count(*) FILTER (WHERE pg_promote()) FROM t",
        "SELECT sum(a) OVER (PARTITION BY pg_promote()) FROM t",
        "SELECT DISTINCT ON (pg_promote()) a FROM t",
        "SELECT string_agg(a, ',' ORDER BY PG_Promote ()) FROM t",
        "SELECT substring(pg_promote /* here */ ()::text from 1)",
        "SELECT a FROM t OFFSET (SELECT pg_promote()::int)",
        "SELECT 'it''s', \"pg_promote\"()",
        "SELECT * FROM pg_promote()",
        "SHOW server_version -- pg_promote(\n",
      })
  void findsFunctionsWhereverTheyHide(String sql) {
    boolean hidden = !sql.startsWith("SHOW");
    assertEquals(hidden, read(sql).functions().contains("pg_promote"), sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'pg_promote()'",
        "SELECT $$ pg_promote() $$",
        "SELECT 1 /* pg_promote() */",
        "SELECT pg_promote FROM t",
      })
  void whatIsOnlyWrittenIsNotCalled(String sql) {
    assertEquals(false, read(sql).functions().contains("pg_promote"), sql);
  }

  @Test
  void readsWhatIsNestedLikeWhatIsNot() {
    for (int depth : List.of(0, 5, 9, 12)) {
      SqlReader.Statement nested =
          read("SELECT " + "(".repeat(depth) + "pg_promote()" + ")".repeat(depth) + " AS done");
      assertEquals(List.of("done"), nested.columns());
      assertEquals(true, nested.functions().contains("pg_promote"));
    }
  }

  @Test
  void readsOneStatementAlone() {
    assertInstanceOf(SqlReader.Unreadable.class, reader.read("SELECT 1; DELETE FROM t"));
    assertEquals(true, read("SELECT ';' AS a;").query());
  }

  @Test
  void aNameSpeltWithEscapesIsNotRead() {
    assertInstanceOf(SqlReader.Unreadable.class, reader.read("SELECT U&\"pg_\\0070romote\"()"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM t FOR UPDATE",
        "SELECT a FROM t ORDER BY (SELECT b FROM u FOR NO KEY UPDATE)",
        "SELECT a INTO b FROM t",
        "WITH gone AS (DELETE FROM t RETURNING a) SELECT a FROM gone",
        "WITH w AS (INSERT INTO t VALUES (1) RETURNING a) SELECT a FROM w",
        "WITH w AS (UPDATE t SET a = 1 RETURNING a) SELECT a FROM w",
        "DELETE FROM t",
        "TRUNCATE TABLE t",
        "ALTER SYSTEM SET work_mem = '1MB'",
        "EXPLAIN ANALYZE DELETE FROM t",
      })
  void whatWritesIsNoQuery(String sql) {
    SqlReader.Reading reading = reader.read(sql);
    if (reading instanceof SqlReader.Statement statement) {
      assertEquals(false, statement.query(), sql);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT count(*), state FROM pg_stat_activity GROUP BY state;",
        "VALUES (1)",
        "SHOW max_connections",
        "SELECT a FROM t UNION ALL SELECT b FROM u",
        "WITH x AS (SELECT 1 AS a) SELECT a FROM x",
      })
  void whatOnlyAsksIsAQuery(String sql) {
    assertEquals(true, read(sql).query(), sql);
  }

  @Test
  void saysWhereAStatementCannotBeRead() {
    SqlReader.Unreadable unreadable =
        assertInstanceOf(
            SqlReader.Unreadable.class, reader.read("SELECT a\nFROM t WHERE AND b = 1"));
    assertEquals(2, unreadable.line());
  }

  @Test
  void anyTextIsAnswered() {
    assertInstanceOf(SqlReader.Unreadable.class, reader.read(""));
    assertInstanceOf(SqlReader.Unreadable.class, reader.read("(".repeat(5_000)));
    assertInstanceOf(SqlReader.Unreadable.class, reader.read("'".repeat(19_999)));
    assertInstanceOf(SqlReader.Unreadable.class, reader.read("x".repeat(ParsedSql.LENGTH_MAX + 1)));
  }
}
