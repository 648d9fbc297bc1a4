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
  /** Where a line begins already. */
  private static final Doc BLANK = new Doc.Line(false, false, true);

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

  /** Whether comments stand directly behind a word, on its line or below. */
  boolean commentsBehind(Word word) {
    return word.index() + 1 < words.size() && !words.get(word.index() + 1).notes().isEmpty();
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
    List<Note> notes = behindIsLeft(word) ? word.notes() : before(word);
    if (notes.isEmpty() || !led.add(word.index())) {
      return Doc.NOTHING;
    }
    List<Doc> docs = new ArrayList<>();
    boolean ended = false;
    boolean ownLine = false;
    for (int i = 0; i < notes.size(); i++) {
      Note note = notes.get(i);
      boolean lineBegins =
          note.newlines() > 0 || note.kind() == NoteKind.DOC || word.index() == 0 && i == 0;
      boolean doc = note.kind() == NoteKind.DOC && i > 0 && notes.get(i - 1).kind() == NoteKind.DOC;
      boolean blank = ended && note.newlines() > 1 && !doc;
      ownLine = lineBegins ? hasNoWord(notes, i, word) : ownLine;
      ended = note.kind() != NoteKind.BLOCK || ownLine && newlinesBehind(notes, i, word) > 0;
      docs.add(blank ? BLANK : Doc.NOTHING);
      docs.add(new Doc.Note(text(note), lineBegins && ownLine, ended));
    }
    if (ended && word.newlines() > 1 && notes.get(notes.size() - 1).kind() != NoteKind.DOC) {
      docs.add(BLANK);
    }
    return Doc.concat(docs);
  }

  /** Whether the line that a comment begins has nothing but comments on it. */
  private static boolean hasNoWord(List<Note> notes, int first, Word word) {
    int last = first;
    while (notes.get(last).kind() == NoteKind.BLOCK && newlinesBehind(notes, last, word) == 0) {
      if (++last == notes.size()) {
        return false;
      }
    }
    return true;
  }

  private static int newlinesBehind(List<Note> notes, int note, Word word) {
    return note + 1 < notes.size() ? notes.get(note + 1).newlines() : word.newlines();
  }

  /** The comments before a comma, to stand behind it. */
  Doc aroundComma(Word comma) {
    List<Doc> docs = new ArrayList<>();
    for (Note note : before(comma)) {
      boolean line = note.kind() == NoteKind.LINE;
      docs.add(new Doc.Note(text(note), line && note.newlines() > 0, line));
    }
    led.add(comma.index());
    return Doc.concat(docs);
  }

  /** Whether what stands behind the word before is left for this one. */
  private boolean behindIsLeft(Word word) {
    return word.index() > 0
        && !trailed.contains(word.index() - 1)
        && !endsLine(words.get(word.index() - 1));
  }

  /** Whether the comments behind a word have to end its line. */
  private boolean endsLine(Word word) {
    List<Note> behind = behind(word);
    if (behind.isEmpty()) {
      return false;
    }
    Word next = words.get(word.index() + 1);
    List<Note> below = before(next);
    return behind.stream().anyMatch(note -> note.kind() == NoteKind.LINE)
        || !below.isEmpty() && hasNoWord(below, 0, next);
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
      docs.add(new Doc.Note(text(note), false, note.kind() == NoteKind.LINE));
    }
    return Doc.concat(docs);
  }

  /** Within a sentence: what need not end the line belongs to the word that follows. */
  Doc trailingInside(Part part) {
    return endsLine(part.last()) ? new Doc.Nest(Doc.STEP, trailing(part)) : Doc.NOTHING;
  }

  /** A word in its sentence, with the comments that nobody has taken. */
  Doc word(Word word) {
    Doc before = new Doc.Nest(Doc.STEP, leading(word));
    return Doc.concat(before, Doc.text(word.text()), trailingInside(word));
  }

  /** A part as a group: the comments at its edges stand outside of it. */
  Doc grouped(Part part, Supplier<Doc> layout) {
    Doc before = new Doc.Nest(Doc.STEP, leading(part));
    Doc after = trailingInside(part);
    return Doc.concat(before, Doc.group(layout.get()), after);
  }

  void pad(Word word, int spaces) {
    pads.put(word.index(), spaces);
  }

  /** What separates a part from the next one. */
  Doc spaceBehind(Part part) {
    Word word = part.last();
    return new Doc.Space(commentsBehind(word) ? 1 : 1 + pads.getOrDefault(word.index(), 0));
  }

  private static String text(Note note) {
    if (note.kind() != NoteKind.BLOCK) {
      return note.text().stripTrailing();
    }
    return note.text();
  }
}
