package io.godel.runbook.backend.simulated.postgres;

import io.godel.runbook.value.WalPosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.h2.api.Interval;

/** PostgreSQL's statistics views of one server, as tables filled from the model. */
final class StatisticsTables {
  /** Those that are kept in memory, so that a damaged disk does not keep them from answering. */
  static final Set<String> IN_MEMORY =
      Set.of(
          "pg_stat_activity",
          "pg_stat_replication",
          "pg_stat_wal_receiver",
          "pg_settings",
          "pg_stat_database");

  private static final String[] TABLES = {
    "CREATE TABLE model_fact (name VARCHAR PRIMARY KEY, content VARCHAR)",
    "CREATE TABLE model_wish (number INT GENERATED ALWAYS AS IDENTITY, what VARCHAR, pid INT)",
    """
    CREATE TABLE pg_stat_activity (datid BIGINT, datname VARCHAR, pid INT, leader_pid INT,
      usesysid BIGINT, usename VARCHAR, application_name VARCHAR, client_addr VARCHAR,
      client_hostname VARCHAR, client_port INT, backend_start TIMESTAMP WITH TIME ZONE,
      xact_start TIMESTAMP WITH TIME ZONE, query_start TIMESTAMP WITH TIME ZONE,
      state_change TIMESTAMP WITH TIME ZONE, wait_event_type VARCHAR, wait_event VARCHAR,
      state VARCHAR, backend_xid BIGINT, backend_xmin BIGINT, query_id BIGINT, query VARCHAR,
      backend_type VARCHAR)
    """,
    """
    CREATE TABLE pg_stat_replication (pid INT, usesysid BIGINT, usename VARCHAR,
      application_name VARCHAR, client_addr VARCHAR, client_hostname VARCHAR, client_port INT,
      backend_start TIMESTAMP WITH TIME ZONE, backend_xmin BIGINT, state VARCHAR,
      sent_lsn VARCHAR, write_lsn VARCHAR, flush_lsn VARCHAR, replay_lsn VARCHAR,
      write_lag INTERVAL DAY TO SECOND, flush_lag INTERVAL DAY TO SECOND,
      replay_lag INTERVAL DAY TO SECOND, sync_priority INT, sync_state VARCHAR,
      reply_time TIMESTAMP WITH TIME ZONE)
    """,
    """
    CREATE TABLE pg_stat_wal_receiver (pid INT, status VARCHAR, receive_start_lsn VARCHAR,
      receive_start_tli INT, written_lsn VARCHAR, flushed_lsn VARCHAR, received_tli INT,
      last_msg_send_time TIMESTAMP WITH TIME ZONE, last_msg_receipt_time TIMESTAMP WITH TIME ZONE,
      latest_end_lsn VARCHAR, latest_end_time TIMESTAMP WITH TIME ZONE, slot_name VARCHAR,
      sender_host VARCHAR, sender_port INT, conninfo VARCHAR)
    """,
    "CREATE TABLE pg_settings (name VARCHAR, setting VARCHAR, unit VARCHAR, context VARCHAR)",
    """
    CREATE TABLE pg_stat_database (datid BIGINT, datname VARCHAR, numbackends INT,
      checksum_failures BIGINT)
    """,
    """
    CREATE TABLE pg_database (oid BIGINT, datname VARCHAR, datistemplate BOOLEAN,
      datallowconn BOOLEAN)
    """,
  };

  private static final String DATABASE = "pg_database (oid, datname, datistemplate, datallowconn)";
  private static final long FIRST_OID = 16_384;
  private static final int RECEIVER_PID = 41;
  private static final int SENDER_PID = 61;

  private final PostgresModel model;
  private final PostgresServer server;
  private final Connection connection;
  private final Instant now;

  private StatisticsTables(PostgresModel model, PostgresServer server, Connection connection) {
    this.model = model;
    this.server = server;
    this.connection = connection;
    this.now = model.now();
  }

  static void fill(PostgresModel model, PostgresServer server, Connection connection)
      throws SQLException {
    StatisticsTables tables = new StatisticsTables(model, server, connection);
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute(table);
      }
      SqlFunctions.declare(statement);
    }
    tables.facts();
    tables.activity();
    tables.replication();
    tables.receiver();
    tables.settings();
    tables.databases();
  }

  private void facts() throws SQLException {
    fact("now", at(now).toString());
    fact("started", at(server.startedAt()).toString());
    fact("in_recovery", Boolean.toString(server.inRecovery()));
    fact("position", lsn(server.position()));
    fact("received", server.inRecovery() ? lsn(server.position()) : null);
    fact("replayed", server.inRecovery() ? lsn(server.replayed()) : null);
    fact("replayed_at", server.inRecovery() ? at(now.minus(lag(server))).toString() : null);
    fact("own_pid", Integer.toString(server.sessions().own().pid()));
    fact("database", databaseName());
  }

  private void fact(String name, String content) throws SQLException {
    insert("model_fact (name, content)", name, content);
  }

  private void activity() throws SQLException {
    for (Session session : server.sessions().clients()) {
      activity(session, session.query());
    }
    activity(server.sessions().own(), "");
  }

  private void activity(Session session, String query) throws SQLException {
    insert(
        "pg_stat_activity (datid, datname, pid, usename, application_name, backend_start,"
            + " xact_start, query_start, state_change, state, query, backend_type)",
        FIRST_OID,
        databaseName(),
        session.pid(),
        session.user(),
        session.application(),
        at(session.started()),
        session.transactionStart().map(StatisticsTables::at).orElse(null),
        at(session.stateChange()),
        at(session.stateChange()),
        session.state(),
        query,
        "client backend");
  }

  private void replication() throws SQLException {
    int pid = SENDER_PID;
    for (PostgresServer standby : model.standbys(server)) {
      Interval late = interval(standby.spec().latency());
      insert(
          "pg_stat_replication (pid, usename, application_name, backend_start, state, sent_lsn,"
              + " write_lsn, flush_lsn, replay_lsn, write_lag, flush_lag, replay_lag,"
              + " sync_priority, sync_state, reply_time)",
          pid++,
          "replicator",
          standby.name(),
          at(standby.startedAt()),
          "streaming",
          lsn(server.position()),
          lsn(standby.position()),
          lsn(standby.position()),
          lsn(standby.replayed()),
          late,
          late,
          interval(standby.spec().latency().plus(lag(standby))),
          0,
          "async",
          at(now));
    }
  }

  private void receiver() throws SQLException {
    if (!model.streaming(server)) {
      return;
    }
    insert(
        "pg_stat_wal_receiver (pid, status, receive_start_tli, written_lsn, flushed_lsn,"
            + " received_tli, last_msg_send_time, last_msg_receipt_time, latest_end_lsn,"
            + " latest_end_time, sender_host, sender_port)",
        RECEIVER_PID,
        "streaming",
        server.timeline(),
        lsn(server.position()),
        lsn(server.position()),
        server.timeline(),
        at(now.minus(server.spec().latency())),
        at(now),
        lsn(server.position()),
        at(now),
        server.upstream().map(name -> model.existing(name).spec().host()).orElse(null),
        PostgresModel.PORT);
  }

  private void settings() throws SQLException {
    for (var setting : server.settings().entrySet()) {
      insert("pg_settings (name, setting)", setting.getKey(), setting.getValue());
    }
  }

  /**
   * What initdb makes is there too (PostgreSQL manual, <i>Template Databases</i>), and a row for
   * what all share.
   */
  private void databases() throws SQLException {
    statistics(0, null, null, 0);
    database(1, "template1", true, true);
    database(4, "template0", true, false);
    if (server.databases().stream().noneMatch(it -> it.name().equals("postgres"))) {
      database(5, "postgres", false, true);
    }
    long oid = FIRST_OID;
    for (Database database : server.databases()) {
      boolean first = oid == FIRST_OID;
      int clients = first ? server.sessions().clients().size() : 0;
      statistics(oid, database.name(), clients, first && server.corrupted() ? 1 : 0);
      insert(DATABASE, oid, database.name(), false, true);
      oid++;
    }
  }

  private void database(long oid, String name, boolean template, boolean connects)
      throws SQLException {
    statistics(oid, name, 0, 0);
    insert(DATABASE, oid, name, template, connects);
  }

  /**
   * @param clients null for what all databases share
   */
  private void statistics(long oid, String name, Integer clients, int failures)
      throws SQLException {
    insert(
        "pg_stat_database (datid, datname, numbackends, checksum_failures)",
        oid,
        name,
        clients,
        failures);
  }

  private String databaseName() {
    return server.databases().isEmpty() ? "postgres" : server.databases().get(0).name();
  }

  private static Duration lag(PostgresServer server) {
    Optional<Duration> time = server.replayTime();
    return time.orElse(Duration.ZERO);
  }

  private void insert(String into, Object... values) throws SQLException {
    String marks = ", ?".repeat(values.length).substring(2);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + into + " VALUES (" + marks + ")")) {
      for (int i = 0; i < values.length; i++) {
        insert.setObject(i + 1, values[i]);
      }
      insert.executeUpdate();
    }
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static String lsn(long position) {
    return new WalPosition(position).toString();
  }

  private static Interval interval(Duration duration) {
    long days = duration.toDays();
    return Interval.ofDaysHoursMinutesNanos(
        days,
        duration.toHoursPart(),
        duration.toMinutesPart(),
        duration.toSecondsPart() * 1_000_000_000L + duration.toNanosPart());
  }
}
