package io.godel.runbook.format;

import io.godel.runbook.syntax.Written.Part;
import io.godel.runbook.syntax.Written.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Lays out expressions. */
final class Expressions {
  private static final List<String> CHAINS =
      List.of("product", "sum", "coalesce", "comparison", "conjunction", "disjunction");

  /** What has brackets around its inside, and so can begin on a line and go on below. */
  private static final Set<String> BRACKETED =
      Set.of("methodCall", "listPrimary", "mapPrimary", "matchPrimary", "quantified");

  private final Words words;
  private final Layout layout;
  private final Lists lists;

  Expressions(Words words, Layout layout, Lists lists) {
    this.words = words;
    this.layout = layout;
    this.lists = lists;
  }

  void addTo(Map<String, Function<Sentence, Doc>> rules) {
    CHAINS.forEach(chain -> rules.put(chain, this::chain));
    rules.put("minus", it -> layout.tight(it.parts()));
    rules.put("index", it -> layout.tight(it.parts()));
    rules.put("parenthesised", it -> layout.tight(it.parts()));
    rules.put("conditional", this::conditional);
    rules.put("arguments", it -> lists.list(it.parts(), false));
    rules.put("quantified", this::quantified);
    rules.put("matchPrimary", this::match);
    rules.put("listPrimary", this::list);
    rules.put("mapPrimary", it -> lists.list(it.parts(), true));
    rules.put("typeRef", it -> typeRef(it.parts()));
    rules.put("typeParams", it -> typeRef(it.parts()));
    rules.put("evidenceDecl", this::evidence);
  }

  static boolean hugs(Part expr) {
    Part inner = Layout.unwrapped(expr);
    return inner instanceof Sentence it
        && (BRACKETED.contains(it.rule())
            || it.rule().equals("namePrimary") && it.parts().size() > 1);
  }

  /** Operators of one strength: all on one line, or each at the beginning of its own. */
  private Doc chain(Sentence sentence) {
    return words.grouped(
        sentence,
        () -> {
          List<Part> parts = new ArrayList<>();
          flatten(sentence, sentence.rule(), parts);
          List<Doc> behind = new ArrayList<>();
          for (int i = 1; i < parts.size(); i += 2) {
            behind.add(Doc.line());
            behind.add(layout.of(parts.get(i)));
            behind.add(Doc.SPACE);
            behind.add(layout.of(parts.get(i + 1)));
          }
          return Doc.concat(layout.of(parts.get(0)), Doc.nest(behind.toArray(Doc[]::new)));
        });
  }

  private static void flatten(Sentence sentence, String rule, List<Part> into) {
    Part left = sentence.parts().get(0);
    if (left instanceof Sentence inner && inner.rule().equals(rule)) {
      flatten(inner, rule, into);
    } else {
      into.add(left);
    }
    into.addAll(sentence.parts().subList(1, sentence.parts().size()));
  }

  private Doc conditional(Sentence sentence) {
    List<Part> parts = sentence.parts();
    return words.grouped(
        sentence,
        () ->
            Doc.concat(
                layout.spaced(parts.subList(0, 2)),
                Doc.nest(
                    Doc.line(),
                    layout.spaced(parts.subList(2, 4)),
                    Doc.line(),
                    layout.spaced(parts.subList(4, 6)))));
  }

  private Doc quantified(Sentence sentence) {
    List<Part> parts = sentence.parts();
    return words.grouped(
        sentence,
        () ->
            Doc.concat(
                layout.tight(parts.subList(0, 2)),
                Doc.nest(Doc.edge(), drawn(parts.subList(2, parts.size() - 1))),
                dangling(parts),
                Doc.edge(),
                layout.of(parts.get(parts.size() - 1))));
  }

  private Doc dangling(List<Part> parts) {
    return new Doc.Nest(Doc.STEP, words.leading(parts.get(parts.size() - 1)));
  }

  /** What is drawn from a list, and behind it the condition. */
  private Doc drawn(List<Part> parts) {
    int where = 0;
    while (where < parts.size() && !Layout.is(parts.get(where), "WHERE")) {
      where++;
    }
    Doc source = layout.spaced(parts.subList(0, where));
    return where == parts.size()
        ? source
        : Doc.concat(source, Doc.line(), layout.spaced(parts.subList(where, parts.size())));
  }

  private Doc list(Sentence sentence) {
    List<Part> parts = sentence.parts();
    if (parts.size() != 4 || !Layout.isRule(parts.get(2), "drawn")) {
      return lists.list(parts, false);
    }
    Sentence drawn = (Sentence) parts.get(2);
    return words.grouped(
        sentence,
        () ->
            Doc.concat(
                layout.of(parts.get(0)),
                Doc.nest(Doc.edge(), layout.of(parts.get(1)), Doc.line(), drawn(drawn.parts())),
                dangling(parts),
                Doc.edge(),
                layout.of(parts.get(3))));
  }

  private Doc match(Sentence sentence) {
    List<Part> parts = sentence.parts();
    return Doc.concat(
        layout.spaced(parts.subList(0, 2)),
        Doc.SPACE,
        lists.list(parts.subList(2, parts.size()), true));
  }

  /** A type is never broken. */
  private Doc typeRef(List<Part> parts) {
    List<Doc> docs = new ArrayList<>();
    for (Part part : parts) {
      docs.add(layout.of(part));
      docs.add(Layout.is(part, "COMMA") ? Doc.SPACE : Doc.NOTHING);
    }
    return Doc.concat(docs);
  }

  private Doc evidence(Sentence sentence) {
    List<Part> parts = sentence.parts();
    return Doc.concat(layout.spaced(parts.subList(0, 2)), typeRef(parts.subList(2, parts.size())));
  }
}
