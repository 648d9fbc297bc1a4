package io.godel.runbook.syntax.grammar;

import java.util.HashMap;
import java.util.Map;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Vocabulary;
import org.antlr.v4.runtime.atn.LexerATNSimulator;
import org.antlr.v4.runtime.misc.Interval;

/**
 * Reads words whole and looks up whether they are keywords; leaves all else to the grammar.
 *
 * <p>It finds what the grammar says. But that follows each letter through the rules of all
 * keywords, which took a third of the time of a first parse.
 */
public final class WordReader extends LexerATNSimulator {
  private static final Map<String, Integer> KEYWORDS = keywords(RunbookLexer.VOCABULARY);

  /** A lexer that reads its words so. */
  public static RunbookLexer lexer(CharStream input) {
    RunbookLexer lexer = new RunbookLexer(input);
    lexer.setInterpreter(new WordReader(lexer));
    return lexer;
  }

  private WordReader(RunbookLexer lexer) {
    super(lexer, RunbookLexer._ATN, RunbookLexer._decisionToDFA, RunbookLexer._sharedContextCache);
  }

  private static Map<String, Integer> keywords(Vocabulary vocabulary) {
    Map<String, Integer> keywords = new HashMap<>();
    for (int type = 1; type <= vocabulary.getMaxTokenType(); type++) {
      String literal = vocabulary.getLiteralName(type);
      if (literal != null && isWord(literal.substring(1, literal.length() - 1))) {
        keywords.put(literal.substring(1, literal.length() - 1), type);
      }
    }
    return Map.copyOf(keywords);
  }

  private static boolean isWord(String literal) {
    for (int at = 0; at < literal.length(); at++) {
      if (!isLetter(literal.charAt(at))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int match(CharStream input, int mode) {
    if (mode != Lexer.DEFAULT_MODE || !isLetter(input.LA(1))) {
      return super.match(input, mode);
    }
    int length = 1;
    while (isLetter(input.LA(length + 1)) || isDigit(input.LA(length + 1))) {
      length++;
    }
    // A statement in SQL begins with a word and quotes.
    if (input.LA(length + 1) == '"') {
      return super.match(input, mode);
    }
    startIndex = input.index();
    String word = input.getText(Interval.of(startIndex, startIndex + length - 1));
    input.seek(startIndex + length);
    charPositionInLine += length;
    return KEYWORDS.getOrDefault(word, RunbookLexer.IDENT);
  }

  private static boolean isLetter(int character) {
    return character >= 'a' && character <= 'z'
        || character >= 'A' && character <= 'Z'
        || character == '_';
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }
}
