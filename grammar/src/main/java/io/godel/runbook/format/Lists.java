package io.godel.runbook.format;

import io.godel.runbook.syntax.Written.Part;
import io.godel.runbook.syntax.Written.Sentence;
import io.godel.runbook.syntax.Written.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Lays out elements in brackets: on one line, or each on a line of its own with a comma behind. */
final class Lists {
  /** What a call with this as its only argument may wrap its brackets around closely. */
  private static final Set<String> BRACKETED = Set.of("listPrimary", "mapPrimary", "matchPrimary");

  private final Words words;
  private final Function<Part, Doc> layout;

  Lists(Words words, Function<Part, Doc> layout) {
    this.words = words;
    this.layout = layout;
  }

  /**
   * @param parts from the opening bracket to the closing one, commas among them
   * @param spaced whether spaces stand inside the brackets on one line
   */
  Doc list(List<Part> parts, boolean spaced) {
    Word open = parts.get(0).first();
    Word close = parts.get(parts.size() - 1).last();
    List<Part> elements = elements(parts);
    Doc after = words.trailingInside(close);
    if (elements.size() == 1 && hugs(open, elements.get(0), close)) {
      Doc only = layout.apply(elements.get(0));
      return Doc.concat(words.word(open), only, words.word(close), after);
    }
    Doc line = spaced ? Doc.line() : Doc.edge();
    List<Doc> inside = new ArrayList<>();
    inside.add(words.trailing(open));
    inside.add(elements.isEmpty() ? Doc.edge() : line);
    inside.add(separated(parts, elements));
    Doc dangling = words.leading(close);
    inside.add(dangling.equals(Doc.NOTHING) || elements.isEmpty() ? Doc.NOTHING : Doc.SPACE);
    inside.add(dangling);
    return Doc.concat(
        words.leading(open),
        Doc.group(
            Doc.concat(
                Doc.text(open.text()),
                Doc.nest(inside.toArray(Doc[]::new)),
                elements.isEmpty() ? Doc.edge() : line,
                Doc.text(close.text()))),
        after);
  }

  private static List<Part> elements(List<Part> parts) {
    List<Part> elements = new ArrayList<>();
    for (Part part : parts.subList(1, parts.size() - 1)) {
      if (!isComma(part)) {
        elements.add(part);
      }
    }
    return elements;
  }

  private boolean hugs(Word open, Part element, Word close) {
    Part inner = element;
    while (inner instanceof Sentence it && it.parts().size() == 1) {
      if (BRACKETED.contains(it.rule())) {
        break;
      }
      inner = it.parts().get(0);
    }
    return open.is("LPAREN")
        && inner instanceof Sentence it
        && BRACKETED.contains(it.rule())
        && close.index() == element.last().index() + 1
        && !words.commentsBehind(open)
        && !words.commentsBehind(element.last());
  }

  private Doc separated(List<Part> parts, List<Part> elements) {
    List<Doc> docs = new ArrayList<>();
    int seen = 0;
    for (int i = 1; i + 1 < parts.size(); i++) {
      Part element = parts.get(i);
      if (isComma(element)) {
        continue;
      }
      if (seen++ > 0) {
        docs.add(new Doc.Line(true, false, Words.blankBefore(element)));
      }
      docs.add(words.leading(element));
      Doc trailing = words.trailing(element);
      docs.add(layout.apply(element));
      Doc comma = seen == elements.size() ? new Doc.WhenBroken(",") : Doc.text(",");
      if (isComma(parts.get(i + 1))) {
        Word written = parts.get(i + 1).first();
        boolean keepsBefore = Words.hasDoc(written);
        Doc before = keepsBefore ? words.leading(written) : words.aroundComma(written);
        docs.add(keepsBefore ? Doc.concat(trailing, before, comma) : Doc.concat(comma, trailing));
        docs.add(keepsBefore ? Doc.NOTHING : before);
        docs.add(words.trailing(written));
      } else {
        docs.add(comma);
        docs.add(trailing);
      }
    }
    return Doc.concat(docs);
  }

  private static boolean isComma(Part part) {
    return part instanceof Word word && word.is("COMMA");
  }
}
