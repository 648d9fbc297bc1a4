package io.godel.runbook.lab.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The Redis that the tests bring along. */
public final class TestRedis {
  private static final String PACKED = "/redis-server-7.0.15-linux-amd64";

  private TestRedis() {}

  /** The server's program, put into the folder where it is not there yet. */
  public static Path program(Path folder) throws IOException {
    Path program = folder.resolve("redis-server");
    if (!Files.exists(program)) {
      Files.createDirectories(folder);
      try (InputStream packed = TestRedis.class.getResourceAsStream(PACKED)) {
        Files.copy(packed, program);
      }
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }
    return program;
  }

  /** A server that runs, with its files in the folder. */
  public static RedisProcess start(Path folder, String password, String... settings)
      throws IOException, InterruptedException {
    RedisProcess server =
        RedisProcess.create(program(folder), folder.resolve("data"), password, settings);
    server.start();
    return server;
  }
}
