package io.godel.runbook.cli;

import io.godel.runbook.engine.Clock;
import io.godel.runbook.engine.Driver;
import io.godel.runbook.engine.Ending;
import io.godel.runbook.engine.Input;
import java.io.PrintStream;

/**
 * How a live run is stopped from outside: the first signal lets it finish the current calls, the
 * second one stops it where it is. Both leave a run that can be resumed.
 */
final class Stopping {
  private final Driver driver;
  private final Clock clock;
  private final PrintStream err;
  private final String run;

  private Stopping(Driver driver, Clock clock, PrintStream err, String run) {
    this.driver = driver;
    this.clock = clock;
    this.err = err;
    this.run = run;
  }

  /**
   * Listens until it is closed; to be closed when the run is at its end.
   *
   * @param err is told what happens
   * @param run the run's name
   */
  static Interrupts of(Driver driver, Clock clock, PrintStream err, String run) {
    Stopping stopping = new Stopping(driver, clock, err, run);
    return Interrupts.listen(stopping::soon, stopping::now);
  }

  private void soon(String signal) {
    driver.submit(new Input.Interrupted(clock.now(), signal));
    err.println(signal + ": the current calls are finished first; once more stops at once");
  }

  private void now() {
    err.println("stopped at once; to go on: runbook resume " + run);
    err.flush();
    // No hook and no other thread gets to do anything: what the journal has is what happened.
    Runtime.getRuntime().halt(Ending.Kind.INTERRUPTED.exitCode());
  }
}
