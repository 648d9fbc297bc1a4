package io.godel.runbook.types;

import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Name;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.syntax.Text;
import java.util.List;
import java.util.Set;

/** Where a checker of statements stands: in what kind of block, with which names and evidences. */
abstract class BlockFrame implements Stmt.Visitor<Void> {
  final ExprChecker exprs;
  final FactTable facts;
  final Findings findings;
  EvidenceFlow evidence;
  Place place = Place.SCENARIO;

  /** The names that lead to this place, the beginning of the ids of what is declared here. */
  String path;

  BlockFrame(ExprChecker exprs, FactTable facts, String path) {
    this.exprs = exprs;
    this.facts = facts;
    this.findings = exprs.findings;
    this.path = path;
    this.evidence = new EvidenceFlow(exprs.symbols, findings);
  }

  /** What the statements acted upon, so far as it can be said in terms of these names alone. */
  List<Term> touched(Set<Variable> names) {
    return evidence.touchedOf(names);
  }

  /** The statements of a block of that kind, in the scope that the expressions are checked in. */
  void check(List<Stmt> body, Place kind) {
    Place before = place;
    place = kind;
    body.forEach(statement -> statement.accept(this));
    place = before;
  }

  /** A block with names of its own. */
  void inside(List<Stmt> body, Place kind, Scope scope) {
    exprs.inside(
        scope,
        () -> {
          check(body, kind);
          return null;
        });
  }

  Scope inner() {
    return new Scope(exprs.scope());
  }

  boolean allowed(String statement, Span span) {
    if (place.allows(statement)) {
      return true;
    }
    findings.add(place.misplaced(statement, span));
    return false;
  }

  void text(Text text) {
    Term term = exprs.text(text);
    reads(term);
    facts.record(text, term);
  }

  Term condition(Expr expr) {
    return facts.record(expr, reads(exprs.condition(expr)));
  }

  Term value(Expr expr) {
    return facts.record(expr, reads(exprs.check(expr)));
  }

  /** Makes sure that the term only looks. */
  Term reads(Term term) {
    ReadOnly.demand(term, findings);
    evidence.use(term);
    return term;
  }

  Variable declare(Object declaration, Name name, Type type) {
    exprs.names.demandNew(name);
    Variable variable = new Variable(path + "/" + name.text(), name.text(), type);
    exprs.scope().declare(variable);
    return facts.record(declaration, variable);
  }

  /** A block that runs later or not at all: what it does to evidence does not count here. */
  void aside(List<Stmt> body, Place kind, String name) {
    EvidenceFlow before = evidence;
    String outer = path;
    evidence = evidence.copy();
    path = path + "/" + name;
    inside(body, kind, inner());
    path = outer;
    evidence = before;
  }
}
