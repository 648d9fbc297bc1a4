package io.godel.runbook.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** A process of its own that takes a lock, says so, and holds it until its input ends. */
final class LockHolder {
  private LockHolder() {}

  /**
   * @param args the file, and the run that wants it
   */
  public static void main(String[] args) throws StateException, IOException {
    LocalLock.Holder me =
        new LocalLock.Holder(args[1], ProcessHandle.current().pid(), "host", Instant.EPOCH);
    LocalLock.Attempt attempt = LocalLock.take(Path.of(args[0]), me);
    System.out.println(attempt instanceof LocalLock.Taken ? "taken" : attempt.toString());
    if (attempt instanceof LocalLock.Taken taken && System.in.read() < 0) {
      taken.lock().close();
    }
  }
}
