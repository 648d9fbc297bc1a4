package io.godel.runbook.diagnostic;

/** How the parts of a rendered diagnostic are set apart on the medium that shows them. */
public interface Marks {
  /** For pipes, files and golden tests. */
  Marks PLAIN = new Marks() {};

  default String error(String text) {
    return text;
  }

  default String place(String text) {
    return text;
  }

  default String help(String text) {
    return text;
  }
}
