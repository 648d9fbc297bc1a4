package io.godel.runbook.backend.simulated.kubernetes;

import java.util.Optional;
import java.util.function.Consumer;

/** Tells those who keep data that a claim, and with it their data, is gone. */
public final class Volumes {
  private Optional<Consumer<String>> listener = Optional.empty();

  /**
   * @param listener takes the claim's name
   */
  public void whenLost(Consumer<String> listener) {
    this.listener = Optional.of(listener);
  }

  void lost(String claim) {
    listener.ifPresent(it -> it.accept(claim));
  }
}
