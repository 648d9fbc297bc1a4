package io.godel.runbook.syntax.repair;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Suggestion;
import io.godel.runbook.syntax.grammar.RunbookLexer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/** Reads names as the keywords that were meant, where only a keyword can stand. */
final class Keywords {
  /** A keyword that opens a block, in a block, in a block: deeper ones are seen the next time. */
  private static final int ROUNDS_MAX = 4;

  private static final Map<Surroundings.Kind, List<String>> BEGINNINGS =
      Map.of(
          Surroundings.Kind.FILE,
          List.of("use", "runbook", "module", "record", "enum"),
          Surroundings.Kind.RUNBOOK,
          List.of(
              "owner",
              "reviewed",
              "severity",
              "alert",
              "symptom",
              "contact",
              "related",
              "tags",
              "example",
              "param",
              "let",
              "invariant",
              "assess",
              "scenario",
              "recovered",
              "afterwards",
              "test",
              "record",
              "enum",
              "action"),
          Surroundings.Kind.MODULE,
          List.of("record", "enum", "type", "evidence", "native", "action"),
          Surroundings.Kind.BLOCK,
          List.of(
              "let",
              "step",
              "guard",
              "warn",
              "approve",
              "do",
              "verify",
              "await",
              "yield",
              "undo",
              "on",
              "escalate",
              "parallel",
              "for",
              "if",
              "call",
              "manual",
              "abort",
              "else",
              "retry",
              "timeout",
              "limit"),
          Surroundings.Kind.DRILL,
          List.of("given", "fault", "deny", "silence", "expect"),
          Surroundings.Kind.TASKS,
          List.of("task"),
          Surroundings.Kind.QUESTIONS,
          List.of("evidence"));

  private static final List<String> WITHIN_SENTENCES =
      List.of(
          "and", "or", "in", "matches", "fresh", "else", "within", "every", "by", "on", "retry",
          "timeout", "when", "where", "with", "to", "because", "for", "then", "max", "at", "once",
          "as", "times", "backoff");

  /** In these, no name can stand directly behind a value. */
  private static final Set<Integer> WITHOUT_BARE_NAMES =
      Set.of(
          RunbookLexer.LET,
          RunbookLexer.GUARD,
          RunbookLexer.WARN,
          RunbookLexer.APPROVE,
          RunbookLexer.DO,
          RunbookLexer.VERIFY,
          RunbookLexer.AWAIT,
          RunbookLexer.YIELD,
          RunbookLexer.UNDO,
          RunbookLexer.ESCALATE,
          RunbookLexer.FOR,
          RunbookLexer.IF,
          RunbookLexer.MANUAL,
          RunbookLexer.SCENARIO,
          RunbookLexer.PARAM,
          RunbookLexer.REVIEWED,
          RunbookLexer.NATIVE,
          RunbookLexer.INVARIANT);

  /** Of these a text says what is looked at; the condition may stand on the next line. */
  private static final Set<Integer> WITH_TITLE =
      Set.of(RunbookLexer.GUARD, RunbookLexer.WARN, RunbookLexer.VERIFY, RunbookLexer.AWAIT);

  private static final List<String> EFFECTS = List.of("pure", "reads", "mutates", "destroys");

  private static final Set<String> ELSE_IFS = Set.of("elif", "elsif", "elseif");

  private final Words words;
  private final Faults faults;
  private final Surroundings around;
  private final List<Token> mended = new ArrayList<>();

  private Keywords(Words words, Faults faults) {
    this.words = words;
    this.faults = faults;
    this.around = new Surroundings(words);
  }

  /** Goes through the words again as long as a keyword found opens up what follows it. */
  static Words mended(Words words, Faults faults) {
    Words before = words;
    for (int round = 0; round < ROUNDS_MAX; round++) {
      Keywords pass = new Keywords(before, faults);
      boolean changed = pass.run();
      before = new Words(pass.mended);
      if (!changed) {
        break;
      }
    }
    return before;
  }

  private boolean run() {
    boolean changed = false;
    for (int i = 0; i < words.size(); i++) {
      around.enter(i);
      if (words.type(i) == RunbookLexer.IDENT && meant(i)) {
        changed = true;
      } else {
        mended.add(words.get(i));
      }
      around.leave(i);
    }
    return changed;
  }

  private boolean meant(int index) {
    int before = words.type(index - 1);
    boolean line = words.beginsLine(index);
    boolean complete =
        index == 0
            || Vocabulary.endsValue(before)
            || before == RunbookLexer.LBRACE
            || (line && Vocabulary.endsSentence(before));
    if (!complete) {
      return false;
    }
    boolean first =
        line
            || before == RunbookLexer.LBRACE
            || (before == RunbookLexer.RBRACE && around.kind() != Surroundings.Kind.VALUE);
    return first && BEGINNINGS.containsKey(around.kind()) ? beginning(index) : within(index);
  }

  private boolean beginning(int index) {
    Token word = words.get(index);
    int after = words.type(index + 1);
    boolean argument =
        Vocabulary.isWord(after)
            || Vocabulary.beginsValue(after)
            || after == RunbookLexer.LBRACKET
            || after == RunbookLexer.MINUS;
    if (!argument) {
      return after != RunbookLexer.COLON && missingBeginning(index, after);
    }
    if (ELSE_IFS.contains(word.getText()) && words.type(index - 1) == RunbookLexer.RBRACE) {
      faults.report(foreign(word, "write `else if`"));
      mended.add(Words.as(word, RunbookLexer.ELSE));
      mended.add(Words.insertedBehind(word, RunbookLexer.IF, "if"));
      return true;
    }
    Optional<OtherLanguages.Ours> ours = OtherLanguages.word(word.getText());
    if (ours.isPresent() && BEGINNINGS.get(around.kind()).contains(ours.get().word())) {
      faults.report(foreign(word, ours.get().advice()));
      mended.add(Words.as(word, ours.get().type()));
      return true;
    }
    return misspelt(word, BEGINNINGS.get(around.kind()));
  }

  private Diagnostic foreign(Token word, String advice) {
    return faults
        .error(
            Code.MISSPELT_KEYWORD,
            word,
            "there is no keyword `%s` in this language".formatted(word.getText()))
        .help(advice);
  }

  private boolean within(int index) {
    boolean bare = WITHOUT_BARE_NAMES.contains(around.starter()) && !words.beginsSentence(index);
    boolean last = words.type(index + 1) == RunbookLexer.COLON;
    boolean effect = around.starter() == RunbookLexer.NATIVE;
    return bare && !last && misspelt(words.get(index), effect ? EFFECTS : WITHIN_SENTENCES);
  }

  private boolean misspelt(Token word, List<String> candidates) {
    Optional<String> meant = nearest(word.getText(), candidates);
    meant.ifPresent(
        keyword -> {
          faults.report(
              faults
                  .error(
                      Code.MISSPELT_KEYWORD,
                      word,
                      "there is no keyword `%s`".formatted(word.getText()))
                  .help("did you mean `%s`?".formatted(keyword)));
          mended.add(Words.as(word, Vocabulary.keyword(keyword).orElseThrow()));
        });
    return meant.isPresent();
  }

  /** A word of two letters is near to too many others: only swapped letters count. */
  private static Optional<String> nearest(String word, List<String> candidates) {
    List<String> possible =
        candidates.stream()
            .filter(it -> it.length() > 2 && word.length() > 2 || isSwapped(word, it))
            .toList();
    return Suggestion.nearest(word, possible);
  }

  private static boolean isSwapped(String word, String keyword) {
    char[] letters = word.toCharArray();
    char[] wanted = keyword.toCharArray();
    Arrays.sort(letters);
    Arrays.sort(wanted);
    return Arrays.equals(letters, wanted);
  }

  /** A call without {@code do}, a value without {@code let}. */
  private boolean missingBeginning(int index, int after) {
    Token word = words.get(index);
    boolean block = around.kind() == Surroundings.Kind.BLOCK;
    if (after == RunbookLexer.EQ && (block || around.kind() == Surroundings.Kind.RUNBOOK)) {
      faults.report(
          faults
              .error(Code.UNEXPECTED, word, "a value gets its name with `let`")
              .help("write `let %s = …`".formatted(word.getText())));
      insert(index, RunbookLexer.LET);
      return true;
    }
    if (block && word.getText().equals("sleep")) {
      faults.report(
          faults
              .error(Code.MISSPELT_KEYWORD, word, "there is no `sleep` in this language")
              .help(OtherLanguages.WAITS));
      insert(index, RunbookLexer.DO);
      return true;
    }
    boolean call = after == RunbookLexer.DOT || after == RunbookLexer.LPAREN;
    if (block && call && !isBehindTitle()) {
      faults.report(
          faults
              .error(Code.UNEXPECTED, word, "a call that stands alone begins with `do`")
              .help("write `do %s…`".formatted(word.getText() + words.get(index + 1).getText())));
      insert(index, RunbookLexer.DO);
      return true;
    }
    return false;
  }

  /** Whether what was read so far ends in the text of a sentence that goes on with a condition. */
  private boolean isBehindTitle() {
    int open = 0;
    for (int i = mended.size() - 1; i > 0; i--) {
      switch (mended.get(i).getType()) {
        case RunbookLexer.TEXT_CLOSE -> open++;
        case RunbookLexer.QUOTE -> open--;
        default -> {}
      }
      if (open == 0) {
        return isText(mended.get(mended.size() - 1).getType())
            && WITH_TITLE.contains(mended.get(i - 1).getType());
      }
    }
    return false;
  }

  private static boolean isText(int type) {
    return type == RunbookLexer.TEXT_CLOSE || type == RunbookLexer.RAW_STRING;
  }

  private void insert(int index, int type) {
    Token word = words.get(index);
    Token inserted = Words.insertedBefore(word, type, Vocabulary.written(type));
    mended.add(inserted);
    mended.add(word);
  }
}
