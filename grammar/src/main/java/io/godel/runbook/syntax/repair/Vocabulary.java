package io.godel.runbook.syntax.repair;

import io.godel.runbook.syntax.grammar.RunbookLexer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The kinds of words: what begins a sentence, what ends a value, what is a keyword. */
final class Vocabulary {
  /** Keywords that begin a sentence wherever they stand, if not behind a dot or before a colon. */
  static final Kinds STARTERS =
      Kinds.of(
          RunbookLexer.RUNBOOK,
          RunbookLexer.MODULE,
          RunbookLexer.ENUM,
          RunbookLexer.NATIVE,
          RunbookLexer.ACTION,
          RunbookLexer.PARAM,
          RunbookLexer.LET,
          RunbookLexer.ASSESS,
          RunbookLexer.SCENARIO,
          RunbookLexer.STEP,
          RunbookLexer.INVARIANT,
          RunbookLexer.AFTERWARDS,
          RunbookLexer.GUARD,
          RunbookLexer.WARN,
          RunbookLexer.APPROVE,
          RunbookLexer.DO,
          RunbookLexer.VERIFY,
          RunbookLexer.AWAIT,
          RunbookLexer.YIELD,
          RunbookLexer.UNDO,
          RunbookLexer.ESCALATE,
          RunbookLexer.PARALLEL,
          RunbookLexer.CALL,
          RunbookLexer.MANUAL,
          RunbookLexer.ABORT,
          RunbookLexer.EXPECT,
          RunbookLexer.GIVEN);

  /** Keywords that begin a sentence at the beginning of a line, behind a complete sentence. */
  static final Kinds STARTERS_OF_LINE =
      Kinds.of(
          RunbookLexer.USE,
          RunbookLexer.ON,
          RunbookLexer.FOR,
          RunbookLexer.IF,
          RunbookLexer.OWNER,
          RunbookLexer.SEVERITY,
          RunbookLexer.ALERT,
          RunbookLexer.SYMPTOM,
          RunbookLexer.CONTACT,
          RunbookLexer.RELATED,
          RunbookLexer.TAGS,
          RunbookLexer.EXAMPLE,
          RunbookLexer.REVIEWED,
          RunbookLexer.TASK,
          RunbookLexer.TEST,
          RunbookLexer.TYPE,
          RunbookLexer.RECORD,
          RunbookLexer.EVIDENCE,
          RunbookLexer.RECOVERED,
          RunbookLexer.FAULT,
          RunbookLexer.DENY,
          RunbookLexer.SILENCE);

  private static final Kinds VALUE_ENDS =
      Kinds.of(
          RunbookLexer.IDENT,
          RunbookLexer.INT,
          RunbookLexer.DECIMAL,
          RunbookLexer.DURATION,
          RunbookLexer.BYTES,
          RunbookLexer.PERCENT,
          RunbookLexer.DATE,
          RunbookLexer.INSTANT,
          RunbookLexer.TRUE,
          RunbookLexer.FALSE,
          RunbookLexer.NONE,
          RunbookLexer.RAW_STRING,
          RunbookLexer.TEXT_CLOSE,
          RunbookLexer.SQL_CLOSE,
          RunbookLexer.RPAREN,
          RunbookLexer.RBRACKET,
          RunbookLexer.RBRACE);

  private static final Kinds SENTENCE_ENDS =
      Kinds.of(
          RunbookLexer.SKIP_,
          RunbookLexer.ABORT,
          RunbookLexer.QUESTION,
          RunbookLexer.GREATER,
          RunbookLexer.ONCE,
          RunbookLexer.PURE,
          RunbookLexer.READS,
          RunbookLexer.MUTATES,
          RunbookLexer.DESTROYS,
          RunbookLexer.IDEMPOTENT,
          RunbookLexer.IRREVERSIBLE);

  private static final Kinds VALUE_BEGINNINGS =
      Kinds.of(
          RunbookLexer.IDENT,
          RunbookLexer.INT,
          RunbookLexer.DECIMAL,
          RunbookLexer.DURATION,
          RunbookLexer.BYTES,
          RunbookLexer.PERCENT,
          RunbookLexer.DATE,
          RunbookLexer.INSTANT,
          RunbookLexer.TRUE,
          RunbookLexer.FALSE,
          RunbookLexer.NONE,
          RunbookLexer.RAW_STRING,
          RunbookLexer.QUOTE,
          RunbookLexer.SQL_OPEN,
          RunbookLexer.LBRACE);

  private static final Kinds OPENERS =
      Kinds.of(
          RunbookLexer.LPAREN,
          RunbookLexer.LBRACKET,
          RunbookLexer.LBRACE,
          RunbookLexer.QUOTE,
          RunbookLexer.SQL_OPEN,
          RunbookLexer.TEXT_OPEN_EXPR,
          RunbookLexer.SQL_OPEN_EXPR);

  private static final Kinds CLOSERS =
      Kinds.of(
          RunbookLexer.RPAREN,
          RunbookLexer.RBRACKET,
          RunbookLexer.RBRACE,
          RunbookLexer.TEXT_CLOSE,
          RunbookLexer.SQL_CLOSE);

  private static final Map<String, Integer> KEYWORDS = keywords();

  private Vocabulary() {}

  private static Map<String, Integer> keywords() {
    Map<String, Integer> result = new HashMap<>();
    for (int type = RunbookLexer.USE; type <= RunbookLexer.ALL; type++) {
      String literal = RunbookLexer.VOCABULARY.getLiteralName(type);
      if (literal != null) {
        result.put(literal.substring(1, literal.length() - 1), type);
      }
    }
    return Map.copyOf(result);
  }

  /** The kind of a keyword, by its text. */
  static Optional<Integer> keyword(String word) {
    return Optional.ofNullable(KEYWORDS.get(word));
  }

  static boolean isStarter(int type) {
    return STARTERS.contains(type) || STARTERS_OF_LINE.contains(type);
  }

  static boolean isKeyword(int type) {
    return type >= RunbookLexer.USE && type <= RunbookLexer.ALL;
  }

  /** The keyword or sign as it is written. */
  static String written(int type) {
    String literal = RunbookLexer.VOCABULARY.getLiteralName(type);
    return literal == null ? "" : literal.substring(1, literal.length() - 1);
  }

  static boolean isWord(int type) {
    return type == RunbookLexer.IDENT || isKeyword(type);
  }

  /** Whether a value can end with it; a keyword that serves as a name counts as none. */
  static boolean endsValue(int type) {
    return VALUE_ENDS.contains(type);
  }

  /** Whether a line that ends with it can be the end of a sentence. */
  static boolean endsSentence(int type) {
    return endsValue(type) || SENTENCE_ENDS.contains(type);
  }

  static boolean beginsValue(int type) {
    return VALUE_BEGINNINGS.contains(type);
  }

  static boolean isOpener(int type) {
    return OPENERS.contains(type);
  }

  static boolean isCloser(int type) {
    return CLOSERS.contains(type);
  }

  /** Whether the closing sign belongs to the opening one. */
  static boolean closes(int closer, int opener) {
    return switch (closer) {
      case RunbookLexer.RPAREN -> opener == RunbookLexer.LPAREN;
      case RunbookLexer.RBRACKET -> opener == RunbookLexer.LBRACKET;
      case RunbookLexer.TEXT_CLOSE -> opener == RunbookLexer.QUOTE;
      case RunbookLexer.SQL_CLOSE -> opener == RunbookLexer.SQL_OPEN;
      case RunbookLexer.RBRACE ->
          opener == RunbookLexer.LBRACE
              || opener == RunbookLexer.TEXT_OPEN_EXPR
              || opener == RunbookLexer.SQL_OPEN_EXPR;
      default -> false;
    };
  }

  /** The kind of sign that closes the opening one. */
  static int closerOf(int opener) {
    return switch (opener) {
      case RunbookLexer.LPAREN -> RunbookLexer.RPAREN;
      case RunbookLexer.LBRACKET -> RunbookLexer.RBRACKET;
      case RunbookLexer.QUOTE -> RunbookLexer.TEXT_CLOSE;
      case RunbookLexer.SQL_OPEN -> RunbookLexer.SQL_CLOSE;
      default -> RunbookLexer.RBRACE;
    };
  }
}
