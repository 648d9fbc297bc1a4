package io.godel.runbook.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/** A process in which a library logs the worst, as a driver does whose server is gone. */
public final class ChattyLibrary {
  private ChattyLibrary() {}

  public static void main(String[] args) {
    Unheard.libraries();
    Logger.getLogger("org.postgresql.Driver")
        .log(Level.SEVERE, "the worst has happened", new IllegalStateException("with its trace"));
    System.out.println("said nothing");
  }
}
