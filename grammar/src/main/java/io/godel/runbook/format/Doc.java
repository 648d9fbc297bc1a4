package io.godel.runbook.format;

import java.util.List;

/**
 * A text that can be laid out in several ways, from which {@link Page} chooses by the width.
 *
 * <p>{@code forced} says that it cannot stand on one line, whatever the width.
 */
sealed interface Doc {
  /** One step inwards. */
  int STEP = 2;

  Doc NOTHING = new Text("");
  Doc SPACE = new Space(1);

  boolean forced();

  /** Characters as they are; a string may go over several lines. */
  record Text(String text) implements Doc {
    @Override
    public boolean forced() {
      return false;
    }
  }

  /** Spaces between words; none at the beginning of a line. */
  record Space(int count) implements Doc {
    @Override
    public boolean forced() {
      return false;
    }
  }

  /**
   * A line end where the group around it is broken; otherwise a space or nothing.
   *
   * @param blank whether a blank line stands before the new line
   */
  record Line(boolean spaced, boolean hard, boolean blank) implements Doc {
    @Override
    public boolean forced() {
      return hard;
    }
  }

  record Concat(List<Doc> parts, boolean forced) implements Doc {}

  /** On one line as a whole, or broken at all its own lines. */
  record Group(Doc content, boolean forced) implements Doc {}

  /** The lines inside stand further in. */
  record Nest(int by, Doc content) implements Doc {
    @Override
    public boolean forced() {
      return content.forced();
    }
  }

  /**
   * As many pieces on a line as it holds, the next lines further in.
   *
   * @param from the piece to go on with
   * @param broken whether the piece before was broken: the next one then begins a line
   */
  record Fill(List<Doc> pieces, int by, int from, boolean broken, boolean forced) implements Doc {
    Fill after(boolean wasBroken) {
      return new Fill(pieces, by, from + 1, wasBroken, forced);
    }
  }

  /** Only where the group around it is broken. */
  record WhenBroken(String text) implements Doc {
    @Override
    public boolean forced() {
      return false;
    }
  }

  /**
   * What stands behind an equals sign: on its line, or else whole on a line of its own, or else
   * broken.
   *
   * @param hugs whether it is broken on the line of the sign, as what has brackets around it
   */
  record Value(Doc content, boolean hugs) implements Doc {
    @Override
    public boolean forced() {
      return content.forced();
    }
  }

  /**
   * A comment.
   *
   * @param fresh whether it begins a line
   * @param ends whether it ends its line
   */
  record Note(String text, boolean fresh, boolean ends) implements Doc {
    @Override
    public boolean forced() {
      return fresh || ends;
    }
  }

  static Doc text(String text) {
    return new Text(text);
  }

  static Doc concat(List<Doc> parts) {
    return new Concat(List.copyOf(parts), parts.stream().anyMatch(Doc::forced));
  }

  static Doc concat(Doc... parts) {
    return concat(List.of(parts));
  }

  static Doc group(Doc content) {
    return new Group(content, content.forced());
  }

  static Doc nest(Doc... parts) {
    return new Nest(STEP, concat(parts));
  }

  static Doc fill(int by, List<Doc> pieces) {
    return pieces.size() == 1
        ? pieces.get(0)
        : new Fill(List.copyOf(pieces), by, 0, false, pieces.stream().anyMatch(Doc::forced));
  }

  /** A space where there is room, a line end where not. */
  static Doc line() {
    return new Line(true, false, false);
  }

  /** Nothing where there is room, a line end where not. */
  static Doc edge() {
    return new Line(false, false, false);
  }

  static Doc hard(boolean blank) {
    return new Line(true, true, blank);
  }
}
