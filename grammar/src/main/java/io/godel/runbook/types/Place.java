package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Stmt;
import java.util.Optional;
import java.util.Set;

/** The kinds of block, each with what may stand in it. */
enum Place {
  ASSESS("the assessment", false, "let", "warn"),
  SCENARIO(
      "a scenario",
      false,
      "let",
      "step",
      "warn",
      "await",
      "if",
      "for",
      "parallel",
      "call",
      "abort",
      "escalate",
      "block"),
  STEP(
      "a step",
      true,
      "let",
      "guard",
      "warn",
      "approve",
      "do",
      "verify",
      "await",
      "yield",
      "undo",
      "on failure",
      "if",
      "for",
      "parallel",
      "manual",
      "abort",
      "escalate",
      "block"),
  /** Inside of `if`, `for`, `parallel` or braces: how the whole step ends is not said there. */
  PART(
      "a part of a step",
      true,
      "let",
      "guard",
      "warn",
      "approve",
      "do",
      "verify",
      "await",
      "yield",
      "if",
      "for",
      "parallel",
      "manual",
      "abort",
      "escalate",
      "block"),
  UNDO("an undo", true, "let", "do", "verify", "await", "if", "for", "manual", "block"),
  FAILURE(
      "what is done on failure",
      true,
      "let",
      "warn",
      "approve",
      "do",
      "verify",
      "await",
      "if",
      "for",
      "manual",
      "abort",
      "escalate",
      "block"),
  ACTION(
      "an action",
      true,
      "let",
      "guard",
      "warn",
      "do",
      "verify",
      "await",
      "if",
      "for",
      "abort",
      "block"),
  RECOVERED("the recovery check", false, "let", "warn", "verify", "await");

  private final String shown;
  private final boolean acting;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed
  private final Set<String> statements;

  Place(String shown, boolean acting, String... statements) {
    this.shown = shown;
    this.acting = acting;
    this.statements = Set.of(statements);
  }

  String shown() {
    return shown;
  }

  /** Whether the world may be changed here. */
  boolean isActing() {
    return acting;
  }

  boolean allows(String statement) {
    return statements.contains(statement);
  }

  /** What a block inside of it is. */
  Place inner() {
    return this == STEP ? PART : this;
  }

  /** What is said of a refusal that this place does not know. */
  Optional<Diagnostic> refused(Stmt.Refusal refusal) {
    boolean knows =
        refusal instanceof Stmt.AbortRun || this == STEP || this == PART || this == SCENARIO;
    if (knows) {
      return Optional.empty();
    }
    String what = refusal instanceof Stmt.Skip ? "skip" : "use another scenario";
    return Optional.of(
        Diagnostic.error(Code.STATEMENT_MISPLACED, refusal.span(), shown + " cannot " + what)
            .help("write `else abort \"…\"`, or let the step decide"));
  }

  /** What is said of a statement that must not stand here. */
  Diagnostic misplaced(String statement, Span span) {
    Span word = new Span(span.source(), span.start(), firstWordEnd(span));
    Diagnostic misplaced =
        Diagnostic.error(
            Code.STATEMENT_MISPLACED, word, "`%s` means nothing in %s".formatted(statement, shown));
    if (!STEP.allows(statement)) {
      return misplaced;
    }
    return switch (this) {
      case SCENARIO -> misplaced.help("put it into a step");
      case PART -> misplaced.help("it belongs to the whole step: put it at the end of the step");
      default -> misplaced;
    };
  }

  private static int firstWordEnd(Span span) {
    int end = span.start();
    String text = span.source().text();
    while (end < span.end() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return Math.max(end, Math.min(span.start() + 1, span.end()));
  }
}
