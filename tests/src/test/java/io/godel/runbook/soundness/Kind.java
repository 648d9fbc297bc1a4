package io.godel.runbook.soundness;

/** The types that generated programs speak of, with one way to write each down. */
enum Kind {
  BOOL("Bool"),
  INT("Int"),
  DECIMAL("Decimal"),
  STRING("String"),
  DURATION("Duration"),
  BYTES("Bytes"),
  PERCENT("Percent"),
  INSTANT("Instant"),
  OPTIONAL("Int?"),
  INTS("List<Int>"),
  STRINGS("List<String>"),
  COUNTS("Map<String, Int>"),
  PAIR("Pair"),
  COLOUR("Colour");

  private final String written;

  Kind(String written) {
    this.written = written;
  }

  String written() {
    return written;
  }
}
