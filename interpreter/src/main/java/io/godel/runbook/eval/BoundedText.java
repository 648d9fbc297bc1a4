package io.godel.runbook.eval;

/**
 * A text that can be looked at only so often: {@code java.util.regex} has no bound of its own, and
 * a pattern that backtracks without end must not hang a run.
 */
final class BoundedText implements CharSequence {
  /** Looks at a character, in one match. */
  static final int LOOKS_MAX = 10_000_000;

  private final CharSequence text;
  private final int[] looks;

  BoundedText(CharSequence text) {
    this(text, new int[1]);
  }

  private BoundedText(CharSequence text, int[] looks) {
    this.text = text;
    this.looks = looks;
  }

  @Override
  public char charAt(int index) {
    if (++looks[0] > LOOKS_MAX) {
      throw new ArithmeticException("the pattern needs more than " + LOOKS_MAX + " looks");
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new BoundedText(text.subSequence(start, end), looks);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
