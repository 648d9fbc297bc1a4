package io.godel.runbook.syntax;

import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.grammar.RunbookParser.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes drills of their parse trees. */
final class DrillBuilder {
  private final Tokens tokens;
  private final ExprBuilder exprs;

  DrillBuilder(Tokens tokens, ExprBuilder exprs) {
    this.tokens = tokens;
    this.exprs = exprs;
  }

  Decl drill(TestDeclContext drill) {
    List<Decl.DrillItem> items = new ArrayList<>();
    for (TestItemContext item : drill.testItem()) {
      item(item).ifPresent(items::add);
    }
    return new Decl.Drill(
        exprs.text(drill.text(0)), exprs.text(drill.text(1)), items, tokens.span(drill));
  }

  private Optional<Decl.DrillItem> item(TestItemContext item) {
    Span span = tokens.span(item);
    if (item instanceof TestGivenContext it) {
      return Optional.of(new Decl.Given(exprs.name(it.name()), exprs.expr(it.expr()), span));
    }
    if (item instanceof TestFaultContext it) {
      return Optional.of(new Decl.Fault(exprs.text(it.text()), span));
    }
    if (item instanceof TestDenyContext it) {
      return Optional.of(new Decl.Deny(exprs.name(it.name()), span));
    }
    if (item instanceof TestSilenceContext it) {
      return Optional.of(new Decl.Silence(exprs.name(it.name()), span));
    }
    return expectation(item, span);
  }

  private Optional<Decl.DrillItem> expectation(TestItemContext item, Span span) {
    if (item instanceof ExpectScenarioContext it) {
      return Optional.of(new Decl.ExpectScenario(exprs.name(it.name()), span));
    }
    if (item instanceof ExpectNoScenarioContext) {
      return Optional.of(new Decl.ExpectNoScenario(span));
    }
    if (item instanceof ExpectStepContext it) {
      return Optional.of(new Decl.ExpectStep(exprs.name(it.name(0)), exprs.name(it.name(1)), span));
    }
    if (item instanceof ExpectNoCallContext it) {
      return Optional.of(new Decl.ExpectNoCall(exprs.dotted(it.dotted()), span));
    }
    if (item instanceof ExpectCountContext it) {
      long count = tokens.literals().integer(it.INT());
      return Optional.of(new Decl.ExpectCount(exprs.name(it.name()), count, span));
    }
    if (item instanceof ExpectWordContext it) {
      return Optional.of(new Decl.ExpectWord(exprs.name(it.name(0)), exprs.name(it.name(1)), span));
    }
    if (item instanceof ExpectFlagContext it) {
      return Optional.of(new Decl.ExpectFlag(exprs.name(it.name()), span));
    }
    if (item instanceof ExpectConditionContext it) {
      return Optional.of(new Decl.ExpectCondition(exprs.expr(it.expr()), span));
    }
    return Optional.empty();
  }
}
