package io.godel.runbook.lint.rules.style;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A number, an amount or an address that stands in many places is changed in all but one. An action
 * knows nothing of the runbook, and is itself the one place; the bounds of waits are each their
 * own.
 */
final class MagicValue extends Rule {
  private static final int OFTEN = 3;

  /** Counts that are read at a glance, and the whole of a percentage. */
  private static final long SMALL = 10;

  private static final long WHOLE = 100;

  MagicValue() {
    super("L0604", Severity.NOTE, "the same value is written out in many places");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    List<Span> left = leftAlone(subject);
    Map<String, List<Span>> places = new LinkedHashMap<>();
    for (Term term : subject.said().terms()) {
      if (isMagic(term) && left.stream().noneMatch(span -> holds(span, term.span()))) {
        places.computeIfAbsent(term.span().text(), key -> new ArrayList<>()).add(term.span());
      }
    }
    places.forEach((value, spans) -> found(value, spans, findings));
  }

  private void found(String value, List<Span> spans, Findings findings) {
    if (spans.size() >= OFTEN) {
      Diagnostic found =
          at(spans.get(0), "%s is written out %d times".formatted(value, spans.size()))
              .help("give it a name with `param` or `let`, and use that");
      for (Span other : spans.subList(1, spans.size())) {
        found = found.label(other, "here too");
      }
      findings.add(found);
    }
  }

  private static boolean isMagic(Term term) {
    if (term instanceof Term.Constant it) {
      return it.value() instanceof Expr.DurationValue
          || (it.value() instanceof Expr.BytesValue bytes && bytes.value() > 0)
          || (it.value() instanceof Expr.IntValue number
              && number.value() > SMALL
              && number.value() != WHOLE);
    }
    return term instanceof Term.Converted it
        && it.type() == Type.Primitive.URL
        && it.value() instanceof Term.Chars url
        && url.value().indexOf('@') < 0;
  }

  private static List<Span> leftAlone(Subject subject) {
    List<Span> left = new ArrayList<>();
    for (Decl item : subject.tree().items()) {
      if (item instanceof Decl.Param
          || item instanceof Decl.Value
          || item instanceof Decl.Drill
          || item instanceof Decl.ComposedAction) {
        left.add(item.span());
      }
    }
    subject.statements().forEach(statement -> left.addAll(leftAlone(statement)));
    subject
        .outline()
        .steps()
        .flatMap(work -> work.step().limits().stream())
        .forEach(limit -> left.add(limit.amount().span()));
    subject.said().terms(Term.Binary.class).forEach(it -> left.addAll(status(it)));
    subject.said().terms(Term.Invoke.class).forEach(it -> left.addAll(ports(it)));
    return left;
  }

  private static List<Span> leftAlone(Stmt statement) {
    if (statement instanceof Stmt.Verify it) {
      return List.of(it.within().span(), it.every().span());
    } else if (statement instanceof Stmt.Await it) {
      return List.of(it.within().span(), it.every().span());
    } else if (statement instanceof Stmt.Approve it) {
      return List.of(it.within().span());
    } else if (statement instanceof Stmt.Manual it) {
      return List.of(it.within().span());
    }
    return statement instanceof Stmt.Let it && it.value() instanceof Expr.Literal
        ? List.of(it.value().span())
        : List.of();
  }

  /** The numbers of HTTP are names. */
  private static List<Span> status(Term.Binary binary) {
    if (binary.left() instanceof Term.FieldOf it && it.field().equals("status")) {
      return List.of(binary.right().span());
    }
    return binary.right() instanceof Term.FieldOf it && it.field().equals("status")
        ? List.of(binary.left().span())
        : List.of();
  }

  /** And so are ports: each is the one of a service that is named beside it. */
  private static List<Span> ports(Term.Invoke call) {
    List<Span> ports = new ArrayList<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      if (call.action().parameters().get(i).name().equals("port")) {
        ports.add(call.arguments().get(i).span());
      }
    }
    return ports;
  }

  private static boolean holds(Span outer, Span inner) {
    return outer.source() == inner.source()
        && outer.start() <= inner.start()
        && inner.end() <= outer.end();
  }
}
