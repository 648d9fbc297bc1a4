package io.godel.runbook.format;

/** The printed text as it grows: lines, each indented by the blocks around it. */
final class Lines {
  private static final String STEP = "  ";

  private final StringBuilder out = new StringBuilder();
  private int depth;

  void line(String text) {
    out.append(STEP.repeat(depth)).append(text).append('\n');
  }

  void open(String head) {
    line(head + " {");
    depth++;
  }

  /** A block without a head. */
  void openBare() {
    line("{");
    depth++;
  }

  void close() {
    depth--;
    line("}");
  }

  /** Between two branches of one statement. */
  void closeAndOpen(String head) {
    depth--;
    line("} " + head + " {");
    depth++;
  }

  void blank() {
    out.append('\n');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
