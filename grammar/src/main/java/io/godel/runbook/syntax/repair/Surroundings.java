package io.godel.runbook.syntax.repair;

import io.godel.runbook.syntax.grammar.RunbookLexer;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** Keeps, while a pass goes through the words, what is around the present one. */
final class Surroundings {
  /** What the inside of a bracket holds. */
  enum Kind {
    FILE,
    RUNBOOK,
    MODULE,
    BLOCK,
    DRILL,
    TASKS,
    QUESTIONS,
    VALUE
  }

  private record Inside(Kind kind, int starter) {}

  private final Words words;
  private final List<Inside> outer = new ArrayList<>();
  private Kind kind = Kind.FILE;
  private int starter = Token.INVALID_TYPE;

  Surroundings(Words words) {
    this.words = words;
  }

  /** To be called for every word in turn, before it is looked at. */
  void enter(int index) {
    int type = words.type(index);
    if (words.beginsSentence(index)) {
      starter = type;
    }
    if (Vocabulary.isCloser(type) && !outer.isEmpty()) {
      Inside before = outer.remove(outer.size() - 1);
      kind = before.kind();
      starter = before.starter();
    }
  }

  /** To be called for every word in turn, after it was looked at. */
  void leave(int index) {
    int type = words.type(index);
    if (Vocabulary.isOpener(type)) {
      outer.add(new Inside(kind, starter));
      kind = type == RunbookLexer.LBRACE ? inBraces(index) : Kind.VALUE;
    }
  }

  Kind kind() {
    return kind;
  }

  /** The keyword of the sentence at hand. */
  int starter() {
    return starter;
  }

  private Kind inBraces(int index) {
    if (kind == Kind.VALUE) {
      return Kind.VALUE;
    }
    return switch (starter) {
      case RunbookLexer.RUNBOOK -> Kind.RUNBOOK;
      case RunbookLexer.MODULE -> Kind.MODULE;
      case RunbookLexer.TEST -> Kind.DRILL;
      case RunbookLexer.AFTERWARDS -> Kind.TASKS;
      case RunbookLexer.MANUAL -> Kind.QUESTIONS;
      case RunbookLexer.SCENARIO,
          RunbookLexer.STEP,
          RunbookLexer.ASSESS,
          RunbookLexer.RECOVERED,
          RunbookLexer.UNDO,
          RunbookLexer.ON,
          RunbookLexer.PARALLEL,
          RunbookLexer.FOR,
          RunbookLexer.ACTION ->
          Kind.BLOCK;
      case RunbookLexer.IF -> isOfMatch(index) ? Kind.VALUE : Kind.BLOCK;
      default -> Kind.VALUE;
    };
  }

  private boolean isOfMatch(int index) {
    return words.type(index - 2) == RunbookLexer.MATCH;
  }
}
