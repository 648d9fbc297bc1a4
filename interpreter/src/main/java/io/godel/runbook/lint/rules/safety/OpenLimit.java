package io.godel.runbook.lint.rules.safety;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.types.Variable;
import java.util.Optional;
import java.util.Set;

/** A limit that whoever starts the run can set as high as they like limits nothing. */
final class OpenLimit extends Rule {
  private static final Set<Expr.BinaryOperator> BOUNDING =
      Set.of(
          Expr.BinaryOperator.IN,
          Expr.BinaryOperator.LESS,
          Expr.BinaryOperator.LESS_EQUAL,
          Expr.BinaryOperator.EQUAL);

  OpenLimit() {
    super("L0107", Severity.WARNING, "a blast radius can be set to anything");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    subject
        .outline()
        .steps()
        .flatMap(work -> work.step().limits().stream())
        .forEach(limit -> check(limit, subject, findings));
  }

  private void check(Stmt.Limit limit, Subject subject, Findings findings) {
    Optional<Term> amount = subject.runbook().facts().find(limit.amount());
    for (Decl.Param param : subject.tree().items(Decl.Param.class)) {
      Optional<Variable> variable = subject.runbook().facts().findVariable(param);
      boolean used =
          amount.isPresent()
              && variable
                  .filter(it -> uses(subject.known().unfolded(amount.get()), it))
                  .isPresent();
      if (used
          && param
              .where()
              .flatMap(subject.runbook().facts()::find)
              .filter(OpenLimit::bounds)
              .isEmpty()) {
        findings.add(
            at(limit.amount().span(), "`" + param.name() + "` can be set as high as anybody likes")
                .label(param.name().span(), "this has no upper bound")
                .help("give the parameter one: `where it in 1..50`"));
      }
    }
  }

  private static boolean uses(Term term, Variable variable) {
    return term instanceof Term.Use use && use.variable().equals(variable)
        || Terms.parts(term).stream().anyMatch(part -> uses(part, variable));
  }

  private static boolean bounds(Term where) {
    return where instanceof Term.Binary binary && BOUNDING.contains(binary.operator())
        || Terms.parts(where).stream().anyMatch(OpenLimit::bounds);
  }
}
