package io.godel.runbook.syntax.repair;

import io.godel.runbook.syntax.grammar.RunbookLexer;
import java.util.Map;
import java.util.Optional;

/** What people write out of habit from elsewhere, and how it is said here. */
final class OtherLanguages {
  /**
   * @param advice what to write, as the end of a sentence
   * @param type the kind of word that is read instead; {@code INVALID_TYPE} for none
   */
  record Ours(String advice, int type) {
    String word() {
      return Vocabulary.written(type);
    }
  }

  static final int NOTHING = 0;

  static final String WAITS =
      "wait for what can be seen: `await \"what\" condition within 2m every 5s`";

  private static final String FAILURES =
      "`on failure { … }` in a step says what to do when it fails";

  private static final Map<String, Ours> SIGNS =
      Map.ofEntries(
          Map.entry("&&", new Ours("write `and`", RunbookLexer.AND)),
          Map.entry("||", new Ours("write `or`", RunbookLexer.OR)),
          Map.entry("!", new Ours("write `not`", RunbookLexer.NOT)),
          Map.entry("&", new Ours("write `and`", RunbookLexer.AND)),
          Map.entry("|", new Ours("write `or`", RunbookLexer.OR)),
          Map.entry(";", new Ours("leave it out: nothing ends a statement", NOTHING)),
          Map.entry("===", new Ours("write `==`", RunbookLexer.EQ_EQ)),
          Map.entry("!==", new Ours("write `!=`", RunbookLexer.NOT_EQ)),
          Map.entry("=>", new Ours("write `->`", RunbookLexer.ARROW)),
          Map.entry(":=", new Ours("write `=`", RunbookLexer.EQ)),
          Map.entry("::", new Ours("write `.`", RunbookLexer.DOT)),
          Map.entry("≤", new Ours("write `<=`", RunbookLexer.LESS_EQ)),
          Map.entry("≥", new Ours("write `>=`", RunbookLexer.GREATER_EQ)),
          Map.entry("≠", new Ours("write `!=`", RunbookLexer.NOT_EQ)),
          Map.entry("–", new Ours("write `-`", RunbookLexer.MINUS)),
          Map.entry("→", new Ours("write `->`", RunbookLexer.ARROW)),
          Map.entry("+=", new Ours("a value never changes; give the new one a name", NOTHING)),
          Map.entry("-=", new Ours("a value never changes; give the new one a name", NOTHING)),
          Map.entry("$", new Ours("leave it out: a name stands for itself", NOTHING)),
          Map.entry("@", new Ours("leave it out", NOTHING)),
          Map.entry("%", new Ours("a percentage is a number: `50%`", NOTHING)));

  private static final Map<String, Ours> WORDS =
      Map.ofEntries(
          Map.entry("var", new Ours("write `let`", RunbookLexer.LET)),
          Map.entry("const", new Ours("write `let`", RunbookLexer.LET)),
          Map.entry("val", new Ours("write `let`", RunbookLexer.LET)),
          Map.entry("import", new Ours("write `use`", RunbookLexer.USE)),
          Map.entry("include", new Ours("write `use`", RunbookLexer.USE)),
          Map.entry("require", new Ours("write `guard`", RunbookLexer.GUARD)),
          Map.entry("assert", new Ours("write `guard`", RunbookLexer.GUARD)),
          Map.entry("assume", new Ours("write `guard`", RunbookLexer.GUARD)),
          Map.entry("foreach", new Ours("write `for`", RunbookLexer.FOR)),
          Map.entry("struct", new Ours("write `record`", RunbookLexer.RECORD)),
          Map.entry("function", new Ours("write `action`", RunbookLexer.ACTION)),
          Map.entry("func", new Ours("write `action`", RunbookLexer.ACTION)),
          Map.entry("fn", new Ours("write `action`", RunbookLexer.ACTION)),
          Map.entry("def", new Ours("write `action`", RunbookLexer.ACTION)),
          Map.entry("procedure", new Ours("write `action`", RunbookLexer.ACTION)),
          Map.entry("rollback", new Ours("write `undo`", RunbookLexer.UNDO)),
          Map.entry("compensate", new Ours("write `undo`", RunbookLexer.UNDO)),
          Map.entry("check", new Ours("write `verify`", RunbookLexer.VERIFY)),
          Map.entry("run", new Ours("write `do`", RunbookLexer.DO)),
          Map.entry("exec", new Ours("write `do`", RunbookLexer.DO)),
          Map.entry("otherwise", new Ours("write `else`", RunbookLexer.ELSE)),
          Map.entry(
              "while",
              new Ours("wait with `await`, or go through a list with `for`", RunbookLexer.IF)),
          Map.entry("try", new Ours(FAILURES, RunbookLexer.PARALLEL)),
          Map.entry("catch", new Ours(FAILURES, RunbookLexer.PARALLEL)),
          Map.entry(
              "return",
              new Ours("an action is a value: `action name() -> Int = value`", RunbookLexer.DO)),
          Map.entry("sleep", new Ours(WAITS, RunbookLexer.DO)),
          Map.entry("wait", new Ours("write `await`", RunbookLexer.AWAIT)));

  private OtherLanguages() {}

  static Optional<Ours> sign(String sign) {
    return Optional.ofNullable(SIGNS.get(sign));
  }

  /** For a word where a statement should begin. */
  static Optional<Ours> word(String word) {
    return Optional.ofNullable(WORDS.get(word));
  }
}
