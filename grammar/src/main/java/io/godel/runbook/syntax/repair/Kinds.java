package io.godel.runbook.syntax.repair;

import java.util.BitSet;

/** Some kinds of words. It is asked for each word of each text, and looks at one bit. */
final class Kinds {
  private final BitSet types;

  private Kinds(BitSet types) {
    this.types = types;
  }

  static Kinds of(int... types) {
    BitSet bits = new BitSet();
    for (int type : types) {
      bits.set(type);
    }
    return new Kinds(bits);
  }

  /** The end of the text is of no kind. */
  boolean contains(int type) {
    return type >= 0 && types.get(type);
  }
}
