package io.godel.runbook.cli;

import java.util.Arrays;
import java.util.Locale;

/** The program as it is started on a machine with that locale. */
public final class InLocale {
  private InLocale() {}

  /**
   * @param args the locale, and then what the program is given
   */
  public static void main(String[] args) {
    Locale.setDefault(Locale.forLanguageTag(args[0]));
    Main.main(Arrays.copyOfRange(args, 1, args.length));
  }
}
