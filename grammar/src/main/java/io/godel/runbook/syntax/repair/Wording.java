package io.godel.runbook.syntax.repair;

import static io.godel.runbook.syntax.repair.Vocabulary.written;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.grammar.RunbookLexer;
import io.godel.runbook.syntax.grammar.RunbookParser;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Says in the words of the language what the parser missed. */
final class Wording {
  private static final int SHOWN_MAX = 40;

  /** Words that go on with a sentence: where they stand too early, something was left out. */
  private static final Set<Integer> CLAUSES =
      Set.of(
          RunbookLexer.WHEN,
          RunbookLexer.WHERE,
          RunbookLexer.WITHIN,
          RunbookLexer.EVERY,
          RunbookLexer.FRESH,
          RunbookLexer.BY,
          RunbookLexer.WITH,
          RunbookLexer.IN,
          RunbookLexer.ON,
          RunbookLexer.FOR,
          RunbookLexer.THEN,
          RunbookLexer.ELSE,
          RunbookLexer.AND,
          RunbookLexer.OR,
          RunbookLexer.MATCHES,
          RunbookLexer.BECAUSE);

  private static final Set<Integer> TYPED =
      Set.of(RunbookLexer.PARAM, RunbookLexer.LET, RunbookLexer.RECORD, RunbookLexer.TYPE);

  private final Faults faults;
  private final Sentences sentences;
  private final RuleContext context;
  private final Token word;
  private final IntervalSet expected;
  private final Optional<Token> beginning;

  Wording(
      Faults faults, Sentences sentences, RuleContext context, Token word, IntervalSet expected) {
    this.faults = faults;
    this.sentences = sentences;
    this.context = context;
    this.word = word;
    this.expected = expected;
    this.beginning = sentences.beginningBefore(word);
  }

  Diagnostic diagnostic() {
    return unitMissing()
        .or(this::keywordAsName)
        .or(this::clauseMissing)
        .or(this::textMissing)
        .or(this::typeUnclosed)
        .or(this::misplaced)
        .orElseGet(this::unexpected);
  }

  private int rule() {
    return context.getRuleIndex();
  }

  private boolean isIn(int rule) {
    for (RuleContext it = context; it != null; it = it.parent) {
      if (it.getRuleIndex() == rule) {
        return true;
      }
    }
    return false;
  }

  private Optional<Diagnostic> unitMissing() {
    boolean number = word.getType() == RunbookLexer.INT || word.getType() == RunbookLexer.DECIMAL;
    if (!number || !expected.contains(RunbookLexer.DURATION) || expectsValue()) {
      return Optional.empty();
    }
    String amount = word.getText();
    return Optional.of(
        faults
            .error(Code.UNIT_MISSING, word, "a duration needs a unit")
            .here("%s of what?".formatted(amount))
            .help("write `%ss` for seconds or `%sm` for minutes".formatted(amount, amount)));
  }

  private Optional<Diagnostic> keywordAsName() {
    boolean here = sameLine() || !sentences.begins(word);
    if (!Vocabulary.isKeyword(word.getType()) || !expected.contains(RunbookLexer.IDENT) || !here) {
      return Optional.empty();
    }
    if (expectsValue() && (sentences.begins(word) || CLAUSES.contains(word.getType()))) {
      return Optional.empty();
    }
    String text = word.getText();
    return Optional.of(
        faults
            .error(
                Code.KEYWORD_AS_NAME,
                word,
                "`%s` is a word of the language and cannot be a name here".formatted(text))
            .help("take another name, for example `%s_`".formatted(text)));
  }

  private Optional<Diagnostic> clauseMissing() {
    if (expected.size() != 1) {
      return Optional.empty();
    }
    int keyword = expected.getMinElement();
    boolean retry = rule() == RunbookParser.RULE_actingClause;
    String starter = retry ? "retry" : beginning.map(Token::getText).orElse("this");
    return Forms.clause(keyword)
        .map(clause -> missing("`" + starter + "` lacks " + clause, "`" + written(keyword) + "`"));
  }

  private Optional<Diagnostic> textMissing() {
    boolean text = expected.contains(RunbookLexer.QUOTE) && !expectsValue();
    int before = sentences.wordBefore(word).map(Token::getType).orElse(Token.INVALID_TYPE);
    Optional<String> says = beginning.flatMap(it -> Forms.text(before, it.getType()));
    if (!text || says.isEmpty() || isIn(RunbookParser.RULE_expr)) {
      return Optional.empty();
    }
    String keyword = beginning.orElseThrow().getText();
    String message = "`%s` needs a text between quotes: %s".formatted(keyword, says.get());
    return Optional.of(missing(message, "the text"));
  }

  /** What is missing at the end of a line is shown there, not on the next one. */
  private Diagnostic missing(String message, String what) {
    Optional<Token> before = sentences.wordBefore(word);
    return formed(
        before.isPresent() && !sameLine()
            ? at(Code.CLAUSE_MISSING, before.get(), message).here(what + " is missing behind this")
            : at(Code.CLAUSE_MISSING, word, message).here(what + " is missing before this"));
  }

  private Diagnostic at(Code code, Token place, String message) {
    return faults.error(code, place, message);
  }

  /** A keyword of the language in a place where its sentence cannot stand. */
  private Optional<Diagnostic> misplaced() {
    Optional<String> form = Forms.of(word.getType());
    Optional<String> place = Places.of(rule());
    if (form.isEmpty() || place.isEmpty() || !sentences.begins(word)) {
      return Optional.empty();
    }
    Diagnostic wrong =
        faults.error(
            Code.UNEXPECTED, word, "`%s` cannot stand %s".formatted(word.getText(), place.get()));
    return Optional.of(
        Places.homeOf(word.getType()).map(wrong::help).orElse(wrong).help(Places.contents(rule())));
  }

  private Optional<Diagnostic> typeUnclosed() {
    boolean typed = beginning.map(it -> TYPED.contains(it.getType())).orElse(false);
    return typed && word.getType() == RunbookLexer.LESS && !isIn(RunbookParser.RULE_expr)
        ? Optional.of(
            at(Code.UNCLOSED, word, "the types behind this `<` are not closed with `>`")
                .help("write, for example, `List<Int>`"))
        : Optional.empty();
  }

  private Diagnostic unexpected() {
    boolean type = isIn(RunbookParser.RULE_typeRef) && expected.contains(RunbookLexer.IDENT);
    String wanted = type ? "a type" : Places.wanted(rule(), expected, expectsValue());
    boolean inPlace = Places.of(rule()).isPresent() && expected.size() > 1;
    Optional<Token> before = sentences.wordBefore(word);
    if (!inPlace && before.isPresent() && !sameLine()) {
      return formed(
          at(Code.UNEXPECTED, before.get(), "expected " + wanted + " behind " + shown(before.get()))
              .here("nothing follows"));
    }
    Diagnostic wrong = at(Code.UNEXPECTED, word, "expected " + wanted + ", found " + shown(word));
    return inPlace ? wrong.help(Places.contents(rule())) : formed(wrong);
  }

  private boolean expectsValue() {
    return expected.contains(RunbookLexer.LPAREN)
        && expected.contains(RunbookLexer.INT)
        && expected.contains(RunbookLexer.NOT);
  }

  private boolean sameLine() {
    return sentences.wordBefore(word).map(it -> it.getLine() == word.getLine()).orElse(false);
  }

  private Diagnostic formed(Diagnostic wrong) {
    if (rule() == RunbookParser.RULE_actingClause) {
      return wrong.help("it goes `" + Forms.RETRY + "`");
    }
    return beginning
        .map(Token::getType)
        .flatMap(Forms::of)
        .map(form -> wrong.help("it goes `" + form + "`"))
        .orElse(wrong);
  }

  private static String shown(Token word) {
    if (word.getType() == Token.EOF) {
      return "the end of the file";
    }
    if (word.getType() == RunbookLexer.QUOTE || word.getType() == RunbookLexer.TEXT_CLOSE) {
      return "a text";
    }
    String text = word.getText();
    return "`" + (text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "…" : text) + "`";
  }
}
