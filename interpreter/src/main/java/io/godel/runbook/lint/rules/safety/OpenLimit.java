package io.godel.runbook.lint.rules.safety;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Variable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A limit that whoever starts the run can set as high as they like limits nothing. */
final class OpenLimit extends Rule {
  OpenLimit() {
    super("L0107", Severity.WARNING, "a blast radius can be set to anything");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Map<Variable, Decl.Param> parameters = new HashMap<>();
    Map<Variable, Optional<Term>> conditions = new HashMap<>();
    for (Decl.Param param : subject.tree().items(Decl.Param.class)) {
      Optional<Variable> variable = subject.runbook().facts().findVariable(param);
      if (variable.isPresent()) {
        parameters.put(variable.get(), param);
        conditions.put(variable.get(), param.where().flatMap(subject.runbook().facts()::find));
      }
    }
    Cap cap = new Cap(conditions);
    subject
        .outline()
        .steps()
        .flatMap(work -> work.step().limits().stream())
        .forEach(
            limit ->
                subject
                    .runbook()
                    .facts()
                    .find(limit.amount())
                    .map(subject.known()::traced)
                    .flatMap(cap::missing)
                    .ifPresent(open -> findings.add(told(limit, open, parameters))));
  }

  private Diagnostic told(Stmt.Limit limit, Term open, Map<Variable, Decl.Param> parameters) {
    if (open instanceof Term.Use use) {
      Decl.Param param = parameters.get(use.variable());
      return at(limit.amount().span(), "`" + param.name() + "` can be set as high as anybody likes")
          .label(param.name().span(), "this has no upper bound")
          .help("give the parameter one: `where it in 1..50`");
    }
    return at(limit.amount().span(), "this limit is as high as what the run finds")
        .help("write a number, or a parameter with an upper bound");
  }
}
