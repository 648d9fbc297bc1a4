package io.godel.runbook.syntax.grammar;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Lexer;

/** A lexer whose mode stack survives a closing brace that nothing opened. */
public abstract class ModeStack extends Lexer {
  protected ModeStack(CharStream input) {
    super(input);
  }

  @Override
  public int popMode() {
    // The parser reports the stray brace where it stands; the lexer only has to go on.
    return _modeStack.isEmpty() ? _mode : super.popMode();
  }
}
