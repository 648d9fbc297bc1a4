package io.godel.runbook.cli;

/**
 * Gives the loggers of libraries nobody to write to: what a driver logs is told in the outcome of
 * the call, in our words and without its stack traces.
 *
 * <p>{@code java.util.logging.LogManager} makes it by its name, when the first library asks for a
 * logger, and reads no other configuration then.
 */
public final class Unheard {
  private static final String CONFIGURATION = "java.util.logging.config.class";
  private static final String FILE = "java.util.logging.config.file";

  /** Whoever wants to hear libraries names a file, as for every Java program. */
  static void libraries() {
    if (System.getProperty(FILE) == null && System.getProperty(CONFIGURATION) == null) {
      System.setProperty(CONFIGURATION, Unheard.class.getName());
    }
  }
}
