package io.godel.runbook.cli;

import java.util.Locale;

/** The process entry point: hands the arguments to the command line and exits with its code. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // What is written is read again, and is the same on every machine: stories, plans, journals.
    Locale.setDefault(Locale.ROOT);
    Unheard.libraries();
    System.exit(RunbookCommand.execute(Console.system(), args));
  }
}
