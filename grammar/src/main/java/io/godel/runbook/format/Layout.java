package io.godel.runbook.format;

import io.godel.runbook.syntax.Written;
import io.godel.runbook.syntax.Written.Part;
import io.godel.runbook.syntax.Written.Sentence;
import io.godel.runbook.syntax.Written.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** How each sentence is laid out: by a rule of its own, or as words with spaces between them. */
final class Layout {
  private static final Set<String> NO_SPACE_BEFORE =
      Set.of("COMMA", "COLON", "DOT", "DOT_DOT", "QUESTION", "RPAREN", "RBRACKET");
  private static final Set<String> NO_SPACE_BEHIND = Set.of("DOT", "DOT_DOT", "LPAREN", "LBRACKET");
  private static final Set<String> NO_SPACE_BEFORE_RULE =
      Set.of("arguments", "parameters", "typeParams");

  private final Words words;
  private final Map<String, Function<Sentence, Doc>> rules = new HashMap<>();

  private Layout(Words words) {
    this.words = words;
    Lists lists = new Lists(words, this::of);
    Blocks blocks = new Blocks(words, this);
    new Expressions(words, this, lists).addTo(rules);
    new Sentences(words, this, blocks).addTo(rules);
    new Declarations(words, this, lists, blocks).addTo(rules);
  }

  static Doc of(Written written) {
    Words words = new Words(written);
    return new Layout(words).of(written.file());
  }

  Doc of(Part part) {
    if (part instanceof Word word) {
      return words.word(word);
    }
    Sentence sentence = (Sentence) part;
    Function<Sentence, Doc> rule = rules.get(sentence.rule());
    return rule == null ? spaced(sentence.parts()) : rule.apply(sentence);
  }

  /** The parts in a row. */
  Doc spaced(List<Part> parts) {
    List<Doc> docs = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        docs.add(between(parts.get(i - 1), parts.get(i)));
      }
      docs.add(of(parts.get(i)));
    }
    return Doc.concat(docs);
  }

  /** The parts in a row, with nothing between them. */
  Doc tight(List<Part> parts) {
    return Doc.concat(parts.stream().map(this::of).toList());
  }

  private Doc between(Part left, Part right) {
    boolean near =
        left instanceof Word before && NO_SPACE_BEHIND.contains(before.kind())
            || right instanceof Word after && NO_SPACE_BEFORE.contains(after.kind())
            || right instanceof Sentence next && NO_SPACE_BEFORE_RULE.contains(next.rule());
    return near ? Doc.NOTHING : words.spaceBehind(left);
  }

  /** Goes through the rules that only name another one. */
  static Part unwrapped(Part part) {
    Part inner = part;
    while (inner instanceof Sentence it
        && it.parts().size() == 1
        && it.parts().get(0) instanceof Sentence next) {
      inner = next;
    }
    return inner;
  }

  static boolean is(Part part, String kind) {
    return part instanceof Word word && word.is(kind);
  }

  static boolean isRule(Part part, String rule) {
    return part instanceof Sentence sentence && sentence.rule().equals(rule);
  }
}
