package io.godel.runbook.format;

import io.godel.runbook.syntax.Written.Part;
import io.godel.runbook.syntax.Written.Sentence;
import io.godel.runbook.syntax.Written.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lays out what stands one below the other: at most one blank line is kept between two things. */
final class Blocks {
  /** They have a blank line on both sides. */
  private static final Set<String> APART =
      Set.of(
          "runbook", "module", "scenario", "step", "assess", "recovered", "afterwards", "testDecl");

  private final Words words;
  private final Layout layout;

  Blocks(Words words, Layout layout) {
    this.words = words;
    this.layout = layout;
  }

  /** From brace to brace. */
  Doc block(List<Part> parts) {
    Word open = parts.get(0).first();
    Word close = parts.get(parts.size() - 1).last();
    Doc behind = words.trailing(open);
    return Doc.concat(words.word(open), body(behind, parts.subList(1, parts.size() - 1), close));
  }

  /** From brace to brace, on one line where there is room: for one thing alone. */
  Doc brief(List<Part> parts) {
    Word open = parts.get(0).first();
    Word close = parts.get(2).last();
    Part only = parts.get(1);
    Doc before = words.leading(open);
    Doc after = words.trailing(close);
    Doc content =
        Doc.concat(
            words.word(open),
            Doc.nest(
                Doc.line(),
                words.leading(only),
                layout.of(only),
                words.trailing(only),
                words.leading(close)),
            Doc.line(),
            words.word(close));
    return Doc.concat(before, Doc.group(content), after);
  }

  /** The things in a block and its closing brace. */
  Doc body(Doc behindOpen, List<? extends Part> items, Word close) {
    Doc end = words.trailing(close);
    Doc inside = items(items, false);
    Doc dangling = withoutBlankEnd(words.leading(close));
    boolean bare = dangling.equals(Doc.NOTHING);
    if (items.isEmpty() && bare && behindOpen.equals(Doc.NOTHING)) {
      return Doc.concat(words.word(close), end);
    }
    // The comments of an empty block stand below each other, whichever brace they stand beside.
    List<Doc> docs = new ArrayList<>();
    docs.add(items.isEmpty() ? Doc.hard(false) : behindOpen);
    docs.add(items.isEmpty() ? behindOpen : inside);
    docs.add(bare ? Doc.NOTHING : Doc.hard(!items.isEmpty() && Words.blankBefore(close)));
    docs.add(dangling);
    return Doc.concat(Doc.nest(docs.toArray(Doc[]::new)), Doc.hard(false), words.word(close), end);
  }

  /** A whole file. */
  Doc file(List<? extends Part> items, Word end) {
    Doc inside = items(items, true);
    boolean blank = !items.isEmpty() && Words.blankBefore(end);
    Doc dangling = words.leading(end);
    return Doc.concat(
        inside,
        dangling.equals(Doc.NOTHING) ? Doc.NOTHING : Doc.hard(blank),
        withoutBlankEnd(dangling),
        Doc.hard(false));
  }

  /** A blank line between the last comment and the closing brace goes. */
  private static Doc withoutBlankEnd(Doc dangling) {
    if (dangling instanceof Doc.Concat it
        && it.parts().get(it.parts().size() - 1) instanceof Doc.Line) {
      return Doc.concat(it.parts().subList(0, it.parts().size() - 1));
    }
    return dangling;
  }

  private Doc items(List<? extends Part> items, boolean first) {
    List<Boolean> blanks = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      blanks.add(i > 0 && blankBetween(items.get(i - 1), items.get(i)));
    }
    Columns.align(items, blanks, words);
    List<Doc> docs = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Part item = items.get(i);
      if (i > 0 || !first) {
        docs.add(Doc.hard(blanks.get(i)));
      }
      docs.add(words.leading(item));
      Doc behind = words.trailing(item);
      docs.add(layout.of(item));
      docs.add(behind);
    }
    return Doc.concat(docs);
  }

  private static boolean blankBetween(Part before, Part item) {
    return Words.blankBefore(item)
        || apart(before)
        || apart(item)
        || Layout.isRule(before, "useLine") && !Layout.isRule(item, "useLine");
  }

  private static boolean apart(Part part) {
    return Layout.unwrapped(part) instanceof Sentence it && APART.contains(it.rule());
  }

  /** Makes sentences of words in a row, each of which begins with the same keyword. */
  static List<Sentence> inGroups(List<Part> braces, String keyword) {
    List<Sentence> groups = new ArrayList<>();
    List<Part> group = new ArrayList<>();
    for (Part part : braces.subList(1, braces.size() - 1)) {
      if (Layout.is(part, keyword) && !group.isEmpty()) {
        groups.add(new Sentence("group", group));
        group = new ArrayList<>();
      }
      group.add(part);
    }
    if (!group.isEmpty()) {
      groups.add(new Sentence("group", group));
    }
    return groups;
  }
}
