package io.godel.runbook.backend.postgres;

/** What servers are asked, of PostgreSQL 13 and later. */
final class LookStatements {
  /** On a primary the log's own name has the timeline at once; the control file has it late. */
  static final String TIMELINE =
      """
      SELECT CASE WHEN pg_is_in_recovery()
        THEN greatest((SELECT timeline_id FROM pg_control_checkpoint()),
                      (SELECT min_recovery_end_timeline FROM pg_control_recovery()),
                      (SELECT received_tli FROM pg_stat_wal_receiver))
        ELSE ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int END""";

  static final String SYSTEM_IDENTIFIER =
      "SELECT system_identifier::text FROM pg_catalog.pg_control_system()";

  static final String IN_RECOVERY = "SELECT pg_is_in_recovery()::text";

  /** Whether it is a replica; of a primary also where its log ends. */
  static final String ROLE =
      """
      SELECT pg_is_in_recovery(),
        CASE WHEN pg_is_in_recovery() THEN NULL ELSE pg_current_wal_lsn()::text END""";

  /** What a replica has received counts from its last start: what it has replayed it also has. */
  static final String REPLICATION =
      """
      SELECT pg_is_in_recovery(),
        EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming'),
        greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())::text,
        pg_last_wal_replay_lsn()::text""";

  static final String STANDBYS =
      """
      SELECT application_name, state, sync_state,
        coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn), 0)::bigint
      FROM pg_stat_replication ORDER BY application_name, pid""";

  /** Columns that older versions do not have are false then; a slot in conflict is of no use. */
  static final String SLOTS =
      """
      SELECT slot_name, slot_type = 'logical', active,
        pg_wal_lsn_diff(
          CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
            ELSE pg_current_wal_lsn() END,
          restart_lsn)::bigint,
        coalesce(wal_status <> 'lost', true)
          AND NOT coalesce((whole ->> 'conflicting')::boolean, false)
          AND whole ->> 'invalidation_reason' IS NULL,
        coalesce((whole ->> 'failover')::boolean, false)
      FROM pg_replication_slots AS slot CROSS JOIN LATERAL to_jsonb(slot) AS whole
      WHERE NOT temporary ORDER BY slot_name""";

  static final String WAL_RECEIVER =
      """
      SELECT status, sender_host, received_tli, flushed_lsn::text, latest_end_lsn::text
      FROM pg_stat_wal_receiver""";

  /** Of clients; the run's own sessions are none of them. */
  static final String SESSIONS =
      """
      SELECT pid, backend_start, coalesce(usename, ''), coalesce(application_name, ''),
        coalesce(state, ''),
        extract(epoch FROM clock_timestamp() - coalesce(state_change, backend_start)),
        extract(epoch FROM clock_timestamp() - xact_start), coalesce(query, '')
      FROM pg_stat_activity
      WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
        AND application_name <> ?
      ORDER BY backend_start, pid""";

  static final String CONNECTED =
      """
      SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pid = ? AND backend_start = ?)""";

  static final String SETTING = "SELECT current_setting(?, true)";

  /** The session that was looked at, and none that has its number since (pid and start). */
  static final String TERMINATE =
      """
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE pid = ? AND backend_start = ? AND backend_type = 'client backend'
        AND pid <> pg_backend_pid() AND application_name <> ?""";

  /** How many of these are there still. */
  static final String LEFT =
      """
      SELECT count(*) FROM pg_stat_activity
      JOIN unnest(?, ?) AS told (pid, backend_start) USING (pid, backend_start)""";

  private LookStatements() {}
}
