package io.godel.runbook.lint.rules.style;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Fix;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Stmt;
import java.util.Optional;
import java.util.regex.Pattern;

/** Of a block without content nobody knows whether something was forgotten. */
final class EmptyBlock extends Rule {
  private static final Pattern NOTHING = Pattern.compile("\\w+\\s*\\{\\s*}");

  EmptyBlock() {
    super("L0610", Severity.NOTE, "a block holds nothing");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Decl item : subject.tree().items()) {
      if ((item instanceof Decl.Assess assess && assess.body().isEmpty())
          || (item instanceof Decl.Afterwards afterwards && afterwards.tasks().isEmpty())) {
        add(item.span(), fix(item.span()), findings);
      }
    }
    subject
        .outline()
        .steps()
        .map(work -> work.step())
        .filter(step -> step.body().isEmpty())
        .forEach(step -> add(step.name().span(), Optional.empty(), findings));
    subject
        .statements()
        .filter(EmptyBlock::isEmpty)
        .forEach(statement -> add(place(statement), Optional.empty(), findings));
  }

  private static boolean isEmpty(Stmt statement) {
    if (statement instanceof Stmt.If it) {
      return it.whenTrue().isEmpty();
    } else if (statement instanceof Stmt.For it) {
      return it.body().isEmpty();
    }
    return statement instanceof Stmt.Parallel it && it.body().isEmpty();
  }

  private static Span place(Stmt statement) {
    if (statement instanceof Stmt.If it) {
      return it.condition().span();
    }
    return statement instanceof Stmt.For it ? it.domain().span() : statement.span();
  }

  /** None where a comment stands in it: somebody wanted to say something. */
  private static Optional<Fix> fix(Span span) {
    return NOTHING.matcher(span.text()).matches()
        ? Optional.of(Fix.remove("remove the block", span))
        : Optional.empty();
  }

  private void add(Span span, Optional<Fix> fix, Findings findings) {
    findings.add(
        at(span, "nothing is done here").help("say what is to be done, or take it out"), fix);
  }
}
