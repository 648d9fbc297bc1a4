package io.godel.runbook.backend.backup;

import io.godel.runbook.backend.postgres.Login;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@code pg_restore}. A password reaches it in a file that nobody else can read, never on its
 * command line or in its environment.
 */
final class Restoring {
  /** What its sessions are called. */
  static final String APPLICATION = "runbook/restore";

  private static final int SAID_MAX = 4 << 20;

  private final Path program;
  private final Map<String, String> environment;
  private final Path scratch;

  /**
   * @param scratch a folder of ours that is removed when the call ends
   */
  Restoring(Path program, Map<String, String> environment, Path scratch) {
    this.program = program;
    this.environment = environment;
    this.scratch = scratch;
  }

  /**
   * How the program ended.
   *
   * @param code its exit code; it proves nothing by itself
   */
  record Ended(int code, String out, String said) {
    /** The line that says what was wrong. */
    String reason() {
      return said.lines()
          .filter(line -> line.contains("error"))
          .findFirst()
          .or(() -> said.lines().findFirst())
          .orElse("pg_restore ended with " + code);
    }
  }

  /** What the dump has in it; refused for what is no dump. */
  List<String> contents(Path dump, Duration patience) throws BackupRefused, InterruptedException {
    Ended ended = run(List.of("--list", dump.toString()), Map.of(), patience);
    if (ended.code() != 0) {
      throw refusal(ended);
    }
    return ended.out().lines().filter(line -> !line.startsWith(";")).toList();
  }

  /** Restores in one transaction: all of it, or nothing. */
  Ended restore(Path dump, Login into, boolean owner, Duration patience)
      throws BackupRefused, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--single-transaction",
                "--exit-on-error",
                "--no-password",
                "--dbname=" + into.database()));
    if (!owner) {
      arguments.addAll(List.of("--no-owner", "--no-acl"));
    }
    arguments.add(dump.toString());
    return run(arguments, connection(into), patience);
  }

  private Map<String, String> connection(Login into) throws BackupRefused {
    Map<String, String> variables = new LinkedHashMap<>(into.variables());
    variables.put("PGAPPNAME", APPLICATION);
    if (into.password().isPresent()) {
      variables.put("PGPASSFILE", passwordFile(into.password().get()).toString());
    }
    return variables;
  }

  private Path passwordFile(String password) throws BackupRefused {
    Path file = scratch.resolve("pgpass");
    String escaped = password.replace("\\", "\\\\").replace(":", "\\:");
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, "*:*:*:*:" + escaped + "\n");
      return file;
    } catch (IOException failure) {
      throw BackupRefused.of("failed", "no file can be made for the password");
    }
  }

  private Ended run(List<String> arguments, Map<String, String> variables, Duration patience)
      throws BackupRefused, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    Path out = scratch.resolve("out");
    Path said = scratch.resolve("said");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("PATH", environment.getOrDefault("PATH", ""));
    builder.environment().put("LC_ALL", "C");
    builder.environment().putAll(variables);
    builder.redirectOutput(out.toFile()).redirectError(said.toFile());
    try {
      Process process = builder.start();
      try {
        process.getOutputStream().close();
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new InterruptedException("pg_restore did not end in time");
        }
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      return new Ended(process.exitValue(), text(out), text(said));
    } catch (IOException failure) {
      throw BackupRefused.of("no_program", "pg_restore cannot be started: " + failure.getMessage());
    }
  }

  private static String text(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return new String(stream.readNBytes(SAID_MAX), StandardCharsets.UTF_8);
    }
  }

  /** What came of it where it did not end well. */
  static BackupRefused refusal(Ended ended) {
    String reason = ended.reason();
    if (reason.contains("unsupported version")) {
      return BackupRefused.of(
          "no_program", reason + ": the dump was made by a newer pg_dump; install its pg_restore");
    }
    if (reason.contains("could not open input file")) {
      return BackupRefused.of("not_found", reason);
    }
    boolean broken =
        List.of(
                "could not read",
                "end of file",
                "magic string",
                "valid archive",
                "input file",
                "could not uncompress",
                "could not decompress",
                "unrecognized data block",
                "unexpected block",
                "found unexpected",
                "out of range for table of contents")
            .stream()
            .anyMatch(reason::contains);
    return BackupRefused.of(broken ? "unreadable" : "invalid", reason);
  }

  /** Whether nobody knows how the transaction ended. */
  static boolean isLost(Ended ended) {
    return ended.said().contains("server closed the connection unexpectedly")
        || ended.said().contains("connection to server was lost")
        || ended.said().contains("could not receive data from server");
  }
}
