package io.godel.runbook.lab;

/** The steady clock of the machine, which a lab follows. */
final class LabSystemClock {
  private LabSystemClock() {}

  static long now() {
    return System.nanoTime();
  }
}
