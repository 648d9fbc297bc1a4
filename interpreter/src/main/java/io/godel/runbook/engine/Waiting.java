package io.godel.runbook.engine;

import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Something that a run waits for, and what it does then.
 *
 * @param command what was asked of the driver
 * @param detached whether it goes on although its strand was cancelled: what became of an acting
 *     call has to be found out in any case
 * @param gone how it goes on when the process that waited is gone; without it the driver is asked
 *     once more
 */
record Waiting(
    String strand,
    Command command,
    boolean detached,
    BiConsumer<Turn, Input> then,
    Optional<BiConsumer<Turn, Loss>> gone) {

  /** What is known of a call whose process is gone. */
  enum Loss {
    /** The journal does not have it, so it was never carried out. */
    NEVER_BEGAN,
    /** It was carried out, and what became of it is not in the journal. */
    NOT_ANSWERED
  }

  boolean isActing() {
    return command instanceof Command.Invoke invoke && invoke.call().acts();
  }

  /** Whether that is an answer to what was asked; what is none is dropped, whoever sent it. */
  boolean takes(Input input) {
    if (command instanceof Command.Invoke) {
      return input instanceof Input.Answered;
    }
    if (command instanceof Command.Wake) {
      return input instanceof Input.Woken;
    }
    Command.Request request = ((Command.Ask) command).request();
    boolean refusal = input instanceof Input.Decided it && it.decision() == Input.Decision.NO;
    if (request instanceof Command.Task) {
      return refusal || input instanceof Input.Acknowledged;
    }
    if (request instanceof Command.Choice) {
      return refusal || input instanceof Input.Chosen;
    }
    return input instanceof Input.Decided;
  }
}
