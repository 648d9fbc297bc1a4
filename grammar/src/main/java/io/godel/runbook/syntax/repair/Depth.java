package io.godel.runbook.syntax.repair;

import io.godel.runbook.syntax.grammar.RunbookLexer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/**
 * Measures how deep the tree of a text can become, before anything is built: brackets within
 * brackets, and links of a chain such as {@code a.b.c}, {@code a + b + c}, {@code not not a} or
 * {@code else if}.
 *
 * <p>It counts rather too much than too little: the passes that follow go through the tree by
 * recursion and rely on it.
 */
public final class Depth {
  /** So many brackets may be open at once. */
  public static final int NESTING_MAX = 200;

  /** So many links the chains around one place may have, brackets included. */
  public static final int LINKS_MAX = 600;

  private static final Kinds LINKS =
      Kinds.of(
          RunbookLexer.DOT,
          RunbookLexer.PLUS,
          RunbookLexer.MINUS,
          RunbookLexer.STAR,
          RunbookLexer.SLASH,
          RunbookLexer.DOT_DOT,
          RunbookLexer.COALESCE,
          RunbookLexer.EQ_EQ,
          RunbookLexer.NOT_EQ,
          RunbookLexer.LESS,
          RunbookLexer.LESS_EQ,
          RunbookLexer.GREATER,
          RunbookLexer.GREATER_EQ,
          RunbookLexer.IN,
          RunbookLexer.MATCHES,
          RunbookLexer.MATCH,
          RunbookLexer.NOT,
          RunbookLexer.AND,
          RunbookLexer.OR,
          RunbookLexer.IF,
          RunbookLexer.THEN,
          RunbookLexer.ELSE,
          RunbookLexer.FOREIGN);

  /** Links that begin a value. */
  private static final Kinds PREFIXES =
      Kinds.of(RunbookLexer.IF, RunbookLexer.NOT, RunbookLexer.MATCH);

  private static final Kinds SEPARATORS =
      Kinds.of(RunbookLexer.COMMA, RunbookLexer.COLON, RunbookLexer.ARROW, RunbookLexer.EQ);

  private final Deque<Integer> opened = new ArrayDeque<>();
  private final Deque<Integer> linksAtOpening = new ArrayDeque<>();

  /** Links of the sentence at hand, those of all the brackets around it included. */
  private int links;

  private Depth() {}

  /** The first word that lies too deep. */
  public static Optional<Token> tooDeep(List<Token> tokens) {
    Depth depth = new Depth();
    int before = Token.INVALID_TYPE;
    for (Token token : tokens) {
      if (token.getChannel() == Token.DEFAULT_CHANNEL) {
        depth.word(token.getType(), before);
        before = token.getType();
        if (depth.opened.size() > NESTING_MAX || depth.links > LINKS_MAX) {
          return Optional.of(token);
        }
      }
    }
    return Optional.empty();
  }

  private void word(int type, int before) {
    if (Vocabulary.isOpener(type)) {
      links += type == RunbookLexer.LBRACKET && Vocabulary.endsValue(before) ? 1 : 0;
      opened.push(type);
      linksAtOpening.push(links);
      links++;
    } else if (Vocabulary.isCloser(type)) {
      close(type);
    } else {
      boolean link = LINKS.contains(type);
      // Two values side by side belong to two sentences.
      boolean beside = Vocabulary.endsValue(before) && (!link || PREFIXES.contains(type));
      if (beside || SEPARATORS.contains(type)) {
        links = linksAtOpening.isEmpty() ? 0 : linksAtOpening.peek() + 1;
      }
      links += link ? 1 : 0;
    }
  }

  private void close(int type) {
    if (!isOpen(type)) {
      return;
    }
    boolean found = false;
    while (!found) {
      found = Vocabulary.closes(type, opened.pop());
      links = linksAtOpening.pop();
    }
  }

  private boolean isOpen(int closer) {
    for (int opener : opened) {
      if (Vocabulary.closes(closer, opener)) {
        return true;
      }
    }
    return false;
  }
}
