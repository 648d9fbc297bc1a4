package io.godel.runbook.format;

import io.godel.runbook.syntax.Written.Part;
import io.godel.runbook.syntax.Written.Sentence;
import io.godel.runbook.syntax.Written.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Lays out statements: pieces that begin with a keyword go to the next line where one is full. */
final class Sentences {
  /** How far the head of a block goes in, so that it is not taken for what is in the block. */
  private static final int HEAD = 2 * Doc.STEP;

  private final Words words;
  private final Layout layout;
  private final Blocks blocks;

  Sentences(Words words, Layout layout, Blocks blocks) {
    this.words = words;
    this.layout = layout;
    this.blocks = blocks;
  }

  void addTo(Map<String, Function<Sentence, Doc>> rules) {
    rules.put("guardStatement", it -> pieces(it.parts(), Set.of("FRESH", "ELSE")));
    rules.put("warnStatement", it -> pieces(it.parts(), Set.of()));
    rules.put("approveStatement", it -> pieces(it.parts(), Set.of("BY", "ELSE", "ON")));
    rules.put("verifyStatement", it -> pieces(it.parts(), Set.of("WITHIN")));
    rules.put("awaitStatement", it -> pieces(it.parts(), Set.of("WITHIN", "ELSE")));
    rules.put("undoNoneStatement", it -> pieces(it.parts(), Set.of("BECAUSE")));
    rules.put("undoKeepStatement", it -> pieces(it.parts(), Set.of("BECAUSE")));
    rules.put("escalation", it -> pieces(it.parts(), Set.of("WITH")));
    rules.put("paramDecl", it -> pieces(it.parts(), Set.of("WHERE", "EQ")));
    rules.put("let", this::value);
    rules.put("yieldStatement", this::value);
    rules.put("doStatement", this::deed);
    rules.put("actionValue", this::value);
    rules.put("manualStatement", this::manual);
    rules.put("step", this::step);
    rules.put("testDecl", this::drill);
    rules.put("forStatement", this::headed);
    rules.put("ifBranch", this::headed);
    rules.put("block", it -> blocks.block(it.parts()));
    rules.put("undoStatement", this::way);
    rules.put("onFailureStatement", this::way);
  }

  /** As many of the pieces on a line as it holds; the expression behind a text is one, too. */
  private Doc pieces(List<Part> parts, Set<String> starts) {
    return Doc.fill(Doc.STEP, split(parts, starts));
  }

  private List<Doc> split(List<Part> parts, Set<String> starts) {
    List<Doc> pieces = new ArrayList<>();
    int from = 0;
    for (int i = 1; i < parts.size(); i++) {
      boolean claim = i == 2 && Layout.is(parts.get(1), "TEXT") && parts.get(2) instanceof Sentence;
      if (claim && !isClause(parts.get(i)) || starts(parts.get(i), starts)) {
        pieces.add(layout.spaced(parts.subList(from, i)));
        from = i;
      }
    }
    pieces.add(layout.spaced(parts.subList(from, parts.size())));
    return pieces;
  }

  private static boolean starts(Part part, Set<String> starts) {
    return part instanceof Word word && starts.contains(word.kind()) || isClause(part);
  }

  private static boolean isClause(Part part) {
    return part instanceof Sentence it
        && (it.rule().startsWith("acting") || it.rule().startsWith("step"))
        && !it.rule().equals("step");
  }

  /** A name, what it stands for, and clauses of a call. */
  private Doc value(Sentence sentence) {
    List<Part> parts = sentence.parts();
    int sign = 0;
    while (!Layout.is(parts.get(sign), "EQ")) {
      sign++;
    }
    int end = sign + 1;
    while (end < parts.size() && !isClause(parts.get(end))) {
      end++;
    }
    Part expr = parts.get(end - 1);
    Doc content = layout.spaced(parts.subList(sign + 1, end));
    List<Doc> pieces = new ArrayList<>();
    pieces.add(
        Doc.concat(
            layout.spaced(parts.subList(0, sign + 1)),
            new Doc.Value(content, Expressions.hugs(expr))));
    parts.subList(end, parts.size()).forEach(clause -> pieces.add(layout.of(clause)));
    return Doc.fill(Doc.STEP, pieces);
  }

  private Doc deed(Sentence sentence) {
    return pieces(sentence.parts(), Set.of());
  }

  private Doc manual(Sentence sentence) {
    List<Part> parts = sentence.parts();
    Part last = parts.get(parts.size() - 1);
    if (!Layout.isRule(last, "manualBody")) {
      return pieces(parts, Set.of("BY"));
    }
    List<Part> body = ((Sentence) last).parts();
    return headAndBody(
        split(parts.subList(0, parts.size() - 1), Set.of("BY")),
        body,
        Blocks.inGroups(body, "EVIDENCE"));
  }

  private Doc step(Sentence sentence) {
    List<Part> parts = sentence.parts();
    List<Part> block = ((Sentence) parts.get(parts.size() - 1)).parts();
    return headAndBody(
        split(parts.subList(0, parts.size() - 1), Set.of()),
        block,
        block.subList(1, block.size() - 1));
  }

  private Doc drill(Sentence sentence) {
    List<Part> parts = sentence.parts();
    int open = 0;
    while (!Layout.is(parts.get(open), "LBRACE")) {
      open++;
    }
    List<Part> body = parts.subList(open, parts.size());
    return headAndBody(
        split(parts.subList(0, open), Set.of("IN")), body, body.subList(1, body.size() - 1));
  }

  private Doc headAndBody(List<Doc> head, List<Part> braces, List<? extends Part> items) {
    Word open = braces.get(0).first();
    Word close = braces.get(braces.size() - 1).last();
    Doc behind = words.trailing(open);
    List<Doc> pieces = new ArrayList<>(head);
    Doc last = pieces.remove(pieces.size() - 1);
    pieces.add(Doc.concat(last, Doc.SPACE, words.word(open)));
    return Doc.concat(Doc.fill(HEAD, pieces), blocks.body(behind, items, close));
  }

  /** The head of a loop or a branch goes further in than what follows it. */
  private Doc headed(Sentence sentence) {
    List<Doc> docs = new ArrayList<>();
    for (Part part : sentence.parts()) {
      boolean block = Layout.isRule(part, "block") || Layout.isRule(part, "ifBranch");
      docs.add(docs.isEmpty() ? Doc.NOTHING : Doc.SPACE);
      docs.add(block ? layout.of(part) : new Doc.Nest(Doc.STEP, layout.of(part)));
    }
    return Doc.concat(docs);
  }

  /** A way back of one statement may stand on one line. */
  private Doc way(Sentence sentence) {
    List<Part> parts = sentence.parts();
    List<Part> block = ((Sentence) parts.get(parts.size() - 1)).parts();
    return Doc.concat(
        layout.spaced(parts.subList(0, parts.size() - 1)),
        Doc.SPACE,
        block.size() == 3 ? blocks.brief(block) : blocks.block(block));
  }
}
