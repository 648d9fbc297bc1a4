package io.godel.runbook.syntax.repair;

import io.godel.runbook.syntax.grammar.RunbookLexer;
import io.godel.runbook.syntax.grammar.RunbookParser;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.misc.IntervalSet;

/**
 * Reads on behind a fault, at the next word with which the present sentence or one around it can go
 * on. What goes wrong again before a new sentence has begun is a consequence and is not told.
 */
final class Recovery extends DefaultErrorStrategy {
  /** A clause that is looked for is at most so many words away. */
  private static final int LOOK_AHEAD = 50;

  /** So many rules in one another may give up at the same word. */
  private static final int RETRIES_MAX = 1000;

  private static final Set<Integer> REPEATED =
      Set.of(
          RunbookParser.RULE_useLine,
          RunbookParser.RULE_topLevel,
          RunbookParser.RULE_runbookItem,
          RunbookParser.RULE_metadata,
          RunbookParser.RULE_moduleItem,
          RunbookParser.RULE_testItem,
          RunbookParser.RULE_statement,
          RunbookParser.RULE_stepClause,
          RunbookParser.RULE_actingClause,
          RunbookParser.RULE_actionClause,
          RunbookParser.RULE_field,
          RunbookParser.RULE_matchArm,
          RunbookParser.RULE_textPart,
          RunbookParser.RULE_sqlPart);

  private final Sentences sentences;
  private final Faults faults;
  private int lastIndex = -1;
  private int retries;

  Recovery(Sentences sentences, Faults faults) {
    this.sentences = sentences;
    this.faults = faults;
  }

  @Override
  public void reportError(Parser parser, RecognitionException fault) {
    report(parser, fault.getOffendingToken(), fault.getExpectedTokens());
  }

  private void report(Parser parser, Token word, IntervalSet expected) {
    if (!faults.any(from(word), word.getStartIndex() + 1)) {
      faults.report(
          new Wording(faults, sentences, parser.getContext(), word, expected).diagnostic());
    }
  }

  /** Where the sentence began that the word belongs to, or that ought to have ended before it. */
  private int from(Token word) {
    boolean behindBlock =
        sentences.begins(word)
            && sentences
                .wordBefore(word)
                .map(it -> it.getType() == RunbookLexer.RBRACE)
                .orElse(false);
    return behindBlock
        ? word.getStartIndex()
        : sentences.beginningBefore(word).map(Token::getStartIndex).orElse(0);
  }

  /** Before a choice or a repetition: what can stand here is looked for, never given up. */
  @Override
  public void sync(Parser parser) {
    ATNState state = parser.getInterpreter().atn.states.get(parser.getState());
    IntervalSet next = parser.getATN().nextTokens(state);
    int found = parser.getInputStream().LA(1);
    if (next.contains(found) || next.contains(Token.EPSILON)) {
      return;
    }
    switch (state.getStateType()) {
      case ATNState.BLOCK_START,
          ATNState.STAR_BLOCK_START,
          ATNState.PLUS_BLOCK_START,
          ATNState.STAR_LOOP_ENTRY,
          ATNState.STAR_LOOP_BACK,
          ATNState.PLUS_LOOP_BACK -> {
        report(parser, parser.getCurrentToken(), next);
        consumeUntil(parser, next.or(getErrorRecoverySet(parser)));
      }
      default -> {}
    }
  }

  @Override
  public Token recoverInline(Parser parser) {
    Token word = parser.getCurrentToken();
    IntervalSet expected = parser.getExpectedTokens();
    report(parser, word, expected);
    if (standsForExpected(word, expected)) {
      parser.consume();
      return word;
    }
    if (expectsCloser(expected)) {
      consumeUntil(parser, expected);
    }
    if (isWithinReach(parser, expected)) {
      consumeUntil(parser, expected);
      Token found = parser.getCurrentToken();
      parser.consume();
      return found;
    }
    if (expected.contains(RunbookLexer.LBRACE)) {
      throw new InputMismatchException(parser);
    }
    return missing(word, expected);
  }

  /** Every bracket has its partner: what was begun by one is always ended by the other. */
  private static boolean expectsCloser(IntervalSet expected) {
    return expected.toList().stream().anyMatch(Vocabulary::isCloser);
  }

  @Override
  public void recover(Parser parser, RecognitionException fault) {
    if (isStuck(parser)) {
      parser.consume();
    }
    int depth = sentences.depth(parser.getContext().getStart());
    while (sentences.depth(parser.getCurrentToken()) > depth) {
      parser.consume();
    }
    consumeUntil(parser, getErrorRecoverySet(parser));
  }

  /** A repetition whose next round came to nothing would begin with the same word for ever. */
  private boolean isStuck(Parser parser) {
    Token word = parser.getCurrentToken();
    retries = word.getTokenIndex() == lastIndex ? retries + 1 : 0;
    lastIndex = word.getTokenIndex();
    boolean nothingRead = parser.getContext().getStart() == word;
    boolean repeated = REPEATED.contains(parser.getContext().getRuleIndex());
    return (nothingRead && repeated && !Vocabulary.isCloser(word.getType()))
        || retries > RETRIES_MAX;
  }

  private boolean standsForExpected(Token word, IntervalSet expected) {
    int type = word.getType();
    if (expected.contains(RunbookLexer.DURATION)) {
      return type == RunbookLexer.INT || type == RunbookLexer.DECIMAL;
    }
    return expected.contains(RunbookLexer.IDENT) && Vocabulary.isKeyword(type) && isOnLineOf(word);
  }

  private boolean isOnLineOf(Token word) {
    return sentences.wordBefore(word).map(it -> it.getLine() == word.getLine()).orElse(false);
  }

  /** Whether what is expected still follows within this sentence. */
  private boolean isWithinReach(Parser parser, IntervalSet expected) {
    int depth = 0;
    for (int ahead = 1; ahead <= LOOK_AHEAD; ahead++) {
      Token word = parser.getInputStream().LT(ahead);
      int type = word.getType();
      if (type == Token.EOF || sentences.begins(word)) {
        return false;
      }
      if (depth == 0 && expected.contains(type)) {
        return true;
      }
      depth += Vocabulary.isOpener(type) ? 1 : Vocabulary.isCloser(type) ? -1 : 0;
      if (depth < 0) {
        return false;
      }
    }
    return false;
  }

  private static Token missing(Token before, IntervalSet expected) {
    int type = expected.isNil() ? Token.INVALID_TYPE : expected.getMinElement();
    CommonToken token = new CommonToken(type, "");
    token.setStartIndex(before.getStartIndex());
    token.setStopIndex(before.getStartIndex() - 1);
    token.setLine(before.getLine());
    token.setCharPositionInLine(before.getCharPositionInLine());
    return token;
  }

  /**
   * Brackets are passed over whole: what is inside of one is no place to go on. The end of the
   * bracket around the present word is always one.
   */
  @Override
  protected void consumeUntil(Parser parser, IntervalSet set) {
    int depth = 0;
    int type = parser.getInputStream().LA(1);
    while (type != Token.EOF && (depth > 0 || !isStop(parser.getCurrentToken(), set))) {
      depth += Vocabulary.isOpener(type) ? 1 : Vocabulary.isCloser(type) ? -1 : 0;
      parser.consume();
      type = parser.getInputStream().LA(1);
    }
  }

  private boolean isStop(Token word, IntervalSet set) {
    int type = word.getType();
    boolean sentence = !Vocabulary.STARTERS.contains(type) || sentences.begins(word);
    return Vocabulary.isCloser(type) || (set.contains(type) && sentence);
  }
}
