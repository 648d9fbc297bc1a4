package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Suggestion;
import io.godel.runbook.syntax.Expr;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks that a match names every constant once. */
final class MatchChecker {
  private final ExprChecker exprs;
  private final Coercion coercion;

  MatchChecker(ExprChecker exprs, Coercion coercion) {
    this.exprs = exprs;
    this.coercion = coercion;
  }

  Term check(Expr.Match match, Type expected) {
    Term subject = exprs.check(match.subject());
    List<Term> values =
        match.arms().stream().map(arm -> exprs.check(arm.value(), expected)).toList();
    Type type = coercion.join(values, expected, "the results of `match`");
    if (!(subject.type() instanceof Type.EnumType enumeration)) {
      if (subject.type() != Type.Primitive.UNKNOWN) {
        exprs.findings.add(
            Diagnostic.error(Code.MATCH_NEEDS_ENUM, match.subject().span(), "`match` needs an enum")
                .here("this is " + Types.a(subject.type())));
      }
      return exprs.broken(match.span());
    }
    List<Term.Arm> arms = new ArrayList<>();
    Optional<Term> otherwise = Optional.empty();
    Set<String> named = new LinkedHashSet<>();
    for (int i = 0; i < match.arms().size(); i++) {
      Expr.MatchArm arm = match.arms().get(i);
      Term value = coercion.to(values.get(i), type, "this result");
      if (arm.name().isEmpty()) {
        otherwise = Optional.of(value);
      } else if (known(enumeration, arm) && first(named, arm)) {
        arms.add(new Term.Arm(arm.name().get().text(), value));
      }
    }
    if (otherwise.isEmpty()) {
      complete(match, enumeration, named);
    }
    return new Term.Match(subject, arms, otherwise, type, match.span());
  }

  private boolean known(Type.EnumType enumeration, Expr.MatchArm arm) {
    String name = arm.name().orElseThrow().text();
    if (enumeration.constants().contains(name)) {
      return true;
    }
    Diagnostic unknown =
        Diagnostic.error(
            Code.UNKNOWN_CONSTANT,
            arm.name().get().span(),
            "`" + enumeration.shown() + "` has no constant `" + name + "`");
    exprs.findings.add(
        Suggestion.nearest(name, enumeration.constants())
            .map(near -> unknown.help("did you mean `" + near + "`?"))
            .orElse(unknown.help("it has " + String.join(", ", enumeration.constants()))));
    return false;
  }

  private boolean first(Set<String> named, Expr.MatchArm arm) {
    if (named.add(arm.name().orElseThrow().text())) {
      return true;
    }
    exprs.findings.error(
        Code.MATCH_TWICE, arm.span(), "`" + arm.name().get() + "` has an arm already");
    return false;
  }

  private void complete(Expr.Match match, Type.EnumType enumeration, Set<String> named) {
    List<String> missing =
        enumeration.constants().stream().filter(constant -> !named.contains(constant)).toList();
    if (!missing.isEmpty()) {
      exprs.findings.add(
          Diagnostic.error(
                  Code.MATCH_INCOMPLETE,
                  match.span(),
                  "this `match` says nothing of " + String.join(", ", missing))
              .help("add an arm for each, or `else -> …`"));
    }
  }
}
