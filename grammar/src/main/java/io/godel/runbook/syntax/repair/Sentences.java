package io.godel.runbook.syntax.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** Where the sentences of a text begin, by the places of its words in the stream. */
final class Sentences {
  /** For each word of the stream the first word of the sentence before it; null for none. */
  private final List<Token> beginnings;

  private final List<Token> previous;

  private final boolean[] begins;

  /** How many brackets are open around each word, its own included where it closes one. */
  private final int[] depths;

  Sentences(List<Token> tokens) {
    List<Token> seen = new ArrayList<>();
    tokens.stream().filter(it -> it.getChannel() == Token.DEFAULT_CHANNEL).forEach(seen::add);
    Words words = new Words(seen);
    beginnings = new ArrayList<>(tokens.size());
    previous = new ArrayList<>(tokens.size());
    begins = new boolean[tokens.size()];
    depths = new int[tokens.size()];
    int depth = 0;
    Token beginning = null;
    int next = 0;
    for (int i = 0; i < tokens.size(); i++) {
      depths[i] = depth;
      int type = tokens.get(i).getType();
      depth += Vocabulary.isOpener(type) ? 1 : Vocabulary.isCloser(type) ? -1 : 0;
      beginnings.add(beginning);
      previous.add(next == 0 ? null : words.get(next - 1));
      if (tokens.get(i).getChannel() == Token.DEFAULT_CHANNEL) {
        if (words.beginsSentence(next)) {
          beginning = tokens.get(i);
          begins[i] = true;
        }
        next++;
      }
    }
  }

  /** The keyword that begins the sentence before or around the word. */
  Optional<Token> beginningBefore(Token word) {
    return Optional.ofNullable(beginnings.get(word.getTokenIndex()));
  }

  Optional<Token> wordBefore(Token word) {
    return Optional.ofNullable(previous.get(word.getTokenIndex()));
  }

  int depth(Token word) {
    return depths[word.getTokenIndex()];
  }

  boolean begins(Token word) {
    return begins[word.getTokenIndex()];
  }
}
