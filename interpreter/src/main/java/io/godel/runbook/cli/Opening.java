package io.godel.runbook.cli;

import io.godel.runbook.backend.kubernetes.Access;
import io.godel.runbook.targets.LiveTarget;
import io.godel.runbook.targets.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A target that is being connected to while the caller does something else. */
final class Opening implements AutoCloseable {
  private final CompletableFuture<LiveTarget> opening;

  private Opening(CompletableFuture<LiveTarget> opening) {
    this.opening = opening;
  }

  /**
   * @param run the run's name, by which servers know it
   */
  static Opening begin(RunbookCommand parent, Target target, Access access, String run) {
    return new Opening(
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Reach.open(parent, target, access, run);
              } catch (IOException refused) {
                throw new UncheckedIOException(refused);
              }
            }));
  }

  /**
   * @throws IOException when the target cannot be reached, or is another one
   */
  LiveTarget await() throws IOException {
    try {
      return opening.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof UncheckedIOException refused) {
        throw refused.getCause();
      }
      throw failed;
    }
  }

  /** A target that could not be opened needs no closing. */
  @Override
  public void close() {
    opening.thenAccept(LiveTarget::close).exceptionally(refused -> null).join();
  }
}
