package io.godel.runbook.lab.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A real PostgreSQL server on loopback, which can be stopped, killed, paused and copied. */
public final class PostgresProcess implements ServerProcess {
  /** The superuser of every server that is made here. */
  public static final String SUPERUSER = "postgres";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final String LOOPBACK = "127.0.0.1";

  private final PostgresBinaries binaries;
  private final Path data;
  private final String password;
  private final int port;
  private final List<String> databases;
  private boolean fresh;
  private volatile Optional<Process> process = Optional.empty();

  /** The process that runs, once. */
  private volatile boolean hasAnswered;

  private PostgresProcess(
      PostgresBinaries binaries, Path data, String password, int port, List<String> databases) {
    this.binaries = binaries;
    this.data = data;
    this.password = password;
    this.port = port;
    this.databases = databases;
  }

  /**
   * Makes an empty server in a folder that is not there yet.
   *
   * @param password of its superuser
   * @param databases are made when it starts on an empty folder, as a container's entry point does
   * @throws IOException when it cannot be made; the message has what initdb said
   */
  public static PostgresProcess create(
      PostgresBinaries binaries, Path data, String password, String... databases)
      throws IOException, InterruptedException {
    PostgresProcess server =
        new PostgresProcess(binaries, data, password, ServerProcess.freePort(), List.of(databases));
    server.initialize();
    return server;
  }

  private void initialize() throws IOException, InterruptedException {
    Files.createDirectories(data.toAbsolutePath().getParent());
    Path secret = Files.createTempFile(data.toAbsolutePath().getParent(), "initdb", ".pw");
    try {
      Files.writeString(secret, password + "\n");
      List<String> command =
          List.of(
              binaries.program("initdb").toString(),
              "--pgdata=" + data,
              "--username=" + SUPERUSER,
              "--pwfile=" + secret,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C",
              "--data-checksums",
              "--no-sync");
      Programs.run(command, Map.of(), log(data));
    } finally {
      Files.delete(secret);
    }
    set(
        List.of(
            "listen_addresses = '" + LOOPBACK + "'",
            "unix_socket_directories = ''",
            "port = " + port,
            "wal_level = replica",
            "max_wal_senders = 5",
            "wal_keep_" + (version() < 13 ? "segments = 16" : "size = '256MB'"),
            "hot_standby = on",
            "fsync = off",
            "max_connections = 40"));
    allow("host all all " + LOOPBACK + "/32 scram-sha-256");
    allow("host replication all " + LOOPBACK + "/32 scram-sha-256");
    fresh = true;
  }

  private static Path log(Path data) {
    return data.resolveSibling(data.getFileName() + ".log");
  }

  private int version() throws IOException {
    return Integer.parseInt(Files.readString(data.resolve("PG_VERSION")).strip());
  }

  /** Adds lines to the server's settings, which count from its next start. */
  public void set(List<String> lines) throws IOException {
    Files.write(data.resolve("postgresql.conf"), lines, StandardOpenOption.APPEND);
  }

  private void allow(String line) throws IOException {
    Files.writeString(data.resolve("pg_hba.conf"), line + "\n", StandardOpenOption.APPEND);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Path data() {
    return data;
  }

  @Override
  public Optional<Path> program(String name) {
    return Optional.of(binaries.program(name)).filter(Files::isExecutable);
  }

  /** As libpq and {@code pg_ctl} read them. */
  @Override
  public Map<String, String> environment() {
    return Map.of(
        "PGDATA", data.toString(),
        "PGHOST", LOOPBACK,
        "PGPORT", Integer.toString(port),
        "PGUSER", SUPERUSER,
        "PGPASSWORD", password);
  }

  @Override
  public void empty() throws IOException, InterruptedException {
    Folders.delete(data);
    initialize();
  }

  /** A connection of the superuser, which the caller closes. */
  public Connection connect() throws SQLException {
    return connect("postgres");
  }

  public Connection connect(String database) throws SQLException {
    return connect(database, SUPERUSER);
  }

  /**
   * @param user who has the password of the superuser
   */
  public Connection connect(String database, String user) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "30");
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/%s".formatted(LOOPBACK, port, database), properties);
  }

  /** Runs statements as the superuser, each in a transaction of its own. */
  public void execute(String database, String... statements) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /** The first column of the first row, as text. */
  public String ask(String database, String query) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      if (!rows.next()) {
        throw new SQLException("no row: " + query);
      }
      return rows.getString(1);
    }
  }

  @Override
  public void start() throws IOException, InterruptedException {
    launch();
    if (!hasAnswered) {
      await("the server takes connections", this::answers);
      makeDatabases();
      hasAnswered = true;
    }
  }

  /** Whoever starts it besides, as the lab does for its pod, finds it started. */
  private synchronized void launch() throws IOException {
    if (isRunning()) {
      return;
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            Programs.unprivileged(
                List.of(binaries.program("postgres").toString(), "-D", data.toString())));
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log(data).toFile()));
    hasAnswered = false;
    process = Optional.of(builder.start());
  }

  private synchronized void makeDatabases() throws IOException {
    if (!fresh) {
      return;
    }
    try {
      for (String each : databases) {
        execute("postgres", "CREATE DATABASE " + each);
      }
      fresh = false;
    } catch (SQLException failure) {
      throw new IOException("its databases cannot be made", failure);
    }
  }

  private boolean answers() throws IOException {
    if (!isRunning()) {
      throw new IOException("the server has ended: " + tail());
    }
    try (Connection connection = connect()) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  @Override
  public boolean answersNow() {
    try (Connection connection = connect()) {
      return connection.isValid(1);
    } catch (SQLException refused) {
      return false;
    }
  }

  private String tail() throws IOException {
    List<String> lines = Files.readAllLines(log(data));
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
  }

  /** Something that can be looked at again. */
  private interface Condition {
    boolean holds() throws IOException;
  }

  private void await(String what, Condition condition) throws IOException, InterruptedException {
    long patience = PATIENCE.dividedBy(PAUSE);
    for (long look = 0; look < patience; look++) {
      if (condition.holds()) {
        return;
      }
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    }
    throw new IOException("it did not come true that " + what + ": " + tail());
  }

  @Override
  public boolean isRunning() {
    return process.map(Process::isAlive).orElse(false);
  }

  /** Ends it in good order, its sessions at once: a fast shutdown, by SIGINT. */
  public void stop() throws IOException, InterruptedException {
    signal("INT", List.of(), false);
    ended();
  }

  @Override
  public synchronized void kill() throws InterruptedException {
    process.ifPresent(
        it -> {
          List<ProcessHandle> all = new ArrayList<>(it.descendants().toList());
          it.destroyForcibly();
          all.forEach(ProcessHandle::destroyForcibly);
        });
    ended();
  }

  private void ended() throws InterruptedException {
    Optional<Process> ending = process;
    if (ending.isPresent() && !ending.get().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("a killed server does not end");
    }
  }

  /** Stops every process of it where it is: whoever asks gets no answer. */
  public void pause() throws IOException, InterruptedException {
    signal("STOP", descendants(), true);
  }

  /** Lets it go on after {@link #pause}. */
  public void resume() throws IOException, InterruptedException {
    signal("CONT", descendants(), true);
  }

  private List<String> descendants() {
    return process.stream()
        .flatMap(Process::descendants)
        .map(handle -> Long.toString(handle.pid()))
        .toList();
  }

  private void signal(String name, List<String> others, boolean mustRun)
      throws IOException, InterruptedException {
    if (!isRunning()) {
      if (mustRun) {
        throw new IOException("the server does not run");
      }
      return;
    }
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    command.add(Long.toString(process.orElseThrow().pid()));
    command.addAll(others);
    // A process of the server may have ended by itself meanwhile.
    new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  /**
   * Makes a standby that streams from this server, which has to run, and starts it. Its data are a
   * copy of the files between the start and the end of a backup (PostgreSQL manual, 26.3.3).
   */
  public PostgresProcess standby(Path folder, String name)
      throws IOException, SQLException, InterruptedException {
    boolean newer = version() >= 15;
    String start = newer ? "pg_backup_start('copy', true)" : "pg_start_backup('copy', true, false)";
    String stop = newer ? "pg_backup_stop()" : "pg_stop_backup(false)";
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT " + start);
      DataCopy.copy(data, folder);
      try (ResultSet labels = statement.executeQuery("SELECT labelfile, spcmapfile FROM " + stop)) {
        labels.next();
        Files.writeString(folder.resolve("backup_label"), labels.getString(1));
        String map = labels.getString(2);
        if (map != null && !map.isEmpty()) {
          Files.writeString(folder.resolve("tablespace_map"), map);
        }
      }
    }
    PostgresProcess standby =
        new PostgresProcess(binaries, folder, password, ServerProcess.freePort(), databases);
    standby.set(
        List.of(
            "port = " + standby.port,
            "primary_conninfo = 'host=%s port=%d user=%s password=%s application_name=%s'"
                .formatted(LOOPBACK, port, SUPERUSER, password, name)));
    Files.writeString(folder.resolve("standby.signal"), "");
    standby.start();
    return standby;
  }

  /** Waits until the query gives that text. */
  public void awaitAnswer(String database, String query, String wanted)
      throws IOException, InterruptedException {
    await(
        query + " gives " + wanted,
        () -> {
          try {
            return wanted.equals(ask(database, query));
          } catch (SQLException notYet) {
            return false;
          }
        });
  }
}
