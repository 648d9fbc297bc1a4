package io.godel.runbook.report;

import io.godel.runbook.plan.TermWritten;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.types.Type;
import io.godel.runbook.value.ValueText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What an action declares about itself, for people. */
final class ActionEntry {
  private final Library library;

  ActionEntry(Library library) {
    this.library = library;
  }

  /** As it is called, with the types of what it takes and gives. */
  String signature(Action action) {
    String name =
        action.module().equals("core") ? action.name() : action.module() + "." + action.name();
    String types =
        action.typeParameters().isEmpty()
            ? ""
            : "<" + String.join(", ", action.typeParameters()) + ">";
    String parameters =
        action.parameters().stream()
            .map(ActionEntry::parameter)
            .collect(Collectors.joining(", ", "(", ")"));
    String result = action.result() == Type.Primitive.UNIT ? "" : " -> " + action.result().shown();
    return name + types + parameters + result;
  }

  private static String parameter(Action.Parameter parameter) {
    String fresh = parameter.fresh().map(age -> " fresh " + ValueText.duration(age)).orElse("");
    String standard = parameter.standard().map(value -> " = " + TermWritten.of(value)).orElse("");
    return parameter.name() + ": " + parameter.type().shown() + fresh + standard;
  }

  /** A row of the table of those that only look. */
  String row(Action action) {
    String meaning = Markdown.text(action.doc());
    if (action.form() == Action.Form.VALUE) {
      meaning += " Written as `" + definition(action) + "`.";
    }
    String most =
        action.form() == Action.Form.NATIVE && action.effect() == Effect.READS
            ? ValueText.duration(action.timeout())
            : "";
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(
            Markdown.cell(signature(action)),
            action.effect().word(),
            Markdown.cell(permissions(action)),
            most,
            Markdown.cell(meaning));
  }

  private String definition(Action action) {
    return TermWritten.of(library.values().get(action.qualifiedName()));
  }

  /** What acts and what proves, clause by clause. */
  List<String> facts(Action action) {
    List<String> facts = new ArrayList<>();
    facts.add("Effect: " + effect(action));
    for (Action.Parameter parameter : action.parameters()) {
      if (parameter.type() instanceof Type.EvidenceOf evidence) {
        String age =
            parameter.fresh().map(it -> ", at most " + ValueText.duration(it) + " old").orElse("");
        facts.add("Needs the evidence `" + evidence.shown() + "`" + age + ".");
      }
    }
    if (action.result() instanceof Type.EvidenceOf evidence) {
      facts.add(
          "Gives the evidence `%s`, which speaks of %s."
              .formatted(evidence.shown(), written(action.about())));
    }
    if (action.effect().acts()) {
      acting(action, facts);
    }
    String permissions = permissions(action);
    facts.add("Permissions: " + (permissions.isEmpty() ? "none" : permissions) + ".");
    facts.add("Takes at most " + ValueText.duration(action.timeout()) + ".");
    return facts;
  }

  private static String effect(Action action) {
    String irreversible = action.irreversible() ? ", and is a point of no return" : "";
    return "`" + action.effect().word() + "`" + irreversible + ".";
  }

  private static void acting(Action action, List<String> facts) {
    facts.add(
        action.idempotent()
            ? "Idempotent: twice is as good as once."
            : "Not idempotent: twice is not the same as once.");
    if (action.decision() instanceof Action.Probe probe) {
      facts.add("A lost answer is decided by `" + TermWritten.of(probe.term()) + "`.");
    } else if (action.decision() instanceof Action.AskPerson person) {
      facts.add("A lost answer is decided by a person: “" + person.question() + "”");
    }
    if (!action.touches().isEmpty()) {
      facts.add("Ends evidence about " + written(action.touches()) + ".");
    }
    action
        .affects()
        .ifPresent(
            affected ->
                facts.add(
                    "Counts for limits: `%s %s`."
                        .formatted(TermWritten.of(affected.amount()), affected.unit())));
  }

  private static String written(List<Term> terms) {
    return terms.stream()
        .map(term -> "`" + TermWritten.of(term) + "`")
        .collect(Collectors.joining(", "));
  }

  private String permissions(Action action) {
    Set<String> found = new LinkedHashSet<>();
    collect(action, found);
    return String.join(", ", found);
  }

  /** Those of the action itself; of a value those of everything that it looks at. */
  private void collect(Action action, Set<String> found) {
    action.permissions().forEach(each -> found.add(each.system() + " `" + each.permission() + "`"));
    if (action.form() == Action.Form.VALUE) {
      collect(library.values().get(action.qualifiedName()), found);
    }
  }

  private void collect(Term term, Set<String> found) {
    if (term instanceof Term.Invoke invoke) {
      String name = invoke.action().qualifiedName();
      collect(library.action(name).orElse(invoke.action()), found);
    }
    Terms.parts(term).forEach(part -> collect(part, found));
  }
}
