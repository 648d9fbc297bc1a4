package io.godel.runbook.engine;

import java.util.function.BiConsumer;

/**
 * Something that a run waits for, and what it does then.
 *
 * @param command what was asked of the driver, asked again after a resume
 * @param detached whether it goes on although its strand was cancelled: what became of an acting
 *     call has to be found out in any case
 */
record Waiting(String strand, Command command, boolean detached, BiConsumer<Turn, Input> then) {

  boolean isActing() {
    return command instanceof Command.Invoke invoke && invoke.call().acts();
  }
}
