package io.godel.runbook.byhand;

import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What psql, redis-cli and curl are to be told. */
final class ServerCommands {
  private final Map<String, Function<Given, String>> commands = new LinkedHashMap<>();

  private ServerCommands() {}

  static Map<String, Function<Given, String>> all() {
    ServerCommands made = new ServerCommands();
    made.postgres();
    made.replication();
    made.redis();
    made.http();
    made.backups();
    return made.commands;
  }

  private void put(String action, Function<Given, String> command) {
    commands.put(action, command);
  }

  /** A server's connection stands in a variable: {@code $PG_PRIMARY}. */
  static String variable(String prefix, Given it, String parameter) {
    return it.handle(parameter)
        .map(
            handle ->
                "$"
                    + prefix
                    + "_"
                    + Shell.name(ValueText.plain(handle.part("name"))).toUpperCase(Locale.ROOT))
        .orElse("$" + prefix);
  }

  private static String psql(Given it, String server, String sql) {
    return "psql \"%s\" -XAt -c %s".formatted(variable("PG", it, server), Shell.word(sql));
  }

  private void sql(String action, String server, String statement) {
    put(action, it -> psql(it, server, statement));
  }

  private void postgres() {
    put(
        "pg.answers",
        it ->
            "pg_isready -qd \"%s\" && echo true || echo false"
                .formatted(variable("PG", it, "server")));
    sql("pg.writable", "server", "SELECT NOT pg_is_in_recovery()");
    sql("pg.in_recovery", "server", "SELECT pg_is_in_recovery()");
    sql("pg.timeline", "server", "SELECT timeline_id FROM pg_control_checkpoint()");
    sql("pg.system_identifier", "server", "SELECT system_identifier FROM pg_control_system()");
    sql(
        "pg.sessions",
        "server",
        "SELECT pid, backend_start, usename, application_name, state, now() - state_change,"
            + " now() - xact_start, query FROM pg_stat_activity"
            + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
    put("pg.connected", commands.get("pg.sessions"));
    put("pg.setting", it -> psql(it, "server", "SHOW " + it.plain("name")));
    put("pg.query", it -> psql(it, "server", statement(it)));
    put("pg.execute", it -> psql(it, "server", statement(it)));
    put("pg.terminate", ServerCommands::terminate);
  }

  private void replication() {
    sql(
        "pg.replication",
        "server",
        "SELECT pg_is_in_recovery(), pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn(),"
            + " (SELECT timeline_id FROM pg_control_checkpoint())");
    sql(
        "pg.standbys",
        "server",
        "SELECT application_name, state, sync_state, pg_wal_lsn_diff(sent_lsn, replay_lsn)"
            + " FROM pg_stat_replication");
    sql(
        "pg.slots",
        "server",
        "SELECT slot_name, slot_type, active, restart_lsn, wal_status FROM pg_replication_slots"
            + " WHERE NOT temporary");
    sql("pg.wal_receiver", "replica", "SELECT * FROM pg_stat_wal_receiver");
    sql(
        "pg.replay_lag",
        "replica",
        "SELECT pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())");
    sql(
        "pg.loss_bound",
        "candidate",
        "SELECT pg_last_wal_receive_lsn(), (SELECT latest_end_lsn FROM pg_stat_wal_receiver)");
    put(
        "pg.fence",
        it ->
            it.handle("proof")
                .map(
                    set ->
                        "kubectl -n %s get %s/%s,pods | grep %s   # no replica wanted, no pod left"
                            .formatted(
                                KubectlCommands.namespace(set),
                                KubectlCommands.resource(set),
                                KubectlCommands.name(set),
                                KubectlCommands.name(set)))
                .orElse("kubectl get pods   # no pod of " + it.word("proof") + " may be left"));
    put(
        "pg.fenced_by_word",
        it -> "! pg_isready -d \"%s\"".formatted(variable("PG", it, "server")));
    sql("pg.promote", "candidate", "SELECT pg_promote(true, 60)");
  }

  private static String statement(Given it) {
    if (!(it.value("sql").orElse(null) instanceof Value.Statement statement)) {
      return it.word("sql");
    }
    StringBuilder text = new StringBuilder(statement.fragments().get(0));
    for (int i = 0; i < statement.parameters().size(); i++) {
      String value = ValueText.plain(statement.parameters().get(i));
      text.append('\'').append(value.replace("'", "''")).append('\'');
      text.append(statement.fragments().get(i + 1));
    }
    return text.toString().strip().replaceAll("\\s+", " ");
  }

  private static String terminate(Given it) {
    if (!(it.value("sessions").orElse(null) instanceof Value.Items sessions)) {
      return psql(
          it,
          "server",
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid IN (<the pids seen>)"
              + " AND backend_start IN (<their starts>)");
    }
    String which =
        sessions.values().stream()
            .map(Value.Fields.class::cast)
            .map(
                session ->
                    "(%s, timestamptz '%s')"
                        .formatted(
                            ValueText.plain(session.field("pid")),
                            ValueText.plain(session.field("started"))))
            .collect(Collectors.joining(", "));
    return psql(
        it,
        "server",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE (pid, backend_start) IN ("
            + which
            + ")");
  }

  private static String redis(Given it, String rest) {
    String where =
        it.handle("server")
            .map(
                server ->
                    "-h %s -p %s"
                        .formatted(
                            ValueText.plain(server.part("host")),
                            ValueText.plain(server.part("port"))))
            .orElse("-h <host>");
    return "redis-cli " + where + " " + rest;
  }

  private void redis() {
    put("redis.ping", it -> redis(it, "PING"));
    put("redis.info", it -> redis(it, "INFO"));
    put("redis.queue_length", it -> redis(it, "LLEN " + it.word("key")));
    put(
        "redis.key_count",
        it -> redis(it, "--scan --pattern %s | wc -l".formatted(it.word("pattern"))));
    put("redis.largest", it -> redis(it, "--memkeys"));
    put("redis.setting", it -> redis(it, "CONFIG GET " + it.word("name")));
    put(
        "redis.expendable",
        it ->
            redis(it, "--scan --pattern %s".formatted(it.word("pattern")))
                + " | while read -r key; do "
                + redis(it, "TTL \"$key\"")
                + "; done");
    put(
        "redis.unlink",
        it ->
            redis(it, "--scan --pattern %s".formatted(it.word("pattern")))
                + " | xargs -r -n 100 "
                + redis(it, "UNLINK"));
    put(
        "redis.set",
        it -> redis(it, "CONFIG SET %s %s".formatted(it.word("name"), it.word("value"))));
    put(
        "redis.set_max_memory",
        it ->
            redis(
                it,
                "CONFIG SET maxmemory "
                    + (it.value("to").orElse(null) instanceof Value.Size size
                        ? Long.toString(size.bytes())
                        : it.word("to"))));
    put("redis.rewrite_append_only_file", it -> redis(it, "BGREWRITEAOF"));
  }

  private void http() {
    put("notify.post", ServerCommands::told);
    put("http.fetch", it -> KubectlCommands.curl(it.word("url")));
    put("http.post", it -> sent("POST", it));
    put("http.put", it -> sent("PUT", it));
    put("http.patch", it -> sent("PATCH", it));
    put(
        "http.delete",
        it ->
            it.list("urls").stream()
                .map(url -> KubectlCommands.curl("-X DELETE " + Shell.word(url)))
                .collect(Collectors.joining("\n")));
  }

  private static String sent(String method, Given it) {
    return KubectlCommands.curl(
        "-X %s -d %s %s".formatted(method, it.word("body"), it.word("url")));
  }

  /** Where backups lie is known to the target profile alone. */
  private void backups() {
    put("backup.list", it -> "ls -ltr \"%s\"".formatted(variable("BACKUPS", it, "store")));
    put(
        "backup.verify",
        it ->
            "pg_restore --list \""
                + file(it)
                + "\" && pg_restore -d \"$PG_TRIAL\" --exit-on-error \""
                + file(it)
                + "\"");
    put(
        "backup.restore",
        it ->
            "pg_restore -d \"%s\" --single-transaction --exit-on-error \"%s\""
                .formatted(variable("PG", it, "into"), file(it)));
    put("backup.restored", it -> "psql \"%s\" -c '\\dt+'".formatted(variable("PG", it, "into")));
  }

  private static String file(Given it) {
    String name =
        it.value("backup").orElse(null) instanceof Value.Fields backup
            ? ValueText.plain(backup.field("name"))
            : "<name>";
    return variable("BACKUPS", it, "store") + "/" + name;
  }

  /** Telling people needs no program. */
  private static String told(Given it) {
    return "# tell " + it.plain("channel") + ": " + it.plain("text");
  }
}
