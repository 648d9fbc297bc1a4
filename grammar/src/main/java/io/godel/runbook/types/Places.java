package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Suggestion;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Name;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Which argument of a call belongs to which parameter: first by position, then by name. */
final class Places<P> {
  private final List<P> parameters;
  private final Function<P, String> nameOf;
  private final Name callee;
  private final Findings findings;
  private final Map<P, Expr.Argument> written = new IdentityHashMap<>();
  private final Map<P, Term> terms = new IdentityHashMap<>();
  private boolean faults;

  Places(List<P> parameters, Function<P, String> nameOf, Name callee, Findings findings) {
    this.parameters = parameters;
    this.nameOf = nameOf;
    this.callee = callee;
    this.findings = findings;
  }

  /** What stands before the dot is the first argument. */
  void first(Term receiver) {
    terms.put(parameters.get(0), receiver);
  }

  /** Whether an argument was put nowhere: then nothing can be said of what is missing. */
  boolean hasFaults() {
    return faults;
  }

  void fill(List<Expr.Argument> arguments) {
    int before = findings.size();
    place(arguments);
    faults = findings.size() > before;
  }

  private void place(List<Expr.Argument> arguments) {
    int position = terms.size();
    boolean labelled = false;
    for (Expr.Argument argument : arguments) {
      if (argument.label().isPresent()) {
        labelled = true;
        byName(argument, argument.label().get());
      } else if (labelled) {
        findings.error(
            Code.POSITION_AFTER_NAME,
            argument.span(),
            "an argument without a name cannot stand behind one with a name");
      } else {
        byPosition(argument, position++);
      }
    }
  }

  private void byPosition(Expr.Argument argument, int position) {
    if (position >= parameters.size()) {
      findings.add(
          Diagnostic.error(
                  Code.TOO_MANY_ARGUMENTS,
                  argument.span(),
                  "`%s` takes %d argument%s"
                      .formatted(callee, parameters.size(), parameters.size() == 1 ? "" : "s"))
              .here("one too many"));
      return;
    }
    written.put(parameters.get(position), argument);
  }

  private void byName(Expr.Argument argument, Name label) {
    Optional<P> parameter =
        parameters.stream().filter(each -> nameOf.apply(each).equals(label.text())).findFirst();
    if (parameter.isEmpty()) {
      unknown(label);
    } else if (written.containsKey(parameter.get()) || terms.containsKey(parameter.get())) {
      findings.error(
          Code.ARGUMENT_TWICE, label.span(), "`" + label + "` has been given a value already");
    } else {
      written.put(parameter.get(), argument);
    }
  }

  private void unknown(Name label) {
    List<String> names = parameters.stream().map(nameOf).toList();
    Diagnostic unknown =
        Diagnostic.error(
                Code.UNKNOWN_ARGUMENT,
                label.span(),
                "`%s` has no argument `%s`".formatted(callee, label))
            .here("unknown argument");
    findings.add(
        Suggestion.nearest(label.text(), names)
            .map(near -> unknown.help("did you mean `" + near + "`?"))
            .orElse(
                names.isEmpty() ? unknown : unknown.help("it takes " + String.join(", ", names))));
  }

  Optional<Expr.Argument> argument(P parameter) {
    return Optional.ofNullable(written.get(parameter));
  }

  Optional<Term> term(P parameter) {
    return Optional.ofNullable(terms.get(parameter));
  }
}
