package io.godel.runbook.cli;

/** The process entry point: hands the arguments to the command line and exits with its code. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Unheard.libraries();
    System.exit(RunbookCommand.execute(Console.system(), args));
  }
}
