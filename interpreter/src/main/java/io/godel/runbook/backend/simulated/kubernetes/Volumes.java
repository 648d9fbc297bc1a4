package io.godel.runbook.backend.simulated.kubernetes;

import java.util.Optional;
import java.util.function.BiConsumer;

/** Tells those who keep data that a claim, and with it their data, is gone. */
public final class Volumes {
  private Optional<BiConsumer<String, String>> listener = Optional.empty();

  /** @param listener takes the claim's name and the name of the pod that it belonged to */
  public void whenLost(BiConsumer<String, String> listener) {
    this.listener = Optional.of(listener);
  }

  void lost(String claim, String pod) {
    listener.ifPresent(it -> it.accept(claim, pod));
  }
}
