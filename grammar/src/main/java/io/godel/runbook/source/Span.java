package io.godel.runbook.source;

/**
 * A piece of a source text: from {@code start} to before {@code end}, in characters.
 *
 * <p>Two spans are equal when they mark the same characters of the same file object.
 */
public record Span(SourceFile source, int start, int end) {
  public Span {
    if (start < 0 || end < start || end > source.text().length()) {
      throw new AssertionError("span " + start + ".." + end + " outside of " + source);
    }
  }

  /** From the beginning of this one to the end of the other. */
  public Span to(Span last) {
    return new Span(source, start, Math.max(end, last.end));
  }

  public int line() {
    return source.line(start);
  }

  public int column() {
    return source.column(start);
  }

  /** The marked characters. */
  public String text() {
    return source.text().substring(start, end);
  }

  /** As {@code file:line:column}. */
  @Override
  public String toString() {
    return source.name() + ":" + line() + ":" + column();
  }
}
