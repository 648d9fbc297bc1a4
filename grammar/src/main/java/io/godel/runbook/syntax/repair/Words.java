package io.godel.runbook.syntax.repair;

import io.godel.runbook.syntax.grammar.RunbookLexer;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/** The words of a file that the grammar sees, the end of the file last, and how they stand. */
final class Words {
  private final List<Token> tokens;
  private final int[] indents;

  Words(List<Token> tokens) {
    this.tokens = List.copyOf(tokens);
    this.indents = new int[tokens.size()];
    for (int i = 0; i < indents.length; i++) {
      indents[i] = beginsLine(i) ? tokens.get(i).getCharPositionInLine() : indents[i - 1];
    }
  }

  int size() {
    return tokens.size();
  }

  List<Token> all() {
    return tokens;
  }

  Token get(int index) {
    return tokens.get(index);
  }

  /** The kind of the word, {@code INVALID_TYPE} before the first and behind the last. */
  int type(int index) {
    return index < 0 || index >= tokens.size() ? Token.INVALID_TYPE : tokens.get(index).getType();
  }

  boolean beginsLine(int index) {
    return index == 0 || tokens.get(index - 1).getLine() < tokens.get(index).getLine();
  }

  /** How far the line that holds the word is indented. */
  int indent(int index) {
    return indents[index];
  }

  /** Whether a sentence begins here, as far as a look at the neighbours can tell. */
  boolean beginsSentence(int index) {
    int type = type(index);
    int before = type(index - 1);
    int after = type(index + 1);
    if (before == RunbookLexer.DOT || after == RunbookLexer.COLON || after == RunbookLexer.DOT) {
      return false;
    }
    boolean complete = index == 0 || Vocabulary.endsValue(before) || before == RunbookLexer.LBRACE;
    if (Vocabulary.STARTERS.contains(type)) {
      return complete || beginsLine(index);
    }
    // A keyword alone on the line before is a sentence that stopped short.
    boolean ended = Vocabulary.endsSentence(before) || Vocabulary.isStarter(before);
    complete |= beginsLine(index) && ended;
    return Vocabulary.STARTERS_OF_LINE.contains(type)
        && complete
        && (beginsLine(index) || before == RunbookLexer.LBRACE)
        && (Vocabulary.isWord(after)
            || Vocabulary.beginsValue(after)
            || after == RunbookLexer.NOT
            || after == RunbookLexer.LPAREN);
  }

  /** By how many there are more closing braces than opening ones. */
  int surplus() {
    int count = 0;
    for (Token word : tokens) {
      switch (word.getType()) {
        case RunbookLexer.LBRACE, RunbookLexer.TEXT_OPEN_EXPR, RunbookLexer.SQL_OPEN_EXPR ->
            count--;
        case RunbookLexer.RBRACE -> count++;
        default -> {}
      }
    }
    return count;
  }

  /** A word that is not in the text; it stands, without width, behind the one given. */
  static CommonToken insertedBehind(Token before, int type, String text) {
    CommonToken token = new CommonToken(type, text);
    token.setStartIndex(before.getStopIndex() + 1);
    token.setStopIndex(before.getStopIndex());
    token.setLine(before.getLine());
    token.setCharPositionInLine(before.getCharPositionInLine());
    return token;
  }

  /** A word that is not in the text; it stands, without width, before the one given. */
  static CommonToken insertedBefore(Token after, int type, String text) {
    CommonToken token = new CommonToken(type, text);
    token.setStartIndex(after.getStartIndex());
    token.setStopIndex(after.getStartIndex() - 1);
    token.setLine(after.getLine());
    token.setCharPositionInLine(after.getCharPositionInLine());
    return token;
  }

  /** The same word, read as another kind. */
  static CommonToken as(Token word, int type) {
    CommonToken token = new CommonToken(word);
    token.setType(type);
    token.setChannel(Token.DEFAULT_CHANNEL);
    return token;
  }
}
