package io.godel.runbook.syntax.repair;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.syntax.grammar.RunbookLexer;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/**
 * Makes every bracket have its partner, so that a forgotten one costs one message: where it was
 * forgotten is told by the indentation, since people indent what they mean.
 */
final class Brackets {
  /** More brackets than these are not mended one by one. */
  private static final int UNCLOSED_MAX = 5;

  private final Words words;
  private final Faults faults;
  private final List<Token> mended = new ArrayList<>();
  private final List<Integer> open = new ArrayList<>();

  /** By how many there are more closing braces than opening ones in the whole file. */
  private int surplus;

  private int unclosed;

  private Brackets(Words words, Faults faults) {
    this.words = words;
    this.faults = faults;
  }

  static Words mended(Words words, Faults faults) {
    if (isBalanced(words)) {
      return words;
    }
    Brackets pass = new Brackets(words, faults);
    pass.surplus = words.surplus();
    for (int i = 0; i < words.size(); i++) {
      pass.word(i);
    }
    return new Words(pass.mended);
  }

  private static boolean isBalanced(Words words) {
    List<Integer> opened = new ArrayList<>();
    for (Token word : words.all()) {
      if (Vocabulary.isOpener(word.getType())) {
        opened.add(word.getType());
      } else if (Vocabulary.isCloser(word.getType())) {
        int last = opened.size() - 1;
        if (last < 0 || !Vocabulary.closes(word.getType(), opened.remove(last))) {
          return false;
        }
      }
    }
    return opened.isEmpty();
  }

  private void word(int index) {
    int type = words.type(index);
    if (type == Token.EOF) {
      while (!open.isEmpty()) {
        endTop(index);
      }
    } else if (words.beginsSentence(index)) {
      sentence(index);
    }
    if (Vocabulary.isCloser(type)) {
      closer(index);
      return;
    }
    if (Vocabulary.isOpener(type)) {
      open.add(index);
    }
    mended.add(words.get(index));
  }

  private int top() {
    return open.get(open.size() - 1);
  }

  private boolean topIs(int type) {
    return !open.isEmpty() && words.type(top()) == type;
  }

  /** A sentence begins in no round or square bracket, and deeper than the block that it is in. */
  private void sentence(int index) {
    while (topIs(RunbookLexer.LPAREN) || topIs(RunbookLexer.LBRACKET)) {
      endTop(index);
    }
    while (surplus < 0
        && words.beginsLine(index)
        && topIs(RunbookLexer.LBRACE)
        && words.indent(top()) >= words.indent(index)
        && !words.beginsLine(top())
        && words.get(top()).getLine() < words.get(index).getLine()) {
      endTop(index);
      surplus++;
    }
  }

  private void closer(int index) {
    int type = words.type(index);
    if (type == RunbookLexer.RBRACE && words.beginsLine(index)) {
      endDeeper(index);
    }
    int partner = partner(type);
    if (partner < 0 || isEarly(index, partner)) {
      stray(index);
      return;
    }
    while (top() != partner) {
      endTop(index);
    }
    open.remove(open.size() - 1);
    mended.add(words.get(index));
  }

  /** What is indented deeper than this closing brace ought to be closed by now. */
  private void endDeeper(int index) {
    while (surplus < 0 && topIs(RunbookLexer.LBRACE) && words.indent(top()) > words.indent(index)) {
      endTop(index);
      surplus++;
    }
  }

  /** Where there are too many closing braces, the one that stands too deep is the stray one. */
  private boolean isEarly(int index, int partner) {
    return surplus > 0
        && words.type(index) == RunbookLexer.RBRACE
        && words.beginsLine(index)
        && words.get(partner).getLine() < words.get(index).getLine()
        && words.indent(index) > words.indent(partner);
  }

  /** The bracket that this sign closes: round and square ones do not reach beyond a block. */
  private int partner(int type) {
    for (int i = open.size() - 1; i >= 0; i--) {
      int opener = open.get(i);
      if (Vocabulary.closes(type, words.type(opener))) {
        return opener;
      }
      boolean text = words.type(opener) == RunbookLexer.QUOTE;
      boolean block = words.type(opener) == RunbookLexer.LBRACE && words.beginsLine(opener + 1);
      if (type != RunbookLexer.RBRACE && (text || block)) {
        return -1;
      }
    }
    return -1;
  }

  private void stray(int index) {
    Token word = words.get(index);
    surplus -= word.getType() == RunbookLexer.RBRACE ? 1 : 0;
    if (faults.any(lastPlace(), word.getStartIndex())) {
      return;
    }
    faults.report(
        faults
            .error(Code.UNOPENED, word, "this `%s` closes nothing".formatted(word.getText()))
            .help("delete it, or look for the bracket that should open it"));
  }

  private int lastPlace() {
    return mended.isEmpty() ? 0 : mended.get(mended.size() - 1).getStartIndex();
  }

  /** Ends the innermost bracket before the word given. */
  private void endTop(int index) {
    int opener = open.remove(open.size() - 1);
    Token opening = words.get(opener);
    Token before = words.get(index - 1);
    String sign = Vocabulary.written(Vocabulary.closerOf(opening.getType()));
    mended.add(Words.insertedBehind(before, Vocabulary.closerOf(opening.getType()), sign));
    unclosed++;
    if (unclosed <= UNCLOSED_MAX && !faults.isRestLost()) {
      boolean end = words.type(index) == Token.EOF;
      String missing =
          sign.equals("}")
              ? "by the indentation, a `%s` is missing before this"
              : "a `%s` is missing before this";
      String here = end ? "the file ends here" : missing;
      int place = end ? before.getStopIndex() + 1 : words.get(index).getStartIndex();
      faults.report(
          faults
              .error(
                  Code.UNCLOSED, opening, "this `%s` is never closed".formatted(opening.getText()))
              .label(
                  faults.span(place, Math.max(place, words.get(index).getStopIndex() + 1)),
                  here.formatted(sign)));
    }
    faults.mended(before.getStopIndex() + 1);
  }
}
