package io.godel.runbook.lint.rules.security;

import io.godel.runbook.lint.Rule;
import java.util.List;

/** The rules of the family L05. */
public final class SecurityRules {
  private SecurityRules() {}

  /** By code. */
  public static List<Rule> list() {
    return List.of(
        new SecretInClear(),
        new TokenInText(),
        new PlainHttp(),
        new TextBecomesCommand(),
        new SelectorTooWide(),
        new OutsideNamespace(),
        new TlsUnverified(),
        new ParameterNotSecret(),
        new LibraryGoneRound());
  }
}
