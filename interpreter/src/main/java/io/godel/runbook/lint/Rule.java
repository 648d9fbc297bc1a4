package io.godel.runbook.lint;

import io.godel.runbook.diagnostic.Coded;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.ExplainPage;
import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.source.Span;

/**
 * One kind of fault that a text can have although it is right.
 *
 * <p>A rule knows no text in particular. Its page ({@code pages/CODE.md}) says why it matters and
 * shows a text that it finds fault with and one that it does not; both are run as tests.
 *
 * <p>The families: L01 safety, L02 verification, L03 flow, L04 operations, L05 security, L06 style,
 * L07 what is really there, L00 the linter itself.
 */
public abstract class Rule implements Coded {
  private final String id;
  private final Severity severity;
  private final String summary;

  /**
   * @param id its code, never given a new meaning
   * @param severity where the configuration does not say otherwise
   * @param summary what is wrong, in one clause
   */
  protected Rule(String id, Severity severity, String summary) {
    this.id = id;
    this.severity = severity;
    this.summary = summary;
  }

  @Override
  public final String id() {
    return id;
  }

  public final Severity severity() {
    return severity;
  }

  @Override
  public final String summary() {
    return summary;
  }

  /**
   * Looks at a runbook and adds what it finds. Where something is not understood it says nothing.
   */
  public abstract void check(Subject subject, Findings findings);

  /** What it has to say of a place. */
  protected final Diagnostic at(Span span, String message) {
    return Diagnostic.of(this, severity, span, message);
  }

  /** Why it matters and what to do, with examples. */
  public ExplainPage page() {
    return ExplainPage.of(this, Rule.class);
  }

  @Override
  public final String toString() {
    return id;
  }
}
