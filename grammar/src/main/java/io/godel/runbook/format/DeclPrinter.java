package io.godel.runbook.format;

import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Name;
import io.godel.runbook.syntax.Text;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints declarations: runbooks and modules with what they hold. */
final class DeclPrinter {
  private final Lines out;
  private final ExprPrinter exprs = new ExprPrinter();
  private final StmtPrinter stmts;

  DeclPrinter(Lines out) {
    this.out = out;
    this.stmts = new StmtPrinter(out);
  }

  private String text(Text text) {
    return exprs.texts().print(text);
  }

  void print(Decl decl) {
    if (decl instanceof Decl.Runbook it) {
      doc(it.doc());
      out.open("runbook " + it.name() + " " + text(it.title()));
      it.items().forEach(this::print);
      out.close();
    } else if (decl instanceof Decl.Module it) {
      doc(it.doc());
      out.open("module " + it.name());
      it.items().forEach(this::print);
      out.close();
    } else if (decl instanceof Decl.Metadata it) {
      out.line(metadata(it));
    } else if (decl instanceof Decl.Drill it) {
      new DrillPrinter(out, exprs).print(it);
    } else if (!blocks(decl)) {
      declaration(decl);
    }
  }

  private void doc(Optional<Decl.Doc> doc) {
    if (doc.isPresent()) {
      for (String line : doc.get().text().split("\n", -1)) {
        out.line(line.isEmpty() ? "///" : "/// " + line);
      }
    }
  }

  private String metadata(Decl.Metadata line) {
    if (line instanceof Decl.Owner it) {
      return "owner " + text(it.value());
    }
    if (line instanceof Decl.Reviewed it) {
      return "reviewed " + it.on() + " every " + LiteralPrinter.duration(it.every());
    }
    if (line instanceof Decl.SeverityOf it) {
      return "severity " + it.level();
    }
    if (line instanceof Decl.Alert it) {
      return "alert " + text(it.name());
    }
    if (line instanceof Decl.Symptom it) {
      return "symptom " + text(it.text());
    }
    if (line instanceof Decl.Contact it) {
      return "contact "
          + text(it.who())
          + it.details().stream()
              .map(detail -> " " + detail.kind() + " " + text(detail.value()))
              .collect(Collectors.joining());
    }
    if (line instanceof Decl.Related it) {
      return "related " + names(it.runbooks());
    }
    if (line instanceof Decl.Tags it) {
      return "tags " + it.values().stream().map(this::text).collect(Collectors.joining(", "));
    }
    return "example world " + text(((Decl.ExampleWorld) line).world());
  }

  private static String names(List<Name> names) {
    return names.stream().map(Name::text).collect(Collectors.joining(", "));
  }

  private boolean blocks(Decl decl) {
    if (decl instanceof Decl.Assess it) {
      stmts.block("assess", it.body());
    } else if (decl instanceof Decl.Scenario it) {
      doc(it.doc());
      String when = it.when().map(condition -> " when " + exprs.print(condition)).orElse("");
      stmts.block("scenario " + it.name() + " " + text(it.title()) + when, it.body());
    } else if (decl instanceof Decl.Recovered it) {
      stmts.block("recovered", it.body());
    } else if (decl instanceof Decl.Afterwards it) {
      out.open("afterwards");
      it.tasks().forEach(task -> out.line("task " + text(task)));
      out.close();
    } else if (decl instanceof Decl.Invariant it) {
      out.line("invariant " + text(it.what()) + " { " + exprs.print(it.condition()) + " }");
    } else {
      return false;
    }
    return true;
  }

  private void declaration(Decl decl) {
    if (decl instanceof Decl.Value it) {
      stmts.visitLet(it.let());
    } else if (decl instanceof Decl.Param it) {
      doc(it.doc());
      String where = it.where().map(condition -> " where " + exprs.print(condition)).orElse("");
      String standard = it.standard().map(value -> " = " + exprs.print(value)).orElse("");
      out.line("param " + it.name() + ": " + exprs.type(it.type()) + where + standard);
    } else if (decl instanceof Decl.Record it) {
      doc(it.doc());
      out.open("record " + it.name());
      for (Decl.Field field : it.fields()) {
        doc(field.doc());
        out.line(field.name() + ": " + exprs.type(field.type()) + ",");
      }
      out.close();
    } else if (decl instanceof Decl.Enum it) {
      doc(it.doc());
      out.line("enum " + it.name() + " { " + names(it.constants()) + " }");
    } else if (decl instanceof Decl.TypeDecl it) {
      doc(it.doc());
      String parent = it.parent().map(name -> " is " + name).orElse("");
      String base = it.base().map(type -> " = " + exprs.type(type)).orElse("");
      String pattern = it.pattern().map(form -> " matches " + text(form)).orElse("");
      out.line("type " + it.name() + parent + base + pattern);
    } else if (decl instanceof Decl.EvidenceDecl it) {
      doc(it.doc());
      out.line("evidence " + it.name() + "<" + it.parameter() + ">");
    } else {
      action(decl);
    }
  }

  private void action(Decl decl) {
    if (decl instanceof Decl.NativeAction it) {
      doc(it.doc());
      String head =
          "native action "
              + signature(it.name(), it.typeParameters(), it.parameters())
              + it.result().map(type -> " -> " + exprs.type(type)).orElse("")
              + " "
              + it.effect().name().toLowerCase(Locale.ROOT);
      if (it.clauses().isEmpty()) {
        out.line(head);
      } else {
        out.open(head);
        it.clauses().forEach(clause -> out.line(clause(clause)));
        out.close();
      }
    } else if (decl instanceof Decl.ComposedAction it) {
      doc(it.doc());
      String head = "action " + signature(it.name(), it.typeParameters(), it.parameters());
      String result = it.result().map(type -> " -> " + exprs.type(type)).orElse("");
      it.value()
          .ifPresentOrElse(
              value -> out.line(head + result + " = " + exprs.print(value)),
              () -> stmts.block(head, it.body()));
    }
  }

  private String signature(Name name, List<Name> types, List<Decl.Parameter> parameters) {
    String generics = types.isEmpty() ? "" : "<" + names(types) + ">";
    return name
        + generics
        + parameters.stream().map(this::parameter).collect(Collectors.joining(", ", "(", ")"));
  }

  private String parameter(Decl.Parameter parameter) {
    return parameter.name()
        + ": "
        + exprs.type(parameter.type())
        + parameter.fresh().map(age -> " fresh " + LiteralPrinter.duration(age)).orElse("")
        + parameter.standard().map(value -> " = " + exprs.print(value)).orElse("");
  }

  private String clause(Decl.Clause clause) {
    if (clause instanceof Decl.Idempotent) {
      return "idempotent";
    }
    if (clause instanceof Decl.Irreversible) {
      return "irreversible";
    }
    if (clause instanceof Decl.DecidedByPerson it) {
      return "decided by person " + text(it.question());
    }
    if (clause instanceof Decl.DecidedBy it) {
      return "decided by " + exprs.print(it.probe());
    }
    if (clause instanceof Decl.Needs it) {
      return "needs " + it.system() + " " + text(it.permission());
    }
    if (clause instanceof Decl.Touches it) {
      return "touches " + exprs.print(it.target());
    }
    if (clause instanceof Decl.About it) {
      return "about " + exprs.print(it.target());
    }
    if (clause instanceof Decl.Affects it) {
      return "affects " + exprs.print(it.amount()) + " " + it.unit();
    }
    return "timeout " + LiteralPrinter.duration(((Decl.TimeLimit) clause).timeout());
  }
}
