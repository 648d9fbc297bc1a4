package io.godel.runbook.cli;

import java.io.IOException;
import java.util.logging.LogManager;

/**
 * Gives the loggers of libraries nobody to write to: what a driver logs is told in the outcome of
 * the call, in our words and without its stack traces.
 */
public final class Unheard {
  private static final String MANAGER = "java.util.logging.manager";
  private static final String CONFIGURATION = "java.util.logging.config.class";
  private static final String FILE = "java.util.logging.config.file";

  private Unheard() {}

  /** Whoever wants to hear libraries names a file, as for every Java program. */
  static void libraries() {
    if (System.getProperty(FILE) == null && System.getProperty(CONFIGURATION) == null) {
      System.setProperty(MANAGER, Nobody.class.getName());
      // Where there is a configuration, what Java itself logs goes to this manager too.
      System.setProperty(CONFIGURATION, Nobody.class.getName());
    }
  }

  /** Made by its name, when the first library asks for a logger. */
  public static final class Nobody extends LogManager {
    /**
     * There is none. If there were one, Java would look for another system of logging in all
     * libraries and open their archives, which takes as long as to read a runbook.
     */
    @Override
    public void readConfiguration() throws IOException {
      throw new IOException("libraries have nobody to write to");
    }
  }
}
