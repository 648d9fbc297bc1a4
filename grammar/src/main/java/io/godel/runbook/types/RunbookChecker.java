package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Name;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.syntax.Text;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Checks one runbook from its first line to its last. */
final class RunbookChecker {
  private final Decl.Runbook tree;
  private final ExprChecker exprs;
  private final FactTable facts;
  private final Findings findings;
  private final Statics statics = new Statics();
  private final StepNames names;
  private final Runbooks runbooks;

  RunbookChecker(Decl.Runbook tree, ExprChecker exprs, FactTable facts, Runbooks runbooks) {
    this.tree = tree;
    this.exprs = exprs;
    this.facts = facts;
    this.findings = exprs.findings;
    this.names = new StepNames(findings);
    this.runbooks = runbooks;
  }

  /**
   * @param known whether there is a runbook of that name
   */
  void check(Predicate<String> known) {
    Metadata.check(tree, known, findings);
    PlainTexts.check(tree, findings);
    facts.record(tree.title(), exprs.text(tree.title()));
    ParamChecker params = new ParamChecker(exprs, facts, statics, tree.name().text());
    tree.items(Decl.Param.class).forEach(params::check);
    BlockChecker settings = blocks();
    tree.items(Decl.Value.class)
        .forEach(value -> settings.check(List.of(value.let()), Place.ASSESS));
    Scope top = new Scope(exprs.scope());
    tree.items(Decl.Invariant.class).forEach(this::invariant);
    exprs.inside(
        top,
        () -> {
          assessed();
          return null;
        });
    drills();
    names.demandUsed();
  }

  private BlockChecker blocks() {
    return new BlockChecker(exprs, facts, statics, tree.name().text(), runbooks, names);
  }

  private void invariant(Decl.Invariant invariant) {
    text(invariant.what());
    Term term = exprs.condition(invariant.condition());
    ReadOnly.demand(term, findings);
    facts.record(invariant.condition(), term);
  }

  private void text(Text text) {
    facts.record(text, exprs.text(text));
  }

  /** What stands behind the assessment sees what it found. */
  private void assessed() {
    tree.items(Decl.Assess.class).forEach(assess -> blocks().check(assess.body(), Place.ASSESS));
    atMostOne(tree.items(Decl.Assess.class), "assess");
    List<Decl.Scenario> scenarios = tree.items(Decl.Scenario.class);
    if (scenarios.isEmpty()) {
      findings.add(
          Diagnostic.error(
                  Code.RUNBOOK_SHAPE,
                  tree.name().span(),
                  "the runbook `" + tree.name() + "` has no scenario")
              .help("add `scenario NAME \"…\" when CONDITION { … }`"));
    }
    scenarios.forEach(scenario -> names.scenario(scenario.name()));
    scenarios.forEach(this::scenario);
    ScenarioChoice.check(scenarios, facts, findings);
    tree.items(Decl.Recovered.class).forEach(this::recovered);
    atMostOne(tree.items(Decl.Recovered.class), "recovered");
    if (tree.items(Decl.Recovered.class).isEmpty()) {
      findings.add(
          Diagnostic.error(
                  Code.RUNBOOK_SHAPE,
                  tree.name().span(),
                  "nothing says how it is seen that the platform works again")
              .help("add `recovered { verify \"…\" CONDITION within 5m every 10s }`"));
    }
    tree.items(Decl.Afterwards.class).forEach(it -> it.tasks().forEach(this::text));
  }

  private void atMostOne(List<? extends Decl> items, String word) {
    if (items.size() > 1) {
      findings.add(
          Diagnostic.error(
                  Code.RUNBOOK_SHAPE, items.get(1).span(), "a runbook has one `" + word + "` block")
              .label(items.get(0).span(), "the first one"));
    }
  }

  private void recovered(Decl.Recovered recovered) {
    Scope scope = new Scope(exprs.scope());
    exprs.inside(
        scope,
        () -> {
          blocks().check(recovered.body(), Place.RECOVERED);
          return null;
        });
    if (recovered.body().stream().noneMatch(Stmt.Verify.class::isInstance)) {
      findings.error(
          Code.RUNBOOK_SHAPE, recovered.span(), "a recovery check without `verify` checks nothing");
    }
  }

  private void scenario(Decl.Scenario scenario) {
    names.enter(scenario.name());
    text(scenario.title());
    Scope scope = new Scope(exprs.scope());
    scenario
        .when()
        .ifPresent(
            when -> {
              Term term = exprs.condition(when);
              ReadOnly.demand(term, findings);
              facts.record(when, term);
              Narrowing.learn(term, true, scope);
            });
    exprs.inside(
        scope,
        () -> {
          blocks(scenario.name()).check(scenario.body(), Place.SCENARIO);
          return null;
        });
    names.leave();
  }

  private BlockChecker blocks(Name scenario) {
    String path = tree.name() + "/" + scenario;
    return new BlockChecker(exprs, facts, statics, path, runbooks, names);
  }

  private void drills() {
    DrillChecker drills = new DrillChecker(exprs, facts, names, tree);
    tree.items(Decl.Drill.class).forEach(drills::check);
  }

  /** The parameter of that name. */
  static Optional<Decl.Param> param(Decl.Runbook tree, String name) {
    return tree.items(Decl.Param.class).stream()
        .filter(param -> param.name().text().equals(name))
        .findFirst();
  }
}
