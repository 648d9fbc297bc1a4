package io.godel.runbook.syntax.repair;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.syntax.grammar.RunbookLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/** Reads a single {@code =} as what it was meant for, where it can name no value. */
final class Equals {
  /** Sentences that give a name to one value. */
  private static final Set<Integer> NAMING =
      Set.of(
          RunbookLexer.LET,
          RunbookLexer.YIELD,
          RunbookLexer.GIVEN,
          RunbookLexer.PARAM,
          RunbookLexer.TYPE,
          RunbookLexer.ACTION,
          RunbookLexer.NATIVE);

  private static final Set<Integer> ASKING =
      Set.of(
          RunbookLexer.GUARD,
          RunbookLexer.WARN,
          RunbookLexer.VERIFY,
          RunbookLexer.AWAIT,
          RunbookLexer.IF,
          RunbookLexer.FOR,
          RunbookLexer.DO,
          RunbookLexer.SCENARIO,
          RunbookLexer.EXPECT,
          RunbookLexer.INVARIANT);

  /** The inside of a bracket: the sentence at hand, and whether it has named its value. */
  private static final class Place {
    final int opener;
    int starter;
    boolean named;

    Place(int opener, int starter) {
      this.opener = opener;
      this.starter = starter;
      this.named = true;
    }
  }

  private final Words words;
  private final Faults faults;
  private final List<Place> places = new ArrayList<>();

  private Equals(Words words, Faults faults) {
    this.words = words;
    this.faults = faults;
    places.add(new Place(-1, Token.INVALID_TYPE));
  }

  static Words mended(Words words, Faults faults) {
    Equals pass = new Equals(words, faults);
    List<Token> mended = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      mended.add(pass.word(i));
    }
    return new Words(mended);
  }

  private Token word(int index) {
    int type = words.type(index);
    Place place = places.get(places.size() - 1);
    if (words.beginsSentence(index)) {
      place.starter = type;
      place.named = false;
    }
    if (Vocabulary.isOpener(type)) {
      places.add(new Place(index, starterWithin(type, place.starter)));
    } else if (Vocabulary.isCloser(type) && places.size() > 1) {
      places.remove(places.size() - 1);
    }
    return type == RunbookLexer.EQ ? equals(index, place) : words.get(index);
  }

  /** A block holds sentences of its own; every other bracket belongs to the one around it. */
  private static int starterWithin(int opener, int starter) {
    boolean block = opener == RunbookLexer.LBRACE && starter != RunbookLexer.INVARIANT;
    return block ? Token.INVALID_TYPE : starter;
  }

  private Token equals(int index, Place place) {
    Token sign = words.get(index);
    if (NAMING.contains(place.starter) && !place.named) {
      place.named = true;
      return sign;
    }
    if (words.type(place.opener) == RunbookLexer.LPAREN) {
      return inRoundBracket(index, place);
    }
    boolean asks = ASKING.contains(place.starter) || NAMING.contains(place.starter);
    return asks ? comparison(sign) : sign;
  }

  private Token inRoundBracket(int index, Place place) {
    Token sign = words.get(index);
    if (place.starter == RunbookLexer.ACTION || place.starter == RunbookLexer.NATIVE) {
      return sign;
    }
    int before = words.type(index - 2);
    boolean label =
        (before == RunbookLexer.LPAREN || before == RunbookLexer.COMMA)
            && Vocabulary.isWord(words.type(index - 1));
    if (label && words.type(place.opener - 1) == RunbookLexer.IDENT) {
      faults.report(
          faults
              .error(Code.UNEXPECTED, sign, "a named argument is written with `:`")
              .help("write `%s: …`".formatted(words.get(index - 1).getText())));
      return Words.as(sign, RunbookLexer.COLON);
    }
    return comparison(sign);
  }

  private Token comparison(Token sign) {
    faults.report(
        faults
            .error(Code.ASSIGNMENT_FOR_EQUALITY, sign, "`=` does not compare")
            .help("write `==` to ask whether two values are equal"));
    return Words.as(sign, RunbookLexer.EQ_EQ);
  }
}
