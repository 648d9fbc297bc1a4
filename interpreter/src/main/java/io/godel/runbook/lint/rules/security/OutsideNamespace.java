package io.godel.runbook.lint.rules.security;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.types.Type;
import io.godel.runbook.types.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A runbook that takes a namespace is run for a trial in another one. What it changes in a
 * namespace that is written out it changes there all the same.
 */
final class OutsideNamespace extends Rule {
  OutsideNamespace() {
    super("L0506", Severity.WARNING, "something outside of the runbook's own namespace is changed");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    List<Variable> namespaces =
        subject.tree().items(Decl.Param.class).stream()
            .flatMap(param -> subject.runbook().facts().findVariable(param).stream())
            .filter(it -> isNamespace(it.type()))
            .toList();
    if (namespaces.isEmpty()) {
      return;
    }
    subject
        .outline()
        .everything()
        .filter(moment -> moment.call().isPresent())
        .forEach(moment -> check(moment, namespaces.get(0), subject.known(), findings));
  }

  private void check(Moment moment, Variable own, Known known, Findings findings) {
    Optional<Term> outside =
        known.touches(moment.call().orElseThrow()).stream()
            .flatMap(term -> writtenOut(known.unfolded(term)).stream())
            .findFirst();
    outside.ifPresent(
        namespace ->
            findings.add(
                at(
                        moment.span(),
                        "this changes something in %s, whatever `%s` is"
                            .formatted(namespace.span().text(), own.name()))
                    .label(namespace.span(), "the namespace is written out here")
                    .help(
                        "write `in: %s`, or take a parameter for the other one"
                            .formatted(own.name()))));
  }

  /** The namespaces in it that are no parameter. */
  private static List<Term> writtenOut(Term term) {
    List<Term> all = new ArrayList<>();
    if (term instanceof Term.Invoke call) {
      for (int i = 0; i < call.arguments().size(); i++) {
        if (isNamespace(call.action().parameters().get(i).type())
            && bare(call.arguments().get(i)) instanceof Term.Chars chars) {
          all.add(chars);
        }
      }
    }
    Terms.parts(term).forEach(part -> all.addAll(writtenOut(part)));
    return all;
  }

  private static Term bare(Term term) {
    return term instanceof Term.Converted it ? bare(it.value()) : term;
  }

  private static boolean isNamespace(Type type) {
    return type.shown().equals("k8s.Namespace");
  }
}
