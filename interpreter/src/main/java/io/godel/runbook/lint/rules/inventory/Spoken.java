package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.lint.Subject;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Type;
import io.godel.runbook.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a runbook speaks of in its own text, its drills left out. */
final class Spoken {
  private final Subject subject;
  private final List<Term> terms;

  private Spoken(Subject subject, List<Term> terms) {
    this.subject = subject;
    this.terms = List.copyOf(terms);
  }

  /** Something in the world, and where it is named. */
  record Mention(Value.Handle handle, Span span) {
    /** Of an object of Kubernetes. */
    Optional<String> name() {
      return string("name");
    }

    Optional<String> namespace() {
      return string("in");
    }

    private Optional<String> string(String part) {
      return handle.identity().get(part) instanceof Value.Str it
          ? Optional.of(it.value())
          : Optional.empty();
    }
  }

  static Spoken of(Subject subject) {
    List<Span> drills =
        subject.tree().items(Decl.Drill.class).stream().map(Decl.Drill::span).toList();
    Set<Span> places = new HashSet<>();
    List<Term> terms =
        subject.said().terms().stream()
            .filter(term -> !(term instanceof Term.Converted))
            .filter(term -> drills.stream().noneMatch(drill -> isInside(term.span(), drill)))
            .filter(term -> places.add(term.span()))
            .toList();
    return new Spoken(subject, terms);
  }

  private static boolean isInside(Span inner, Span outer) {
    return inner.start() >= outer.start() && inner.end() <= outer.end();
  }

  /** All values and their parts, each place once, in the order of the text. */
  List<Term> terms() {
    return terms;
  }

  /** All calls, looks among them. */
  List<Term.Invoke> calls() {
    return terms.stream()
        .filter(Term.Invoke.class::isInstance)
        .map(Term.Invoke.class::cast)
        .toList();
  }

  /** Everything in the world that it names, each where it is first named. */
  List<Mention> mentions() {
    List<Mention> mentions = new ArrayList<>();
    Set<Value.Handle> seen = new HashSet<>();
    for (Term.Invoke call : calls()) {
      if (call.action().effect() == Effect.PURE && call.action().result() instanceof Type.Opaque) {
        subject
            .known()
            .handle(call)
            .filter(seen::add)
            .ifPresent(handle -> mentions.add(new Mention(handle, call.span())));
      }
    }
    return mentions;
  }

  /** The text that the argument of that name is, where it is known. */
  Optional<String> text(Term.Invoke call, String parameter) {
    return argument(call, parameter)
        .flatMap(subject.known()::value)
        .flatMap(
            value ->
                value instanceof Value.Str it
                    ? Optional.of(it.value())
                    : value instanceof Value.Address url
                        ? Optional.of(url.url())
                        : Optional.empty());
  }

  Optional<Term> argument(Term.Invoke call, String parameter) {
    Action whole =
        subject.runbook().library().action(call.action().qualifiedName()).orElse(call.action());
    for (int i = 0; i < call.arguments().size(); i++) {
      if (whole.parameters().get(i).name().equals(parameter)) {
        return Optional.of(call.arguments().get(i));
      }
    }
    return Optional.empty();
  }

  /** The thing that the argument of that name is, where it is known. */
  Optional<Mention> thing(Term.Invoke call, String parameter) {
    return argument(call, parameter)
        .flatMap(term -> subject.known().handle(term).map(it -> new Mention(it, term.span())));
  }

  static boolean is(Term.Invoke call, String qualifiedName) {
    return call.action().qualifiedName().equals(qualifiedName);
  }
}
