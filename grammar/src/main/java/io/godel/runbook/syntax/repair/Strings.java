package io.godel.runbook.syntax.repair;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.grammar.RunbookLexer;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/** Closes the strings that have no end, where the lexer took them to end. */
final class Strings {
  /** So many words are looked at to find the beginning of a text over several lines. */
  private static final int LOOK_BACK = 50;

  /** Something that waits for its end, and where it stands in the mended list. */
  private record Open(Token token, int place) {
    int type() {
      return token.getType();
    }
  }

  private final Faults faults;
  private final List<Token> mended = new ArrayList<>();
  private final List<Open> open = new ArrayList<>();
  private int quotesOpen;

  private Strings(Faults faults) {
    this.faults = faults;
  }

  static Words mended(Words words, Faults faults) {
    Strings pass = new Strings(faults);
    for (int i = 0; i < words.size(); i++) {
      pass.word(words, i);
    }
    return new Words(pass.mended);
  }

  private void word(Words words, int index) {
    Token word = words.get(index);
    int type = word.getType();
    boolean newLine = words.beginsLine(index) || type == RunbookLexer.TEXT_UNCLOSED;
    if (quotesOpen > 0 && (newLine || type == Token.EOF)) {
      endQuotes(words.get(index - 1));
    }
    if (type == Token.EOF) {
      endSql(words.get(Math.max(0, index - 1)));
    }
    if (type == RunbookLexer.TEXT_UNCLOSED) {
      return;
    }
    if (type == RunbookLexer.RAW_UNCLOSED) {
      rawUnclosed(word);
      return;
    }
    if (Vocabulary.isOpener(type)) {
      push(word);
    } else if (Vocabulary.isCloser(type)) {
      close(type);
    }
    mended.add(word);
  }

  private void push(Token word) {
    if (word.getType() != RunbookLexer.LPAREN && word.getType() != RunbookLexer.LBRACKET) {
      quotesOpen += word.getType() == RunbookLexer.QUOTE ? 1 : 0;
      open.add(new Open(word, mended.size()));
    }
  }

  private void close(int type) {
    int last = open.size() - 1;
    if (last >= 0 && Vocabulary.closes(type, open.get(last).type())) {
      quotesOpen -= type == RunbookLexer.TEXT_CLOSE ? 1 : 0;
      open.remove(last);
    }
  }

  /** A string ends with its line, and with it all that was begun in it. */
  private void endQuotes(Token before) {
    int first = 0;
    while (open.get(first).type() != RunbookLexer.QUOTE) {
      first++;
    }
    Open quote = open.get(first);
    if (first + 1 < open.size() && open.get(first + 1).type() == RunbookLexer.TEXT_OPEN_EXPR) {
      Open inserted = open.get(first + 1);
      faults.report(
          faults
              .error(Code.UNCLOSED, inserted.token(), "this `${` is never closed")
              .label(faults.span(quote.token()), "in this text, which ends with its line")
              .help("end the inserted value with `}`, or write `\\${` for the two signs"));
      truncate(inserted.place());
    } else {
      unclosedQuote(quote);
    }
    mended.add(Words.insertedBehind(before, RunbookLexer.TEXT_CLOSE, "\""));
    open.subList(first, open.size()).clear();
    quotesOpen = 0;
  }

  /** A text over several lines leaves one quote on the first and one on the last: one fault. */
  private void unclosedQuote(Open quote) {
    Token first = firstQuoteOfLine(quote.token());
    if (!endsEarlierText(quote)) {
      Diagnostic wrong =
          first == quote.token()
              ? faults
                  .error(Code.UNCLOSED_STRING, first, "this text has no end on its line")
                  .here("begins here")
              : faults
                  .error(Code.UNCLOSED_STRING, first, "a quote of this line has no partner")
                  .here("the texts of the line begin here")
                  .label(faults.span(quote.token()), "this one is left over");
      faults.report(
          wrong
              .help("end every text with `\"` on its own line")
              .help("a text over several lines stands between `\"\"\"` and `\"\"\"`"));
    }
    faults.mended(first.getStartIndex());
    faults.mended(quote.token().getStartIndex());
  }

  private Token firstQuoteOfLine(Token quote) {
    Token first = quote;
    for (int i = mended.size() - 1; i >= 0 && mended.get(i).getLine() == quote.getLine(); i--) {
      first = mended.get(i).getType() == RunbookLexer.QUOTE ? mended.get(i) : first;
    }
    return first;
  }

  private boolean endsEarlierText(Open quote) {
    Words before = new Words(mended.subList(Math.max(0, quote.place() - LOOK_BACK), quote.place()));
    for (int i = before.size() - 1; i >= 0; i--) {
      int start = before.get(i).getStartIndex();
      if (before.type(i) == RunbookLexer.QUOTE && faults.any(start, start + 1)) {
        return true;
      }
      if (before.beginsSentence(i)) {
        return false;
      }
    }
    return false;
  }

  private void truncate(int place) {
    mended.subList(place, mended.size()).clear();
  }

  /** Within a statement of SQL it is the sign that should close the statement. */
  private void rawUnclosed(Token word) {
    faults.restLost();
    if (!isOpen(RunbookLexer.SQL_OPEN)) {
      CommonToken sign = Words.as(word, word.getType());
      sign.setStopIndex(word.getStartIndex() + "\"\"\"".length() - 1);
      faults.report(
          faults
              .error(Code.UNCLOSED, sign, "this raw text is never closed")
              .here("everything after it is read as text")
              .help("end it with `\"\"\"`"));
    }
    mended.add(Words.as(word, RunbookLexer.QUOTE));
    mended.add(Words.insertedBehind(word, RunbookLexer.TEXT_CLOSE, "\""));
  }

  private boolean isOpen(int type) {
    return open.stream().anyMatch(it -> it.type() == type);
  }

  private void endSql(Token before) {
    for (int i = 0; i < open.size(); i++) {
      if (open.get(i).type() == RunbookLexer.SQL_OPEN) {
        endSql(i, before);
        return;
      }
    }
  }

  private void endSql(int index, Token before) {
    faults.restLost();
    boolean inside =
        index + 1 < open.size() && open.get(index + 1).type() == RunbookLexer.SQL_OPEN_EXPR;
    Token unclosed = inside ? open.get(index + 1).token() : open.get(index).token();
    int place = inside ? open.get(index + 1).place() : mended.size();
    String what = inside ? "this `${` is never closed" : "this statement of SQL is never closed";
    faults.report(
        faults
            .error(Code.UNCLOSED, unclosed, what)
            .here("everything after it is read as a part of it")
            .help(inside ? "end the inserted value with `}`" : "end it with `\"\"\"`"));
    truncate(place);
    mended.add(Words.insertedBehind(before, RunbookLexer.SQL_CLOSE, "\"\"\""));
    open.subList(index, open.size()).clear();
  }
}
