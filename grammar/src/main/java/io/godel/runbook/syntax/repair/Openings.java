package io.godel.runbook.syntax.repair;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.syntax.grammar.RunbookLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/**
 * Puts the opening braces in that are missing: behind a sentence that must have a block, when the
 * next one is indented deeper and the file has more closing braces than opening ones.
 */
final class Openings {
  private static final Set<Integer> WITH_BLOCK =
      Set.of(
          RunbookLexer.RUNBOOK,
          RunbookLexer.MODULE,
          RunbookLexer.ASSESS,
          RunbookLexer.SCENARIO,
          RunbookLexer.RECOVERED,
          RunbookLexer.AFTERWARDS,
          RunbookLexer.TEST,
          RunbookLexer.STEP,
          RunbookLexer.UNDO,
          RunbookLexer.ON,
          RunbookLexer.PARALLEL,
          RunbookLexer.FOR,
          RunbookLexer.IF);

  private final Words words;
  private final Faults faults;
  private final List<Token> mended = new ArrayList<>();
  private int surplus;
  private int beginning = -1;
  private boolean opened;

  private Openings(Words words, Faults faults) {
    this.words = words;
    this.faults = faults;
    this.surplus = words.surplus();
  }

  static Words mended(Words words, Faults faults) {
    Openings pass = new Openings(words, faults);
    if (pass.surplus <= 0) {
      return words;
    }
    for (int i = 0; i < words.size(); i++) {
      pass.word(i);
    }
    return new Words(pass.mended);
  }

  private void word(int index) {
    if (isCondition(index)) {
      open(words.get(index - 1));
      opened = true;
    }
    if (words.beginsSentence(index)) {
      if (surplus > 0 && beginning >= 0 && !opened && isBlockOf(index)) {
        open(words.get(index - 1));
      }
      beginning = index;
      opened = false;
    }
    opened |= words.type(index) == RunbookLexer.LBRACE;
    mended.add(words.get(index));
  }

  /** The condition of an invariant begins on the next line. */
  private boolean isCondition(int index) {
    return surplus > 0
        && beginning >= 0
        && !opened
        && words.type(beginning) == RunbookLexer.INVARIANT
        && words.beginsLine(index)
        && index > beginning + 1;
  }

  private boolean isBlockOf(int index) {
    return WITH_BLOCK.contains(words.type(beginning))
        && words.beginsLine(index)
        && words.beginsLine(beginning)
        && words.indent(index) > words.indent(beginning);
  }

  private void open(Token before) {
    Token starter = words.get(beginning);
    if (!faults.any(starter.getStartIndex(), before.getStopIndex() + 1)) {
      faults.report(
          faults
              .error(Code.UNOPENED, before, "a `{` is missing behind this")
              .label(
                  faults.span(starter),
                  "the block of this `%s` is never opened".formatted(starter.getText())));
    }
    faults.mended(before.getStopIndex());
    mended.add(Words.insertedBehind(before, RunbookLexer.LBRACE, "{"));
    surplus--;
  }
}
