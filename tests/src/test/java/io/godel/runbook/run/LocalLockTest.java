package io.godel.runbook.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of several processes one has the lock, and the others know which. */
class LocalLockTest {
  private static final LocalLock.Holder ME =
      new LocalLock.Holder("run-2", 1, "here", Instant.EPOCH);

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("target.lock");
  }

  private Child holder(String run) throws IOException {
    return Child.start(LockHolder.class, List.of(file().toString(), run));
  }

  @Test
  void whoComesSecondIsToldWhoHasIt() throws Exception { // pain 22
    try (Child first = holder("run-1")) {
      assertEquals("taken", first.line());
      LocalLock.Attempt second = LocalLock.take(file(), ME);
      String expected =
          "run run-1, process %d on host since 1970-01-01T00:00:00Z".formatted(first.pid());
      assertEquals(expected, second.toString());
      try (Child third = holder("run-3")) {
        assertEquals(expected, third.line());
      }
    }
  }

  @Test
  void aLockThatIsGivenBackIsFree() throws Exception {
    try (Child first = holder("run-1")) {
      assertEquals("taken", first.line());
      first.endInput();
      assertEquals(0, first.exitCode());
      free();
    }
  }

  @Test
  void aLockEndsWithItsProcess() throws Exception { // pain 14
    try (Child first = holder("run-1")) {
      assertEquals("taken", first.line());
      first.kill();
      free();
    }
  }

  private void free() throws StateException, IOException {
    LocalLock.Taken taken = assertInstanceOf(LocalLock.Taken.class, LocalLock.take(file(), ME));
    try (Child other = holder("run-3")) {
      String line = other.line();
      assertTrue(line.startsWith("run run-2, process 1 on here"), line);
    } finally {
      taken.lock().close();
    }
  }

  @Test
  void whoHasJustTakenItMayNotHaveSaidSoYet() {
    assertEquals("another process", new LocalLock.Held(Optional.empty()).toString());
  }
}
