package io.godel.runbook.run;

import java.nio.file.Path;
import java.util.Map;

/**
 * The folder in which runs are remembered, one for each user, by the XDG base directory
 * specification.
 *
 * @param folder absolute
 */
public record StateHome(Path folder) {
  private static final String VARIABLE = "XDG_STATE_HOME";
  private static final String STANDARD = ".local/state";
  private static final String OURS = "runbook";

  /**
   * @param environment of the process; a relative path in it counts as none, as the specification
   *     says
   * @param home of the user
   */
  public static StateHome of(Map<String, String> environment, Path home) {
    Path given = Path.of(environment.getOrDefault(VARIABLE, ""));
    Path states = given.isAbsolute() ? given : home.resolve(STANDARD);
    return new StateHome(states.resolve(OURS).toAbsolutePath());
  }

  /**
   * Makes the folders where they are not there yet.
   *
   * @throws StateException when they cannot be made, or others can write them
   */
  public void open() throws StateException {
    OwnFiles.demandFolder(folder);
    OwnFiles.demandFolder(runs());
    OwnFiles.demandFolder(locks());
    OwnFiles.demandFolder(plans());
  }

  /** Holds a folder for each run. */
  Path runs() {
    return folder.resolve("runs");
  }

  /** Holds a file for each target on which something ran. */
  Path locks() {
    return folder.resolve("locks");
  }

  /** Holds a file for each saved plan that was used. */
  Path plans() {
    return folder.resolve("plans");
  }
}
