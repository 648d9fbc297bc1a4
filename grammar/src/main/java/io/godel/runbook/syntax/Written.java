package io.godel.runbook.syntax;

import java.util.List;

/**
 * A right text as it is written: every word in its sentence, and the comments between them.
 *
 * @param tree what the text says
 * @param file the words by their sentences
 * @param words the same words in a row; the last one is empty and stands at the end
 */
public record Written(FileTree tree, Sentence file, List<Word> words) {
  public Written {
    words = List.copyOf(words);
  }

  /** A word or a sentence. */
  public sealed interface Part {
    Word first();

    Word last();
  }

  /**
   * What one rule of the grammar reads.
   *
   * @param rule the name of the rule, or of its alternative where it has several
   */
  public record Sentence(String rule, List<Part> parts) implements Part {
    public Sentence {
      parts = List.copyOf(parts);
      if (parts.isEmpty()) {
        throw new AssertionError("a sentence without words: " + rule);
      }
    }

    @Override
    public Word first() {
      return parts.get(0).first();
    }

    @Override
    public Word last() {
      return parts.get(parts.size() - 1).last();
    }
  }

  /**
   * A word, or a whole string with all that is in it.
   *
   * @param index its place in the row
   * @param kind its name in the grammar; {@code TEXT} and {@code SQL} for strings
   * @param notes the comments between the word before and this one
   * @param newlines how many lines end between the last of these, or the word before, and this one
   */
  public record Word(int index, String kind, String text, List<Note> notes, int newlines)
      implements Part {
    public Word {
      notes = List.copyOf(notes);
    }

    public boolean is(String wanted) {
      return kind.equals(wanted);
    }

    @Override
    public Word first() {
      return this;
    }

    @Override
    public Word last() {
      return this;
    }
  }

  /**
   * A comment, with its slashes.
   *
   * @param newlines how many lines end between what stands before it and it
   */
  public record Note(NoteKind kind, String text, int newlines) {}

  /** The kinds of comments. */
  public enum NoteKind {
    LINE,
    BLOCK,
    DOC
  }
}
