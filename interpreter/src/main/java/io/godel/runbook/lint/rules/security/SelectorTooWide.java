package io.godel.runbook.lint.rules.security;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What says only what it is not hits everything else, also what comes later. */
final class SelectorTooWide extends Rule {
  private static final Set<String> ALL_KEYS = Set.of("", "*", "**", "?*", "*?*");

  SelectorTooWide() {
    super("L0505", Severity.ERROR, "a selector or a pattern hits everything");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Outline.Response response : subject.outline().responses()) {
      for (Moment moment : response.course()) {
        moment
            .call()
            .flatMap(call -> pattern(call, subject.known()))
            .ifPresent(pattern -> add(moment, pattern, findings));
        reached(moment, response)
            .flatMap(term -> invocations(subject.known().traced(term)).stream())
            .filter(call -> isTooWide(call, subject.known()))
            .findFirst()
            .ifPresent(call -> add(moment, call.span(), findings));
      }
    }
  }

  /** The pattern of keys that are removed, where it leaves none out. */
  private static Optional<Span> pattern(Moment.Call call, Known known) {
    return call.is("redis.unlink")
        ? call.argument("pattern")
            .filter(
                it ->
                    known.value(it).orElse(null) instanceof Value.Str keys
                        && ALL_KEYS.contains(keys.value()))
            .map(Term::span)
        : Optional.empty();
  }

  private void add(Moment moment, Span wide, Findings findings) {
    findings.add(
        at(moment.span(), "this hits everything, also what is none of its business")
            .label(wide, "this leaves nothing out")
            .help("say what is meant and not what is not: `app=…`, `jobs:dead:*`"));
  }

  /** What an act or a loop with acts in it goes through. */
  private static Stream<Term> reached(Moment moment, Outline.Response response) {
    if (moment.call().isPresent()) {
      return moment.call().get().arguments().stream();
    }
    boolean acts =
        moment.statement() instanceof Stmt.For loop
            && response.course().stream()
                .anyMatch(
                    it ->
                        it.call().isPresent()
                            && it.regions().stream().anyMatch(region -> region.owner() == loop));
    return moment.condition().stream().filter(domain -> acts);
  }

  private static List<Term.Invoke> invocations(Term term) {
    List<Term.Invoke> all = new ArrayList<>();
    if (term instanceof Term.Invoke it) {
      all.add(it);
    }
    Terms.parts(term).forEach(part -> all.addAll(invocations(part)));
    return all;
  }

  private static boolean isTooWide(Term.Invoke call, Known known) {
    for (int i = 0; i < call.arguments().size(); i++) {
      String parameter = call.action().parameters().get(i).type().shown();
      if (parameter.equals("k8s.Selector")
          && known.value(call.arguments().get(i)).orElse(null) instanceof Value.Str selector
          && saysNothing(selector.value())) {
        return true;
      }
    }
    return false;
  }

  private static boolean saysNothing(String selector) {
    return Arrays.stream(selector.split(",", -1))
        .allMatch(part -> part.contains("!=") || part.endsWith("="));
  }
}
