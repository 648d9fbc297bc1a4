package io.godel.runbook.backend.backup;

import io.godel.runbook.backend.postgres.Login;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/** Proves a backup: all of it is read, restored into a database of its own, and looked at there. */
final class Trial {
  private static final int BLOCK = 1 << 16;
  private static final String APPLICATION = "runbook/trial";

  private final Login server;
  private final Restoring restoring;

  Trial(Login server, Restoring restoring) {
    this.server = server;
    this.restoring = restoring;
  }

  /** What was found. */
  record Proof(String checksum, long read, DatabaseLook.Contents contents) {}

  /**
   * @param database the name of the database that is made, and dropped in any case
   */
  Proof prove(Path dump, String database, Duration patience)
      throws BackupRefused, InterruptedException {
    Proof read = read(dump);
    List<String> contents = restoring.contents(dump, patience);
    long tables = contents.stream().filter(line -> line.contains(" TABLE DATA ")).count();
    try (Connection admin = server.connect(APPLICATION)) {
      execute(admin, "CREATE DATABASE " + database + " TEMPLATE template0");
      try {
        return new Proof(
            read.checksum(), read.read(), restored(dump, server.with(database), tables, patience));
      } finally {
        execute(admin, "DROP DATABASE IF EXISTS " + database);
      }
    } catch (SQLException failure) {
      throw BackupRefused.said(failure);
    }
  }

  private DatabaseLook.Contents restored(Path dump, Login into, long tables, Duration patience)
      throws BackupRefused, InterruptedException, SQLException {
    Restoring.Ended ended = restoring.restore(dump, into, false, patience);
    if (ended.code() != 0) {
      throw Restoring.refusal(ended);
    }
    try (Connection look = into.connect(APPLICATION)) {
      DatabaseLook.Contents found = DatabaseLook.contents(look);
      if (found.tables() < tables || found.rows() == 0) {
        throw BackupRefused.of(
            "unreadable",
            "the backup names data of %d tables, and restored are %d tables with %d rows"
                .formatted(tables, found.tables(), found.rows()));
      }
      return found;
    }
  }

  private static void execute(Connection at, String statement) throws SQLException {
    try (Statement run = at.createStatement()) {
      run.execute(statement);
    }
  }

  private static Proof read(Path dump) throws BackupRefused, InterruptedException {
    try (InputStream stream = Files.newInputStream(dump)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] block = new byte[BLOCK];
      long read = 0;
      for (int got = stream.read(block); got >= 0; got = stream.read(block)) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        digest.update(block, 0, got);
        read += got;
      }
      return new Proof(
          HexFormat.of().formatHex(digest.digest()), read, new DatabaseLook.Contents(0, 0));
    } catch (NoSuchFileException gone) {
      throw BackupRefused.of("not_found", "there is no such backup in the store");
    } catch (IOException failure) {
      throw BackupRefused.of("unreadable", "the backup cannot be read: " + failure.getMessage());
    } catch (NoSuchAlgorithmException never) {
      throw new AssertionError("every Java has SHA-256", never);
    }
  }
}
