package io.godel.runbook.syntax.grammar;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Token;

/**
 * A lexer whose modes survive faulty texts: a closing brace that nothing opened is only a brace,
 * and a string in quotes ends with its line, however much was open in it.
 */
public abstract class ModeStack extends Lexer {
  /** How many strings are open below the present mode. */
  private int quotesBelow;

  protected ModeStack(CharStream input) {
    super(input);
  }

  @Override
  public void pushMode(int mode) {
    quotesBelow += _mode == RunbookLexer.TEXT ? 1 : 0;
    super.pushMode(mode);
  }

  @Override
  public int popMode() {
    if (_modeStack.isEmpty()) {
      // A stray brace is reported where it stands; the lexer only has to go on.
      return _mode;
    }
    super.popMode();
    quotesBelow -= _mode == RunbookLexer.TEXT ? 1 : 0;
    return _mode;
  }

  @Override
  public Token nextToken() {
    Token token = super.nextToken();
    if (getLine() > token.getLine() && endsLine(token.getType())) {
      leaveQuotes();
    }
    return token;
  }

  private static boolean endsLine(int type) {
    return type == RunbookLexer.SPACE || type == RunbookLexer.TEXT_UNCLOSED;
  }

  private void leaveQuotes() {
    while (_mode == RunbookLexer.TEXT || quotesBelow > 0) {
      popMode();
    }
  }
}
