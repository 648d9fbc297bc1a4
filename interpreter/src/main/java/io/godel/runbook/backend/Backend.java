package io.godel.runbook.backend;

import java.util.function.Consumer;

/**
 * The world as the engine sees it: something that carries out native actions.
 *
 * <p>The engine's logic is the same for every backend; only the way in which calls are answered
 * differs.
 */
public interface Backend {

  /**
   * Starts the call and hands its outcome over once, now or later, from any thread.
   *
   * <p>Whatever goes wrong becomes an {@link Outcome}; an exception is a bug.
   */
  void start(Call call, Consumer<Outcome> answer);
}
