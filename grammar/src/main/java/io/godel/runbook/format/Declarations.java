package io.godel.runbook.format;

import io.godel.runbook.syntax.Written.Part;
import io.godel.runbook.syntax.Written.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Lays out declarations: runbooks, modules and what stands in them. */
final class Declarations {
  private final Words words;
  private final Layout layout;
  private final Lists lists;
  private final Blocks blocks;

  Declarations(Words words, Layout layout, Lists lists, Blocks blocks) {
    this.words = words;
    this.layout = layout;
    this.lists = lists;
    this.blocks = blocks;
  }

  void addTo(Map<String, Function<Sentence, Doc>> rules) {
    rules.put("file", this::file);
    rules.put("useLine", it -> names(it.parts()));
    rules.put("metaRelated", it -> names(it.parts()));
    rules.put("metaTags", it -> names(it.parts()));
    rules.put("runbook", this::braced);
    rules.put("module", this::braced);
    rules.put("afterwards", this::afterwards);
    rules.put("invariant", this::invariant);
    rules.put("scenario", this::scenario);
    rules.put("recordDecl", this::listed);
    rules.put("enumDecl", this::listed);
    rules.put("parameters", it -> lists.list(it.parts(), false));
    rules.put("nativeDecl", this::nativeAction);
    rules.put("testGiven", this::given);
  }

  private Doc file(Sentence sentence) {
    List<Part> parts = sentence.parts();
    return blocks.file(parts.subList(0, parts.size() - 1), words.end());
  }

  /** As many names on a line as it holds. */
  private Doc names(List<Part> parts) {
    List<Doc> pieces = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < parts.size(); i++) {
      if (Layout.is(parts.get(i), "COMMA") || i + 1 == parts.size()) {
        pieces.add(layout.spaced(parts.subList(from, i + 1)));
        from = i + 1;
      }
    }
    return Doc.fill(Doc.STEP, pieces);
  }

  private static int open(List<Part> parts) {
    int open = 0;
    while (open < parts.size() && !Layout.is(parts.get(open), "LBRACE")) {
      open++;
    }
    return open;
  }

  private Doc braced(Sentence sentence) {
    List<Part> parts = sentence.parts();
    int open = open(parts);
    return Doc.concat(
        layout.spaced(parts.subList(0, open)),
        Doc.SPACE,
        blocks.block(parts.subList(open, parts.size())));
  }

  private Doc afterwards(Sentence sentence) {
    List<Part> braces = sentence.parts().subList(1, sentence.parts().size());
    Doc behind = words.trailing(braces.get(0));
    return Doc.concat(
        layout.of(sentence.parts().get(0)),
        Doc.SPACE,
        layout.of(braces.get(0)),
        blocks.body(behind, Blocks.inGroups(braces, "TASK"), braces.get(braces.size() - 1).last()));
  }

  private Doc invariant(Sentence sentence) {
    List<Part> parts = sentence.parts();
    return Doc.concat(
        layout.spaced(parts.subList(0, 2)),
        Doc.SPACE,
        blocks.brief(parts.subList(2, parts.size())));
  }

  /** The condition of a scenario stands on a line of its own, and so does the brace behind it. */
  private Doc scenario(Sentence sentence) {
    List<Part> parts = sentence.parts();
    Part block = parts.get(parts.size() - 1);
    if (parts.size() == 4) {
      return layout.spaced(parts);
    }
    return Doc.concat(
        layout.spaced(parts.subList(0, 3)),
        Doc.nest(Doc.hard(false), layout.spaced(parts.subList(3, 5)), words.trailing(parts.get(4))),
        Doc.hard(false),
        layout.of(block));
  }

  private Doc listed(Sentence sentence) {
    List<Part> parts = sentence.parts();
    return Doc.concat(
        layout.spaced(parts.subList(0, 2)),
        Doc.SPACE,
        lists.list(parts.subList(2, parts.size()), true));
  }

  /** A single clause may stand on one line with its action. */
  private Doc nativeAction(Sentence sentence) {
    List<Part> parts = sentence.parts();
    int open = open(parts);
    Doc head = layout.spaced(parts.subList(0, open));
    if (open == parts.size()) {
      return head;
    }
    List<Part> braces = parts.subList(open, parts.size());
    return Doc.concat(
        head, Doc.SPACE, braces.size() == 3 ? blocks.brief(braces) : blocks.block(braces));
  }

  private Doc given(Sentence sentence) {
    List<Part> parts = sentence.parts();
    return Doc.concat(
        layout.spaced(parts.subList(0, 3)),
        new Doc.Value(layout.of(parts.get(3)), Expressions.hugs(parts.get(3))));
  }
}
