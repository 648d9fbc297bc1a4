package io.godel.runbook.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** Lays a document out: what fits on a line stands on it, what does not is broken. */
final class Page {
  /** A piece of the document that is still to come, and how it is to stand. */
  private record Rest(int indent, boolean flat, Doc doc) {}

  /** Where a word would stand: spaces that stand before it count only where the line has begun. */
  private record Start(int column, int spaces, boolean lineBegins) {}

  private final int width;
  private final StringBuilder out = new StringBuilder();
  private final Deque<Rest> rest = new ArrayDeque<>();
  private int column;

  /** The indentation of a line that nothing stands on yet. */
  private int indent;

  private boolean lineBegins = true;

  /** The spaces that stand before the next word on the line. */
  private int spaces;

  private Page(int width) {
    this.width = width;
  }

  static String print(Doc doc, int width) {
    Page page = new Page(width);
    page.push(0, false, doc);
    while (!page.rest.isEmpty()) {
      page.step(page.rest.pop());
    }
    return page.out.toString();
  }

  private void push(int at, boolean flat, Doc doc) {
    rest.push(new Rest(at, flat, doc));
  }

  private void step(Rest next) {
    Doc doc = next.doc();
    if (doc instanceof Doc.Text it) {
      text(it.text());
    } else if (doc instanceof Doc.Space it) {
      space(it.count());
    } else if (doc instanceof Doc.Line it) {
      line(next, it);
    } else if (doc instanceof Doc.Concat it) {
      for (int i = it.parts().size() - 1; i >= 0; i--) {
        push(next.indent(), next.flat(), it.parts().get(i));
      }
    } else if (doc instanceof Doc.Group it) {
      Rest flat = new Rest(next.indent(), true, it.content());
      boolean stays = next.flat() || !it.forced() && fits(flat, here(0), true);
      push(next.indent(), stays, it.content());
    } else if (doc instanceof Doc.Nest it) {
      push(next.indent() + it.by(), next.flat(), it.content());
    } else if (doc instanceof Doc.Fill it) {
      fill(next, it);
    } else if (doc instanceof Doc.Value it) {
      value(next, it);
    } else if (doc instanceof Doc.WhenBroken it) {
      text(next.flat() ? "" : it.text());
    } else if (doc instanceof Doc.Note it) {
      note(next.indent(), it);
    }
  }

  private void line(Rest next, Doc.Line line) {
    if (!next.flat() || line.hard()) {
      newline(next.indent(), line.blank());
    } else if (line.spaced()) {
      space(1);
    }
  }

  private void fill(Rest next, Doc.Fill fill) {
    if (fill.from() == fill.pieces().size()) {
      return;
    }
    int at = fill.from() == 0 ? next.indent() : next.indent() + fill.by();
    Doc piece = fill.pieces().get(fill.from());
    Rest flat = new Rest(at, true, piece);
    boolean fits = false;
    if (fill.from() == 0) {
      fits = fitsFlat(flat, here(0));
    } else if (next.flat() || !fill.broken() && fitsFlat(flat, here(1))) {
      space(1);
      fits = true;
    } else {
      newline(at, false);
      fits = fitsFlat(flat, new Start(at, 0, true));
    }
    push(next.indent(), next.flat(), fill.after(!fits));
    push(at, next.flat() || fits, piece);
  }

  private void value(Rest next, Doc.Value value) {
    int inside = next.indent() + Doc.STEP;
    Rest flat = new Rest(next.indent(), true, value.content());
    boolean whole = !value.forced();
    if (next.flat() || whole && fits(flat, here(1), true)) {
      space(1);
      push(next.indent(), true, value.content());
    } else if (whole && fits(flat, new Start(inside, 0, true), false)) {
      newline(inside, false);
      push(inside, true, value.content());
    } else if (value.hugs()) {
      space(1);
      push(next.indent(), false, value.content());
    } else {
      newline(inside, false);
      push(inside, false, value.content());
    }
  }

  private void note(int at, Doc.Note note) {
    if (note.fresh() || lineBegins) {
      newline(at, false);
    } else {
      space(1);
    }
    text(note.text());
    if (note.ends()) {
      newline(at, false);
    } else {
      space(1);
    }
  }

  /** The next word would stand here, behind so many spaces at least. */
  private Start here(int spacesMin) {
    return lineBegins
        ? new Start(indent, 0, true)
        : new Start(column, Math.max(spaces, spacesMin), false);
  }

  private void text(String text) {
    if (text.isEmpty()) {
      return;
    }
    out.append(" ".repeat(lineBegins ? indent : spaces));
    column = lineBegins ? indent : column + spaces;
    lineBegins = false;
    spaces = 0;
    out.append(text);
    int end = text.lastIndexOf('\n');
    column = end < 0 ? column + text.length() : text.length() - end - 1;
  }

  private void space(int count) {
    spaces = lineBegins ? 0 : Math.max(spaces, count);
  }

  /** Begins a line; where one has begun already only its indentation changes. */
  private void newline(int at, boolean blank) {
    if (!lineBegins) {
      out.append('\n');
      spaces = 0;
      lineBegins = true;
    }
    if (blank && out.length() > 1 && out.charAt(out.length() - 2) != '\n') {
      out.append('\n');
    }
    indent = at;
  }

  private boolean fitsFlat(Rest piece, Start start) {
    return !piece.doc().forced() && fits(piece, start, false);
  }

  /**
   * Whether a piece fits on the line, up to the first line end in it or behind it.
   *
   * @param withRest whether what comes behind the piece counts, up to where the line may end
   */
  private boolean fits(Rest piece, Start start, boolean withRest) {
    Deque<Rest> ahead = new ArrayDeque<>(List.of(piece));
    Iterator<Rest> behind = rest.iterator();
    Ruler ruler = new Ruler(start);
    while (ruler.column <= width) {
      if (ahead.isEmpty()) {
        if (!withRest || !behind.hasNext()) {
          return true;
        }
        ahead.push(behind.next());
      }
      Rest next = ahead.pop();
      Doc doc = next.doc();
      if (endsLine(next)) {
        return true;
      } else if (doc instanceof Doc.Text it) {
        int end = it.text().indexOf('\n');
        ruler.text(end < 0 ? it.text().length() : end);
        if (end >= 0) {
          return ruler.column <= width;
        }
      } else if (doc instanceof Doc.Space it) {
        ruler.space(it.count());
      } else if (doc instanceof Doc.Line it) {
        ruler.space(it.spaced() ? 1 : 0);
      } else if (doc instanceof Doc.Note it) {
        ahead.push(new Rest(next.indent(), next.flat(), Doc.SPACE));
        ahead.push(new Rest(next.indent(), next.flat(), Doc.text(it.text())));
        ruler.space(1);
      } else if (doc instanceof Doc.WhenBroken it) {
        ruler.text(next.flat() ? 0 : it.text().length());
      } else {
        inner(next).forEach(ahead::push);
      }
    }
    return false;
  }

  private static boolean endsLine(Rest next) {
    return next.doc() instanceof Doc.Line line && (!next.flat() || line.hard())
        || next.doc() instanceof Doc.Note note && note.forced();
  }

  /** Measures a line. */
  private static final class Ruler {
    private int column;
    private int spaces;
    private boolean lineBegins;

    Ruler(Start start) {
      this.column = start.column();
      this.spaces = start.spaces();
      this.lineBegins = start.lineBegins();
    }

    void text(int length) {
      column += length == 0 ? 0 : spaces + length;
      spaces = length == 0 ? spaces : 0;
      lineBegins &= length == 0;
    }

    void space(int count) {
      spaces = lineBegins ? 0 : Math.max(spaces, count);
    }
  }

  /** What a composed piece consists of, the last one first. */
  private static List<Rest> inner(Rest next) {
    Doc doc = next.doc();
    List<Doc> parts = new ArrayList<>();
    if (doc instanceof Doc.Concat it) {
      parts.addAll(it.parts());
    } else if (doc instanceof Doc.Group it) {
      parts.add(it.content());
    } else if (doc instanceof Doc.Nest it) {
      parts.add(it.content());
    } else if (doc instanceof Doc.Value it) {
      parts.add(Doc.SPACE);
      parts.add(it.content());
    } else if (doc instanceof Doc.Fill it) {
      for (int i = it.from(); i < it.pieces().size(); i++) {
        parts.add(i == 0 ? Doc.NOTHING : Doc.line());
        parts.add(it.pieces().get(i));
      }
    }
    List<Rest> inner = new ArrayList<>();
    for (int i = parts.size() - 1; i >= 0; i--) {
      inner.add(new Rest(next.indent(), next.flat(), parts.get(i)));
    }
    return inner;
  }
}
