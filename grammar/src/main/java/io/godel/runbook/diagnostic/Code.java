package io.godel.runbook.diagnostic;

/**
 * The catalogue of everything that the front end can say, each with a stable code.
 *
 * <p>The families: E00 files, E01 syntax, E02 names, E03 types, E04 effects and places, E05
 * evidence, E06 secrets, E07 SQL, E08 the shape of a runbook, E09 worlds. A code is never given a new meaning.
 */
public enum Code {
  UNEXPECTED("E0101", "the text does not follow the grammar here"),
  LITERAL_OUT_OF_RANGE("E0102", "a number, date or amount does not exist or does not fit"),

  // Worlds

  WORLD_SYNTAX("E0901", "a world file is no YAML, or not of the kind that is read"),
  WORLD_UNKNOWN_KEY("E0902", "a world file has a key that means nothing there"),
  WORLD_WRONG_VALUE("E0903", "a world file has a value of another kind than its key needs"),
  WORLD_MISSING_KEY("E0904", "a world file lacks a key that it needs"),
  WORLD_LIMIT("E0905", "a world file is larger than what is read");

  private final String id;
  private final String summary;

  Code(String id, String summary) {
    this.id = id;
    this.summary = summary;
  }

  /** The code as people quote it, for example {@code E0101}. */
  public String id() {
    return id;
  }

  /** What the code stands for, in one clause. */
  public String summary() {
    return summary;
  }
}
