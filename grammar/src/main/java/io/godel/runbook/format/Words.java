package io.godel.runbook.format;

import io.godel.runbook.syntax.Written;
import io.godel.runbook.syntax.Written.Note;
import io.godel.runbook.syntax.Written.NoteKind;
import io.godel.runbook.syntax.Written.Part;
import io.godel.runbook.syntax.Written.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The words of a file with their comments: each comment belongs to the word that it stands behind
 * on a line, or to the word that follows.
 *
 * <p>A comment at the edge of a statement or an element is taken before that is laid out, or it
 * would break what it only stands beside.
 */
final class Words {
  private final List<Word> words;
  private final Set<Integer> led = new HashSet<>();
  private final Set<Integer> trailed = new HashSet<>();

  /** More spaces than one behind a word, for columns. */
  private final Map<Integer, Integer> pads = new HashMap<>();

  Words(Written written) {
    this.words = written.words();
  }

  Word end() {
    return words.get(words.size() - 1);
  }

  /** How many comments before a word stand on the line of the word before it. */
  private static int behindTheOther(Word word) {
    int behind = 0;
    List<Note> notes = word.notes();
    while (behind < notes.size()
        && notes.get(behind).newlines() == 0
        && notes.get(behind).kind() != NoteKind.DOC) {
      behind++;
    }
    // Between two words of one line a comment belongs to the second one.
    boolean lineEnds = behind < notes.size() || word.newlines() > 0 || word.is("EOF");
    return lineEnds && word.index() > 0 ? behind : 0;
  }

  private static List<Note> before(Word word) {
    return word.notes().subList(behindTheOther(word), word.notes().size());
  }

  private List<Note> behind(Word word) {
    if (word.index() + 1 == words.size()) {
      return List.of();
    }
    Word next = words.get(word.index() + 1);
    return next.notes().subList(0, behindTheOther(next));
  }

  boolean hasNotes(Word word) {
    return !before(word).isEmpty() || !behind(word).isEmpty();
  }

  /** Whether the comments before a word include one for the declaration that it begins. */
  static boolean hasDoc(Word word) {
    return before(word).stream().anyMatch(note -> note.kind() == NoteKind.DOC);
  }

  /** Whether a blank line stands before a part and the comments that lead it. */
  static boolean blankBefore(Part part) {
    Word word = part.first();
    List<Note> notes = before(word);
    return (notes.isEmpty() ? word.newlines() : notes.get(0).newlines()) > 1;
  }

  /** The comments before a part, once: nothing when they are laid out already. */
  Doc leading(Part part) {
    Word word = part.first();
    List<Note> notes = before(word);
    if (notes.isEmpty() || !led.add(word.index())) {
      return Doc.NOTHING;
    }
    List<Doc> docs = new ArrayList<>();
    boolean ended = false;
    for (int i = 0; i < notes.size(); i++) {
      Note note = notes.get(i);
      int newlinesAfter = i + 1 < notes.size() ? notes.get(i + 1).newlines() : word.newlines();
      boolean first = note.kind() == NoteKind.DOC || word.index() == 0 && i == 0;
      boolean alone = first || note.newlines() > 0;
      ended = note.kind() != NoteKind.BLOCK || alone && newlinesAfter > 0;
      boolean begins = first || note.newlines() > 0 && (ended || i + 1 < notes.size());
      boolean blank = i > 0 && note.newlines() > 1;
      docs.add(
          begins || ended ? new Doc.Note(text(note), begins, ended, blank) : Doc.text(text(note)));
      if (!ended && (i + 1 == notes.size() || newlinesAfter > 0 || !isLine(notes.get(i + 1)))) {
        docs.add(Doc.SPACE);
      }
    }
    if (ended && word.newlines() > 1 && notes.get(notes.size() - 1).kind() != NoteKind.DOC) {
      docs.add(new Doc.Line(false, false, true));
    }
    return Doc.concat(docs);
  }

  private static boolean isLine(Note note) {
    return note.kind() != NoteKind.BLOCK;
  }

  /** The comments before a comma, to stand behind it. */
  Doc aroundComma(Word comma) {
    List<Doc> docs = new ArrayList<>();
    for (Note note : before(comma)) {
      boolean line = note.kind() == NoteKind.LINE;
      docs.add(new Doc.Note(text(note), line && note.newlines() > 0, line, false));
    }
    led.add(comma.index());
    return Doc.concat(docs);
  }

  /** The comments behind a part on its line, once. */
  Doc trailing(Part part) {
    Word word = part.last();
    List<Note> notes = behind(word);
    if (notes.isEmpty() || !trailed.add(word.index())) {
      return Doc.NOTHING;
    }
    List<Doc> docs = new ArrayList<>();
    for (Note note : notes) {
      docs.add(new Doc.Note(text(note), false, note.kind() == NoteKind.LINE, false));
    }
    return Doc.concat(docs);
  }

  /** A word in its sentence, with the comments that nobody has taken. */
  Doc word(Word word) {
    return new Doc.Nest(Doc.STEP, Doc.concat(leading(word), Doc.text(word.text()), trailing(word)));
  }

  /** A part as a group: the comments at its edges stand outside of it. */
  Doc grouped(Part part, Supplier<Doc> layout) {
    Doc before = new Doc.Nest(Doc.STEP, leading(part));
    Doc after = new Doc.Nest(Doc.STEP, trailing(part));
    return Doc.concat(before, Doc.group(layout.get()), after);
  }

  void pad(Word word, int spaces) {
    pads.put(word.index(), spaces);
  }

  /** What separates a part from the next one. */
  Doc spaceBehind(Part part) {
    return new Doc.Space(1 + pads.getOrDefault(part.last().index(), 0));
  }

  private static String text(Note note) {
    if (note.kind() != NoteKind.BLOCK) {
      return note.text().stripTrailing();
    }
    return note.text();
  }
}
