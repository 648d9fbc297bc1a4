package io.godel.runbook.conformance;

import io.godel.runbook.soundness.Draw;
import java.util.List;

/** Writes what is asked of the database servers. */
final class ServerLooks {
  private static final List<String> ALL = List.of("primary", "primary", "replica", "stranger");

  /** What plans with servers declare besides. */
  static final String HANDLES =
      """
        let primary  = pg.server("primary")
        let replica  = pg.server("replica")
        let stranger = pg.server("stranger")
        record Count { n: Int }
      """;

  /**
   * A primary that was never seen by the run has no position that anything could be held against.
   */
  static final String FIRST = "warn \"the primary takes writes\" pg.writable(primary)\n";

  private final Draw draw;

  ServerLooks(Draw draw) {
    this.draw = draw;
  }

  String server() {
    return draw.of(ALL);
  }

  /** Whether the session that is there from the beginning is still there. */
  static String batch(String server) {
    return "any(one in pg.sessions(%s) where one.application == \"%s\")"
        .formatted(server, PlanServers.BATCH);
  }

  /** A condition that looks at servers. */
  String condition() {
    return switch (draw.below(6)) {
      case 0 -> "not " + condition();
      case 1 -> "(" + look() + draw.from(" and ", " or ") + look() + ")";
      default -> look();
    };
  }

  /** What the statistics say, of which there is one row or none. */
  private static final List<String> ROWS =
      List.of(
          "pg_stat_activity WHERE application_name = 'batch'",
          "pg_stat_activity WHERE application_name = 'batch' AND state = 'idle' AND usename ="
              + " 'postgres'",
          "pg_stat_activity WHERE pid = pg_backend_pid() AND state = 'active'",
          "pg_stat_replication WHERE state = 'streaming' AND application_name = 'replica'",
          "pg_stat_replication WHERE sync_state = 'async' AND sent_lsn IS NOT NULL",
          "pg_stat_wal_receiver WHERE status = 'streaming'",
          "pg_stat_wal_receiver WHERE received_tli = 1 AND latest_end_lsn IS NOT NULL",
          "pg_settings WHERE name = 'max_connections' AND setting = '40'",
          "pg_settings WHERE name = 'max_connections' AND CAST(setting AS INT) > 10",
          "pg_settings WHERE name = 'no_such'",
          "pg_database WHERE datname = 'postgres'",
          "pg_database WHERE datname = 'godel' AND datallowconn",
          "pg_stat_database WHERE datname = 'godel'",
          "pg_database WHERE datname = 'template0' AND NOT datallowconn",
          "pg_database WHERE datistemplate AND datallowconn",
          "pg_stat_database WHERE datname IS NULL AND numbackends IS NULL",
          "no_such_table",
          "pg_stat_activity WHERE no_such_column = 1");

  /** Values of a server, of each of which there is one. */
  private static final List<String> VALUES =
      List.of(
          "CASE WHEN pg_is_in_recovery() THEN 1 ELSE 0 END",
          "CASE WHEN pg_last_wal_receive_lsn() IS NULL THEN 1 ELSE 0 END",
          "CASE WHEN pg_current_wal_lsn() IS NULL THEN 1 ELSE 0 END",
          "CASE WHEN current_setting('max_connections') = '40' THEN 1 ELSE 0 END",
          "CASE WHEN version() LIKE 'PostgreSQL%' THEN 1 ELSE 0 END",
          "CASE WHEN now() >= pg_postmaster_start_time() THEN 1 ELSE 0 END",
          "CASE WHEN current_setting('no_such') = '40' THEN 1 ELSE 0 END",
          "length('four') - 3",
          "COALESCE(NULL, 1)",
          "1 / 0");

  private String queried(String server) {
    String text =
        draw.oneIn(2)
            ? "SELECT count(*) AS n FROM " + draw.of(ROWS)
            : "SELECT " + draw.of(VALUES) + " AS n";
    return "any(row in pg.query(%s, sql\"\"\"%s\"\"\" as Count) where row.n == 1)"
        .formatted(server, text);
  }

  String look() {
    String it = server();
    return switch (draw.below(20)) {
      case 0, 1 -> "pg.answers(" + it + ")";
      case 2 -> "pg.writable(" + it + ")";
      case 3 -> "pg.in_recovery(" + it + ")";
      case 4 -> "pg.timeline(" + it + ") == " + draw.from("1", "2");
      case 5 -> "pg.replication(" + it + ")." + draw.from("in_recovery", "streaming");
      case 6 -> "size(pg.standbys(" + it + ")) == " + draw.from("0", "1");
      case 7 -> "any(one in pg.standbys(" + it + ") where one.state == \"streaming\")";
      case 8 -> "pg.wal_receiver(" + it + ") != none";
      case 9 -> "pg.replay_lag(" + it + ") < 16MiB";
      case 10 -> "pg.loss_bound(replica, " + it + ") < 16MiB";
      case 11 ->
          "pg.setting("
              + it
              + ", name: \""
              + draw.from("max_connections", "no_such")
              + "\") == \"40\"";
      case 12 -> batch(it);
      case 14 -> "size(pg.slots(" + it + ")) == " + draw.from("0", "1");
      case 13 -> "pg.system_identifier(primary) == pg.system_identifier(" + it + ")";
      default -> queried(it);
    };
  }
}
