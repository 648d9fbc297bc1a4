package io.godel.runbook.syntax.repair;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.grammar.RunbookLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/** Mends what is wrong within one word: signs of other languages, units, escapes. */
final class Signs {
  private final Words words;
  private final Faults faults;
  private final List<Token> mended = new ArrayList<>();

  private Signs(Words words, Faults faults) {
    this.words = words;
    this.faults = faults;
  }

  static Words mended(Words words, Faults faults) {
    Signs pass = new Signs(words, faults);
    int next = 0;
    while (next < words.size()) {
      next = pass.word(next);
    }
    return new Words(pass.mended);
  }

  /** Mends one word, or a run of them, and says which one is next. */
  private int word(int index) {
    Token word = words.get(index);
    switch (word.getType()) {
      case RunbookLexer.TEXT_BAD_ESCAPE -> badEscape(word);
      case RunbookLexer.BAD_UNIT -> {
        Units.Mended unit = Units.mended(word, faults);
        faults.report(unit.diagnostic());
        mended.add(unit.token());
      }
      case RunbookLexer.INT, RunbookLexer.DECIMAL -> {
        return number(index);
      }
      case RunbookLexer.FOREIGN -> foreign(word);
      case RunbookLexer.FOREIGN_TEXT -> foreignText(word);
      case RunbookLexer.FOREIGN_COMMENT ->
          faults.report(
              faults
                  .error(Code.FOREIGN_OPERATOR, word, "a comment does not begin with `#` here")
                  .help("write `//`"));
      case RunbookLexer.UNKNOWN -> {
        return unknown(index);
      }
      case RunbookLexer.COMMENT_UNCLOSED -> {
        faults.restLost();
        faults.report(
            faults
                .error(Code.UNCLOSED, opening(word), "this comment is never closed")
                .here("everything after it is read as a comment")
                .help("end it with `*/`"));
      }
      default -> mended.add(word);
    }
    return index + 1;
  }

  /** A number, or an amount whose unit stands apart from it, and what is next. */
  private int number(int index) {
    Token number = words.get(index);
    Token unit = words.get(Math.min(index + 1, words.size() - 1));
    // Behind these a number has a word of its own that says what it counts.
    boolean counts =
        words.type(index - 1) == RunbookLexer.LIMIT
            || words.type(index - 1) == RunbookLexer.AFFECTS;
    if (counts || unit.getType() != RunbookLexer.IDENT || words.beginsLine(index + 1)) {
      mended.add(number);
      return index + 1;
    }
    Optional<Units.Mended> amount = Units.apart(number, unit, faults);
    amount.ifPresent(it -> faults.report(it.diagnostic()));
    mended.add(amount.map(Units.Mended::token).orElse(number));
    return amount.isPresent() ? index + 2 : index + 1;
  }

  private static Token opening(Token word) {
    CommonToken shown = Words.as(word, word.getType());
    shown.setStopIndex(word.getStartIndex() + "/*".length() - 1);
    return shown;
  }

  private void badEscape(Token word) {
    mended.add(Words.as(word, RunbookLexer.TEXT_CHARS));
    if (word.getText().length() == 1) {
      // It stands at the end of the line, where the text has no end either.
      return;
    }
    faults.report(
        faults
            .error(Code.BAD_ESCAPE, word, "`%s` is no escape".formatted(word.getText()))
            .help("the escapes are `\\n`, `\\r`, `\\t`, `\\\"`, `\\\\` and `\\$`")
            .help("write `\\\\` for the backslash itself, or take a raw text: `\"\"\"…\"\"\"`"));
  }

  private void foreign(Token word) {
    String text = word.getText();
    Optional<OtherLanguages.Ours> ours = OtherLanguages.sign(text);
    Diagnostic wrong =
        faults.error(
            Code.FOREIGN_OPERATOR, word, "`%s` is not a sign of this language".formatted(text));
    faults.report(ours.map(it -> wrong.help(it.advice())).orElse(wrong));
    ours.filter(it -> it.type() != OtherLanguages.NOTHING)
        .ifPresent(it -> mended.add(Words.as(word, it.type())));
  }

  private void foreignText(Token word) {
    String inside = word.getText().substring(1, word.getText().length() - 1);
    faults.report(
        faults
            .error(Code.FOREIGN_OPERATOR, word, "a text stands between double quotes")
            .help("write `\"" + inside + "\"`"));
    text(word);
  }

  /** Stands for a text that could not be read. */
  private void text(Token word) {
    mended.add(Words.as(word, RunbookLexer.QUOTE));
    mended.add(Words.insertedBehind(word, RunbookLexer.TEXT_CLOSE, "\""));
  }

  /** A run of signs that mean nothing is one fault, and so is a text in curly quotes. */
  private int unknown(int index) {
    Token word = words.get(index);
    if (OtherLanguages.sign(word.getText()).isPresent()) {
      foreign(word);
      return index + 1;
    }
    int last = UnknownSigns.isQuote(word) ? endOfText(index) : endOfRun(index);
    faults.report(
        UnknownSigns.diagnostic(
            faults.span(word.getStartIndex(), words.get(last).getStopIndex() + 1)));
    if (UnknownSigns.isQuote(word)) {
      text(word);
    }
    return last + 1;
  }

  private int endOfRun(int index) {
    int last = index;
    while (words.type(last + 1) == RunbookLexer.UNKNOWN
        && words.get(last).getStopIndex() + 1 == words.get(last + 1).getStartIndex()) {
      last++;
    }
    return last;
  }

  private int endOfText(int index) {
    for (int i = index + 1; i < words.size() && !words.beginsLine(i); i++) {
      if (words.type(i) == RunbookLexer.UNKNOWN && UnknownSigns.isQuote(words.get(i))) {
        return i;
      }
    }
    return index;
  }
}
