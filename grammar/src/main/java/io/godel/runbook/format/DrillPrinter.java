package io.godel.runbook.format;

import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Name;
import java.util.stream.Collectors;

/** Prints drills, one line for each thing given or expected. */
final class DrillPrinter {
  private final Lines out;
  private final ExprPrinter exprs;

  DrillPrinter(Lines out, ExprPrinter exprs) {
    this.out = out;
    this.exprs = exprs;
  }

  void print(Decl.Drill drill) {
    TextPrinter texts = exprs.texts();
    out.open("test " + texts.print(drill.title()) + " in world " + texts.print(drill.world()));
    drill.items().forEach(item -> out.line(item(item)));
    out.close();
  }

  private String item(Decl.DrillItem item) {
    if (item instanceof Decl.Given it) {
      return "given " + it.param() + " = " + exprs.print(it.value());
    }
    if (item instanceof Decl.Fault it) {
      return "fault " + exprs.texts().print(it.what());
    }
    if (item instanceof Decl.Deny it) {
      return "deny " + it.step();
    }
    return item instanceof Decl.Silence it ? "silence " + it.step() : "expect " + expected(item);
  }

  private String expected(Decl.DrillItem item) {
    if (item instanceof Decl.ExpectScenario it) {
      return "scenario " + it.scenario();
    }
    if (item instanceof Decl.ExpectNoScenario) {
      return "no scenario";
    }
    if (item instanceof Decl.ExpectStep it) {
      return "step " + it.step() + " " + it.state();
    }
    if (item instanceof Decl.ExpectNoCall it) {
      return "no " + it.action().stream().map(Name::text).collect(Collectors.joining("."));
    }
    if (item instanceof Decl.ExpectCount it) {
      return it.what() + " " + it.count();
    }
    if (item instanceof Decl.ExpectWord it) {
      return it.what() + " " + it.word();
    }
    if (item instanceof Decl.ExpectFlag it) {
      return it.what().text();
    }
    return condition(((Decl.ExpectCondition) item).condition());
  }

  /** A bare name as a condition would be read as one of the words that drills know. */
  private String condition(Expr condition) {
    String printed = exprs.print(condition);
    return condition instanceof Expr.NameExpr ? "(" + printed + ")" : printed;
  }
}
