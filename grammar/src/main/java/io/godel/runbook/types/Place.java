package io.godel.runbook.types;

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
}
