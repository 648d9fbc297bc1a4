package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Suggestion;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Name;
import java.util.List;
import java.util.Optional;

/** Checks the drills: that what they speak of exists. */
final class DrillChecker {
  /** How a step can stand at the end of a run. */
  public static final List<String> STEP_STATES =
      List.of("done", "skipped", "failed", "undone", "kept", "pending", "in_doubt", "undo_failed");

  /** How a run can end, as drills call it. */
  public static final List<String> OUTCOMES =
      List.of("recovered", "world_as_before", "not_verified", "unknown", "interrupted");

  /** What can be counted in a run. */
  public static final List<String> COUNTS = List.of("approvals", "acting_calls", "undone");

  private final ExprChecker exprs;
  private final FactTable facts;
  private final StepNames names;
  private final Decl.Runbook tree;
  private final Findings findings;

  DrillChecker(ExprChecker exprs, FactTable facts, StepNames names, Decl.Runbook tree) {
    this.exprs = exprs;
    this.facts = facts;
    this.names = names;
    this.tree = tree;
    this.findings = exprs.findings;
  }

  void check(Decl.Drill drill) {
    if (drill.items().stream().noneMatch(DrillChecker::expects)) {
      findings.error(Code.DRILL_WRONG, drill.title().span(), "this drill expects nothing");
    }
    drill.items().forEach(this::item);
    new DrillSense(tree, names, findings).check(drill);
  }

  private static boolean expects(Decl.DrillItem item) {
    return !(item instanceof Decl.Given
        || item instanceof Decl.Fault
        || item instanceof Decl.Deny
        || item instanceof Decl.Silence);
  }

  private void item(Decl.DrillItem item) {
    if (item instanceof Decl.Given it) {
      given(it);
    } else if (item instanceof Decl.Deny it) {
      names.demandStep(it.step());
    } else if (item instanceof Decl.Silence it) {
      names.demandStep(it.step());
    } else if (item instanceof Decl.ExpectScenario it) {
      names.demandScenario(it.scenario());
    } else if (item instanceof Decl.ExpectStep it) {
      names.demandStep(it.step());
      word(it.state(), STEP_STATES, "state of a step");
    } else if (item instanceof Decl.ExpectNoCall it) {
      noCall(it);
    } else {
      expectation(item);
    }
  }

  private void expectation(Decl.DrillItem item) {
    if (item instanceof Decl.ExpectCount it) {
      word(it.what(), COUNTS, "number that can be expected");
    } else if (item instanceof Decl.ExpectWord it) {
      word(it.what(), List.of("outcome"), "word behind `expect`");
      word(it.word(), OUTCOMES, "outcome");
    } else if (item instanceof Decl.ExpectFlag it) {
      word(it.what(), List.of("unchanged"), "word behind `expect`");
    } else if (item instanceof Decl.ExpectCondition it) {
      Term term = exprs.condition(it.condition());
      ReadOnly.demand(term, findings);
      facts.record(it.condition(), term);
    }
  }

  private void given(Decl.Given given) {
    Optional<Decl.Param> param = RunbookChecker.param(tree, given.param().text());
    if (param.isEmpty()) {
      unknown(
          given.param().span(),
          "there is no parameter `" + given.param() + "`",
          given.param().text(),
          tree.items(Decl.Param.class).stream().map(it -> it.name().text()).toList());
      return;
    }
    Type type = facts.variable(param.get()).orElseThrow().type();
    facts.record(given.value(), exprs.checkAs(given.value(), type, "`" + given.param() + "`"));
  }

  private void noCall(Decl.ExpectNoCall none) {
    String action = String.join(".", none.action().stream().map(Name::text).toList());
    Action known = exprs.symbols.actions.get(action);
    if (known != null && !known.effect().acts()) {
      findings.add(
          Diagnostic.error(
                  Code.DRILL_WRONG,
                  none.span(),
                  "`" + action + "` only looks, and what only looks is not counted")
              .help("expect that an acting call is not made"));
    }
    if (known == null) {
      unknown(
          none.action().get(0).span().to(none.action().get(none.action().size() - 1).span()),
          "there is no action `" + action + "`",
          action,
          List.copyOf(exprs.symbols.actions.keySet()));
    }
  }

  private void word(Name word, List<String> known, String kind) {
    if (!known.contains(word.text())) {
      unknown(
          word.span(),
          "`%s` is no %s: there is %s".formatted(word, kind, String.join(", ", known)),
          word.text(),
          known);
    }
  }

  private void unknown(Span span, String message, String word, List<String> known) {
    Diagnostic unknown = Diagnostic.error(Code.DRILL_WRONG, span, message);
    findings.add(
        Suggestion.nearest(word, known)
            .map(near -> unknown.help("did you mean `" + near + "`?"))
            .orElse(unknown));
  }
}
