package io.godel.runbook.cli;

import io.godel.runbook.diagnostic.Marks;
import io.godel.runbook.report.Style;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command writes: answers to {@code out}, progress and complaints to {@code err}, both in
 * UTF-8, with colours only where a terminal shows them.
 *
 * @param terminal whether a person looks at {@code out}
 * @param environment the variables of the process
 */
public record Console(
    PrintStream out, PrintStream err, boolean terminal, Map<String, String> environment) {

  /** The launcher knows whether its output is a terminal; Java can tell only since version 22. */
  private static final String TERMINAL = "runbook.terminal";

  /** When colours are used. */
  public enum Colours {
    AUTO,
    ALWAYS,
    NEVER
  }

  static Console system() {
    return new Console(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        Boolean.getBoolean(TERMINAL),
        System.getenv());
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /** An empty {@code NO_COLOR} counts as not set (no-color.org). */
  Style style(Colours colours) {
    boolean wanted =
        switch (colours) {
          case ALWAYS -> true;
          case NEVER -> false;
          case AUTO ->
              terminal
                  && environment.getOrDefault("NO_COLOR", "").isEmpty()
                  && !"dumb".equals(environment.get("TERM"));
        };
    return wanted ? Style.TERMINAL : Style.PLAIN;
  }

  /** How diagnostics are marked in that style. */
  static Marks marks(Style style) {
    return new Marks() {
      @Override
      public String error(String text) {
        return style.bad(text);
      }

      @Override
      public String place(String text) {
        return style.faint(text);
      }

      @Override
      public String help(String text) {
        return style.good(text);
      }
    };
  }
}
