package io.godel.runbook.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/** A process in which a library and Java log the worst, as a driver does whose server is gone. */
public final class ChattyLibrary {
  private ChattyLibrary() {}

  public static void main(String[] args) {
    Unheard.libraries();
    Logger.getLogger("org.postgresql.Driver")
        .log(Level.SEVERE, "the worst has happened", new IllegalStateException("with its trace"));
    System.getLogger("java.net.http").log(System.Logger.Level.ERROR, "and to Java too");
    System.out.println("said nothing");
  }
}
