package io.godel.runbook.cli;

import io.godel.runbook.run.RunFolder;
import io.godel.runbook.run.Stand;
import io.godel.runbook.run.StateHome;
import java.nio.file.Path;
import java.util.Map;

/** The runs of this user, and the words for how they stand. */
final class Remembered {
  private Remembered() {}

  static StateHome home(Console console) {
    Map<String, String> environment = console.environment();
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    return StateHome.of(environment, Path.of(home));
  }

  /** In one or two words. */
  static String word(Stand stand) {
    return stand
        .ending()
        .map(ending -> Json.name(ending.kind()))
        .orElse(Json.name(stand.kind()))
        .replace('_', ' ');
  }

  /** The time of a run's start, to the second. */
  static String started(RunFolder run) {
    return run.head().started().toString().replaceFirst("(\\.\\d+)?Z$", "Z");
  }
}
