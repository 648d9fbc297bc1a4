package io.godel.runbook.syntax.repair;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.syntax.grammar.RunbookLexer;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** Puts the commas in that are missing between arguments and elements. */
final class Commas {
  private Commas() {}

  static Words mended(Words words, Faults faults) {
    List<Token> mended = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    boolean declaration = false;
    for (int i = 0; i < words.size(); i++) {
      int type = words.type(i);
      if (words.beginsSentence(i)) {
        declaration = type == RunbookLexer.ACTION || type == RunbookLexer.NATIVE;
      }
      if (!declaration && !open.isEmpty() && isMissing(words, i, open.get(open.size() - 1))) {
        Token before = words.get(i - 1);
        faults.report(
            faults
                .error(Code.UNEXPECTED, words.get(i), "a `,` is missing before this")
                .label(faults.span(before), "one value ends here"));
        mended.add(Words.insertedBehind(before, RunbookLexer.COMMA, ","));
      }
      if (Vocabulary.isOpener(type)) {
        open.add(type);
      } else if (Vocabulary.isCloser(type) && !open.isEmpty()) {
        open.remove(open.size() - 1);
      }
      mended.add(words.get(i));
    }
    return new Words(mended);
  }

  /** Two values side by side within a round or square bracket. */
  private static boolean isMissing(Words words, int index, int opener) {
    boolean list = opener == RunbookLexer.LPAREN || opener == RunbookLexer.LBRACKET;
    return list
        && Vocabulary.endsValue(words.type(index - 1))
        && Vocabulary.beginsValue(words.type(index))
        && words.type(index) != RunbookLexer.LBRACE;
  }
}
