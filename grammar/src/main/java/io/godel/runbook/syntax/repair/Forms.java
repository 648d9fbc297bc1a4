package io.godel.runbook.syntax.repair;

import io.godel.runbook.syntax.grammar.RunbookLexer;
import java.util.Map;
import java.util.Optional;

/** How each sentence of the language goes, to be shown to who got one wrong. */
final class Forms {
  private static final Map<Integer, String> FORMS =
      Map.ofEntries(
          Map.entry(RunbookLexer.USE, "use k8s, pg"),
          Map.entry(RunbookLexer.RUNBOOK, "runbook name \"Title\" { … }"),
          Map.entry(RunbookLexer.MODULE, "module name { … }"),
          Map.entry(RunbookLexer.RECORD, "record Name { field: Type, … }"),
          Map.entry(RunbookLexer.ENUM, "enum Name { first, second }"),
          Map.entry(RunbookLexer.TYPE, "type Name = String matches \"…\""),
          Map.entry(RunbookLexer.EVIDENCE, "evidence Name<T>"),
          Map.entry(RunbookLexer.NATIVE, "native action name(parameter: Type) -> Type reads"),
          Map.entry(RunbookLexer.ACTION, "action name(parameter: Type) -> Type = value"),
          Map.entry(RunbookLexer.OWNER, "owner \"team@company.com\""),
          Map.entry(RunbookLexer.REVIEWED, "reviewed 2026-11-23 every 90d"),
          Map.entry(RunbookLexer.SEVERITY, "severity high"),
          Map.entry(RunbookLexer.ALERT, "alert \"NameOfTheAlert\""),
          Map.entry(RunbookLexer.SYMPTOM, "symptom \"what people see\""),
          Map.entry(RunbookLexer.CONTACT, "contact \"who\" phone \"…\""),
          Map.entry(RunbookLexer.RELATED, "related other_runbook, another_one"),
          Map.entry(RunbookLexer.TAGS, "tags \"one\", \"two\""),
          Map.entry(RunbookLexer.EXAMPLE, "example world \"name\""),
          Map.entry(RunbookLexer.PARAM, "param name: Type where condition = default"),
          Map.entry(RunbookLexer.LET, "let name = value"),
          Map.entry(RunbookLexer.INVARIANT, "invariant \"what always holds\" { condition }"),
          Map.entry(RunbookLexer.ASSESS, "assess { … }"),
          Map.entry(RunbookLexer.SCENARIO, "scenario name \"Title\" when condition { … }"),
          Map.entry(RunbookLexer.RECOVERED, "recovered { … }"),
          Map.entry(RunbookLexer.AFTERWARDS, "afterwards { task \"…\" }"),
          Map.entry(RunbookLexer.TASK, "task \"what to do\""),
          Map.entry(RunbookLexer.TEST, "test \"what it shows\" in world \"name\" { … }"),
          Map.entry(RunbookLexer.STEP, "step name \"Title\" { … }"),
          Map.entry(RunbookLexer.GUARD, "guard \"why\" condition else abort \"…\""),
          Map.entry(RunbookLexer.WARN, "warn \"why\" condition"),
          Map.entry(RunbookLexer.APPROVE, "approve \"question\" by \"role\" within 10m else abort"),
          Map.entry(RunbookLexer.DO, "do module.action(arguments)"),
          Map.entry(RunbookLexer.VERIFY, "verify \"what\" condition within 2m every 5s"),
          Map.entry(RunbookLexer.AWAIT, "await \"what\" condition within 2m every 5s"),
          Map.entry(RunbookLexer.YIELD, "yield name = evidence"),
          Map.entry(RunbookLexer.UNDO, "undo { … }` or `undo none because \"…\""),
          Map.entry(RunbookLexer.ON, "on failure { … }"),
          Map.entry(RunbookLexer.ESCALATE, "escalate to \"who\" with value"),
          Map.entry(RunbookLexer.PARALLEL, "parallel { … }"),
          Map.entry(RunbookLexer.FOR, "for x in list { … }"),
          Map.entry(RunbookLexer.IF, "if condition { … } else { … }"),
          Map.entry(RunbookLexer.CALL, "call runbook(arguments)"),
          Map.entry(RunbookLexer.MANUAL, "manual \"what to do\" by \"role\" within 30m"),
          Map.entry(RunbookLexer.ABORT, "abort \"why\""),
          Map.entry(RunbookLexer.EXPECT, "expect scenario name"),
          Map.entry(RunbookLexer.GIVEN, "given parameter = value"),
          Map.entry(RunbookLexer.FAULT, "fault \"what happens\""),
          Map.entry(RunbookLexer.DENY, "deny step"),
          Map.entry(RunbookLexer.SILENCE, "silence step"));

  private static final Map<Integer, String> TEXTS =
      Map.ofEntries(
          Map.entry(RunbookLexer.RUNBOOK, "its title"),
          Map.entry(RunbookLexer.SCENARIO, "its title"),
          Map.entry(RunbookLexer.STEP, "its title"),
          Map.entry(RunbookLexer.GUARD, "why it must hold"),
          Map.entry(RunbookLexer.WARN, "what it warns of"),
          Map.entry(RunbookLexer.APPROVE, "the question that a person answers"),
          Map.entry(RunbookLexer.VERIFY, "what it shows"),
          Map.entry(RunbookLexer.INVARIANT, "what always holds"),
          Map.entry(RunbookLexer.MANUAL, "what is to be done"),
          Map.entry(RunbookLexer.ABORT, "why it stops"),
          Map.entry(RunbookLexer.TASK, "what is to be done"),
          Map.entry(RunbookLexer.TEST, "what it shows"),
          Map.entry(RunbookLexer.FAULT, "what goes wrong"),
          Map.entry(RunbookLexer.OWNER, "who owns the runbook"),
          Map.entry(RunbookLexer.ALERT, "the name of the alert"),
          Map.entry(RunbookLexer.SYMPTOM, "what people see"),
          Map.entry(RunbookLexer.CONTACT, "whom to call"),
          Map.entry(RunbookLexer.EVIDENCE, "the question to the person"));

  private static final Map<Integer, String> CLAUSES =
      Map.ofEntries(
          Map.entry(RunbookLexer.WITHIN, "`within …`: how long it may take"),
          Map.entry(RunbookLexer.EVERY, "`every …`: how often it looks"),
          Map.entry(RunbookLexer.BY, "`by …`: who answers"),
          Map.entry(RunbookLexer.BECAUSE, "`because \"…\"`: the reason"),
          Map.entry(RunbookLexer.TIMES, "`times`: how often it tries"),
          Map.entry(RunbookLexer.BACKOFF, "`backoff 1s..30s`: how long it waits in between"),
          Map.entry(RunbookLexer.WORLD, "`world \"…\"`: where it takes place"),
          Map.entry(RunbookLexer.TO, "`to \"…\"`: whom it calls"),
          Map.entry(RunbookLexer.ONCE, "`at once`"),
          Map.entry(RunbookLexer.AT, "`at once`"),
          Map.entry(RunbookLexer.THEN, "`then …`: the value if it holds"),
          Map.entry(RunbookLexer.ELSE, "`else …`: the value if it does not hold"),
          Map.entry(RunbookLexer.PERSON, "`person \"…\"`"));

  private static final Map<Integer, String> TEXTS_OF_CLAUSES =
      Map.of(
          RunbookLexer.BY, "the role of who answers",
          RunbookLexer.ANOTHER, "the role of who answers",
          RunbookLexer.WORLD, "the name of the world",
          RunbookLexer.TO, "whom it calls",
          RunbookLexer.BECAUSE, "the reason",
          RunbookLexer.MATCHES, "a regular expression");

  static final String RETRY = "retry 3 times backoff 1s..30s timeout 5m";

  private Forms() {}

  /** The whole sentence that begins with the keyword. */
  static Optional<String> of(int starter) {
    return Optional.ofNullable(FORMS.get(starter));
  }

  /** What the text says that stands directly behind one word, in the sentence of another. */
  static Optional<String> text(int before, int starter) {
    return Optional.ofNullable(TEXTS_OF_CLAUSES.get(before))
        .or(() -> Optional.ofNullable(TEXTS.get(starter)));
  }

  /** The clause that begins with the keyword, and what it says. */
  static Optional<String> clause(int keyword) {
    return Optional.ofNullable(CLAUSES.get(keyword));
  }
}
