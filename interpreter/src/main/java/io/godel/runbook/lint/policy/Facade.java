package io.godel.runbook.lint.policy;

import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.syntax.Text;
import io.godel.runbook.types.Effect;
import io.godel.runbook.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A runbook as values of the module {@code lint}: what a policy gets to see. */
final class Facade {
  private final Subject subject;

  Facade(Subject subject) {
    this.subject = subject;
  }

  Value runbook() {
    Decl.Runbook tree = subject.tree();
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("name", string(tree.name().text()));
    fields.put("title", string(tree.title().plain()));
    fields.put(
        "owner",
        first(tree.items(Decl.Owner.class).stream().map(it -> it.value().plain()).toList()));
    fields.put(
        "severity",
        first(tree.items(Decl.SeverityOf.class).stream().map(it -> it.level().text()).toList()));
    fields.put(
        "tags",
        strings(
            tree.items(Decl.Tags.class).stream()
                .flatMap(it -> it.values().stream())
                .map(Text::plain)
                .toList()));
    fields.put(
        "alerts",
        strings(tree.items(Decl.Alert.class).stream().map(it -> it.name().plain()).toList()));
    fields.put(
        "contacts",
        strings(tree.items(Decl.Contact.class).stream().map(it -> it.who().plain()).toList()));
    fields.put(
        "scenarios",
        strings(tree.items(Decl.Scenario.class).stream().map(it -> it.name().text()).toList()));
    List<Value> steps = new ArrayList<>();
    for (Outline.Response response : subject.outline().responses()) {
      response.steps().forEach(work -> steps.add(step(response, work)));
    }
    fields.put("steps", new Value.Items(steps));
    fields.put("drills", new Value.Int(tree.items(Decl.Drill.class).size()));
    return new Value.Fields("lint.Runbook", fields);
  }

  Value step(Outline.Response response, Outline.Work work) {
    Stmt.Step step = work.step();
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("name", string(step.name().text()));
    fields.put("title", string(step.title().plain()));
    fields.put("scenario", string(response.scenario().name().text()));
    fields.put("acts", new Value.Items(work.acts().stream().map(this::act).toList()));
    fields.put("approvals", new Value.Items(approvals(work)));
    fields.put("guards", count(work, Stmt.Guard.class));
    fields.put("verifications", count(work, Stmt.Verify.class));
    fields.put("limits", strings(step.limits().stream().map(it -> it.unit().text()).toList()));
    fields.put(
        "has_undo", new Value.Bool(work.wayBack().filter(Stmt.Undo.class::isInstance).isPresent()));
    return new Value.Fields("lint.Step", fields);
  }

  private static Value count(Outline.Work work, Class<? extends Stmt> kind) {
    return new Value.Int(
        work.course().stream().filter(it -> kind.isInstance(it.statement())).count());
  }

  private static List<Value> approvals(Outline.Work work) {
    List<Value> approvals = new ArrayList<>();
    for (Moment moment : work.course()) {
      if (moment.statement() instanceof Stmt.Approve it) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("role", string(it.role().plain()));
        fields.put("by_another", new Value.Bool(it.another()));
        approvals.add(new Value.Fields("lint.Approval", fields));
      }
    }
    return approvals;
  }

  /**
   * @param moment of an acting call
   */
  Value act(Moment moment) {
    Moment.Call call = moment.call().orElseThrow();
    Optional<Value.Handle> target = target(call);
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("action", string(call.action().qualifiedName()));
    String effect = call.action().effect() == Effect.DESTROYS ? "DESTROYS" : "MUTATES";
    fields.put("effect", new Value.Constant("lint.Effect", effect));
    fields.put("no_way_back", new Value.Bool(call.action().irreversible()));
    fields.put("kind", target.<Value>map(it -> string(it.type())).orElseGet(Value.None::new));
    fields.put("name", part(target, "name"));
    fields.put("namespace", part(target, "in"));
    fields.put("retries", new Value.Int(call.policy().retry().map(Stmt.Retry::times).orElse(0)));
    return new Value.Fields("lint.Act", fields);
  }

  /** What it changes, or else the first thing that it is handed. */
  private Optional<Value.Handle> target(Moment.Call call) {
    Known known = subject.known();
    return known.touches(call).stream()
        .flatMap(term -> known.handle(term).stream())
        .findFirst()
        .or(
            () ->
                call.arguments().stream().flatMap(term -> known.handle(term).stream()).findFirst());
  }

  private static Value part(Optional<Value.Handle> handle, String name) {
    return handle.map(it -> it.identity().get(name)).orElseGet(Value.None::new);
  }

  private static Value string(String text) {
    return new Value.Str(text);
  }

  private static Value strings(List<String> texts) {
    return new Value.Items(texts.stream().map(Facade::string).toList());
  }

  private static Value first(List<String> texts) {
    return texts.isEmpty() ? new Value.None() : string(texts.get(0));
  }
}
