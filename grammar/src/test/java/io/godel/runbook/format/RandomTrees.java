package io.godel.runbook.format;

import static io.godel.runbook.format.RandomExprs.NOWHERE;

import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.syntax.Stmt;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Makes whole files that hold every kind of declaration. */
public final class RandomTrees {
  private static final int DEPTH = 3;

  private final RandomExprs exprs;
  private final RandomStmts stmts;

  private RandomTrees(Random random) {
    this.exprs = new RandomExprs(random);
    this.stmts = new RandomStmts(exprs);
  }

  public static FileTree file(Random random) {
    RandomTrees trees = new RandomTrees(random);
    return new FileTree(
        NOWHERE.source(),
        trees.exprs.some(0, 3, trees.exprs::name),
        trees.exprs.some(1, 3, trees::top),
        List.of());
  }

  private Expr expr() {
    return exprs.expr(exprs.below(DEPTH));
  }

  private Optional<Decl.Doc> doc() {
    String text = exprs.one(List.of("", "one line", "two\n lines", "\n\nlate", "/ slash \"q"));
    return exprs.maybe(() -> new Decl.Doc(text, NOWHERE));
  }

  private Decl top() {
    return switch (exprs.below(4)) {
      case 0 -> new Decl.Module(exprs.name(), doc(), exprs.some(0, 4, this::moduleItem), NOWHERE);
      case 1 -> record();
      case 2 -> enumeration();
      default ->
          new Decl.Runbook(
              exprs.name(), exprs.text(1), doc(), exprs.some(0, 5, this::runbookItem), NOWHERE);
    };
  }

  private Decl record() {
    return new Decl.Record(
        exprs.name(),
        exprs.some(0, 3, () -> new Decl.Field(exprs.word(), exprs.type(2), doc(), NOWHERE)),
        doc(),
        NOWHERE);
  }

  private Decl enumeration() {
    return new Decl.Enum(exprs.name(), exprs.some(1, 3, exprs::name), doc(), NOWHERE);
  }

  private Decl runbookItem() {
    return switch (exprs.below(12)) {
      case 0 -> metadata();
      case 1 ->
          new Decl.Param(
              exprs.name(),
              exprs.type(2),
              exprs.maybe(this::expr),
              exprs.maybe(this::expr),
              doc(),
              NOWHERE);
      case 2 -> {
        Stmt.Let let = stmts.let();
        yield new Decl.Value(let, NOWHERE);
      }
      case 3 -> new Decl.Invariant(exprs.text(1), expr(), NOWHERE);
      case 4 -> new Decl.Assess(stmts.block(1), NOWHERE);
      case 5, 6 ->
          new Decl.Scenario(
              exprs.name(),
              exprs.text(1),
              exprs.maybe(this::expr),
              stmts.block(DEPTH),
              doc(),
              NOWHERE);
      case 7 -> new Decl.Recovered(stmts.block(1), NOWHERE);
      case 8 -> new Decl.Afterwards(exprs.some(0, 2, () -> exprs.text(0)), NOWHERE);
      case 9 ->
          new Decl.Drill(exprs.text(0), exprs.text(0), exprs.some(0, 5, this::drillItem), NOWHERE);
      case 10 -> exprs.sometimes() ? record() : enumeration();
      default -> composed();
    };
  }

  private Decl metadata() {
    return switch (exprs.below(9)) {
      case 0 -> new Decl.Owner(exprs.text(0), NOWHERE);
      case 1 ->
          new Decl.Reviewed(LocalDate.ofEpochDay(exprs.below(30_000)), exprs.duration(), NOWHERE);
      case 2 -> new Decl.SeverityOf(exprs.name(), NOWHERE);
      case 3 -> new Decl.Alert(exprs.text(0), NOWHERE);
      case 4 -> new Decl.Symptom(exprs.text(0), NOWHERE);
      case 5 ->
          new Decl.Contact(
              exprs.text(0),
              exprs.some(0, 2, () -> new Decl.ContactDetail(exprs.identifier(), exprs.text(0))),
              NOWHERE);
      case 6 -> new Decl.Related(exprs.some(1, 3, exprs::name), NOWHERE);
      case 7 -> new Decl.Tags(exprs.some(1, 3, () -> exprs.text(0)), NOWHERE);
      default -> new Decl.ExampleWorld(exprs.text(0), NOWHERE);
    };
  }

  private Decl.DrillItem drillItem() {
    return switch (exprs.below(12)) {
      case 0 -> new Decl.Given(exprs.identifier(), expr(), NOWHERE);
      case 1 -> new Decl.Fault(exprs.text(0), NOWHERE);
      case 2 -> new Decl.Deny(exprs.identifier(), NOWHERE);
      case 3 -> new Decl.Silence(exprs.identifier(), NOWHERE);
      case 4 -> new Decl.ExpectScenario(exprs.identifier(), NOWHERE);
      case 5 -> new Decl.ExpectStep(exprs.identifier(), exprs.identifier(), NOWHERE);
      case 6 -> new Decl.ExpectNoCall(List.of(exprs.identifier(), exprs.word()), NOWHERE);
      case 7 -> new Decl.ExpectCount(exprs.identifier(), exprs.below(100), NOWHERE);
      case 8 -> new Decl.ExpectWord(exprs.identifier(), exprs.identifier(), NOWHERE);
      case 9 -> new Decl.ExpectFlag(exprs.identifier(), NOWHERE);
      case 10 -> new Decl.ExpectNoScenario(NOWHERE);
      default -> new Decl.ExpectCondition(expr(), NOWHERE);
    };
  }

  private Decl moduleItem() {
    return switch (exprs.below(6)) {
      case 0 -> record();
      case 1 -> enumeration();
      case 2 -> type();
      case 3 -> new Decl.EvidenceDecl(exprs.name(), exprs.name(), doc(), NOWHERE);
      case 4 -> composed();
      default ->
          new Decl.NativeAction(
              exprs.word(),
              exprs.some(0, 2, exprs::name),
              exprs.some(0, 2, this::parameter),
              exprs.maybe(() -> exprs.type(2)),
              exprs.one(List.of(Decl.EffectWord.values())),
              exprs.some(0, 4, this::clause),
              doc(),
              NOWHERE);
    };
  }

  private Decl type() {
    boolean based = exprs.sometimes();
    return new Decl.TypeDecl(
        exprs.name(),
        exprs.maybe(exprs::name),
        based ? Optional.of(exprs.type(1)) : Optional.empty(),
        based ? exprs.maybe(() -> exprs.text(0)) : Optional.empty(),
        doc(),
        NOWHERE);
  }

  private Decl composed() {
    boolean value = exprs.sometimes();
    return new Decl.ComposedAction(
        exprs.word(),
        exprs.some(0, 2, exprs::name),
        exprs.some(0, 2, this::parameter),
        value ? exprs.maybe(() -> exprs.type(1)) : Optional.empty(),
        value ? Optional.of(expr()) : Optional.empty(),
        value ? List.of() : stmts.block(1),
        doc(),
        NOWHERE);
  }

  private Decl.Parameter parameter() {
    return new Decl.Parameter(
        exprs.word(),
        exprs.type(1),
        exprs.maybe(exprs::duration),
        exprs.maybe(this::expr),
        NOWHERE);
  }

  private Decl.Clause clause() {
    return switch (exprs.below(9)) {
      case 0 -> new Decl.Idempotent(NOWHERE);
      case 1 -> new Decl.Irreversible(NOWHERE);
      case 2 -> new Decl.DecidedBy(expr(), NOWHERE);
      case 3 -> new Decl.DecidedByPerson(exprs.text(0), NOWHERE);
      case 4 -> new Decl.Needs(exprs.name(), exprs.text(0), NOWHERE);
      case 5 -> new Decl.Touches(expr(), NOWHERE);
      case 6 -> new Decl.About(expr(), NOWHERE);
      case 7 -> new Decl.Affects(expr(), exprs.name(), NOWHERE);
      default -> new Decl.TimeLimit(exprs.duration(), NOWHERE);
    };
  }
}
