package io.godel.runbook.engine;

import java.util.function.Consumer;

/** The people around a run: asked once, they answer now, later or never. */
public interface Approver {

  /**
   * @param answer takes the input that answers the request, from any thread
   */
  void ask(Command.Request request, Consumer<Input> answer);

  /** The request is no longer of interest. */
  void withdraw(String request);
}
