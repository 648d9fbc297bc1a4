package io.godel.runbook.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.Type;
import java.util.List;

/** A node of a plan as JSON. */
final class NodeJson implements Node.Visitor<ObjectNode> {
  private final JsonNodeFactory json;
  private final Library library;
  private final Bounds bounds;
  private final Places places;

  NodeJson(JsonNodeFactory json, Library library, Bounds bounds, Places places) {
    this.json = json;
    this.library = library;
    this.bounds = bounds;
    this.places = places;
  }

  ArrayNode all(List<Node> nodes) {
    ArrayNode array = json.arrayNode();
    nodes.forEach(node -> array.add(node.accept(this)));
    return array;
  }

  /** What every node has. */
  private ObjectNode node(String kind, Node node) {
    ObjectNode object = json.objectNode();
    object.put("id", node.id());
    object.put("kind", kind);
    object.put("effect", node.accept(new NodeEffect()).word());
    object.put("idempotent", NodeParts.idempotent(node));
    object.put("bound", node.accept(bounds).toString());
    object.set("permissions", PermissionJson.write(json, Permissions.of(library, node)));
    places.put(object, node.span());
    return object;
  }

  @Override
  public ObjectNode visitObserve(Node.Observe observe) {
    return node("observe", observe)
        .put("name", observe.variable().name())
        .put("type", observe.variable().type().shown())
        .put("evidence", observe.variable().type() instanceof Type.EvidenceOf)
        .put("value", TermCanonical.of(observe.value()));
  }

  @Override
  public ObjectNode visitGuard(Node.Guard guard) {
    ObjectNode object =
        node("guard", guard)
            .put("why", PlanJson.text(guard.why()))
            .put("condition", TermCanonical.of(guard.condition()));
    object.set("else", refusal(guard.otherwise()));
    guard.fresh().ifPresent(fresh -> object.put("fresh", fresh.toString()));
    return object;
  }

  private ObjectNode refusal(Node.Refusal refusal) {
    ObjectNode object = json.objectNode();
    if (refusal instanceof Node.SkipStep) {
      return object.put("kind", "skip");
    }
    if (refusal instanceof Node.UseScenario use) {
      return object.put("kind", "use").put("scenario", use.scenario());
    }
    object.put("kind", "abort");
    ((Node.AbortRun) refusal).why().ifPresent(why -> object.put("why", PlanJson.text(why)));
    return object;
  }

  @Override
  public ObjectNode visitWarn(Node.Warn warn) {
    return node("warn", warn)
        .put("why", PlanJson.text(warn.why()))
        .put("condition", TermCanonical.of(warn.condition()));
  }

  @Override
  public ObjectNode visitApprove(Node.Approve approve) {
    ObjectNode object =
        node("approve", approve)
            .put("question", PlanJson.text(approve.question()))
            .put("by", PlanJson.text(approve.role()))
            .put("another", approve.another())
            .put("within", approve.within().toString());
    object.set("on_no", refusal(approve.onNo()));
    object.set("on_timeout", refusal(approve.onTimeout()));
    return object;
  }

  @Override
  public ObjectNode visitAct(Node.Act act) {
    ObjectNode object = node("act", act);
    object.put("action", act.action().qualifiedName());
    act.result().ifPresent(result -> object.put("name", result.name()));
    ObjectNode arguments = object.putObject("arguments");
    ArrayNode evidence = object.putArray("evidence");
    for (int i = 0; i < act.arguments().size(); i++) {
      Action.Parameter parameter = act.action().parameters().get(i);
      arguments.put(parameter.name(), TermCanonical.of(act.arguments().get(i)));
      if (parameter.type() instanceof Type.EvidenceOf) {
        ObjectNode demanded =
            evidence
                .addObject()
                .put("argument", parameter.name())
                .put("type", parameter.type().shown());
        parameter.fresh().ifPresent(fresh -> demanded.put("fresh", fresh.toString()));
      }
    }
    object.put("irreversible", irreversible(act.action()));
    object.set("decided_by", ActionJson.decision(json, act.action().decision()));
    act.action()
        .affects()
        .ifPresent(affected -> object.set("affects", ActionJson.affected(json, affected)));
    object.put("timeout", act.policy().timeout().orElse(act.action().timeout()).toString());
    retry(object, act.policy());
    return object;
  }

  private static boolean irreversible(Action action) {
    return action.irreversible() || action.effect() == Effect.DESTROYS;
  }

  private static void retry(ObjectNode object, Node.Policy policy) {
    policy
        .retry()
        .ifPresent(
            retry ->
                object
                    .putObject("retry")
                    .put("times", retry.times())
                    .put("first", retry.first().toString())
                    .put("last", retry.last().toString()));
  }

  @Override
  public ObjectNode visitVerify(Node.Verify verify) {
    return node("verify", verify)
        .put("what", PlanJson.text(verify.what()))
        .put("condition", TermCanonical.of(verify.condition()))
        .put("within", verify.within().toString())
        .put("every", verify.every().toString());
  }

  @Override
  public ObjectNode visitWait(Node.Wait wait) {
    ObjectNode object = node("wait", wait);
    wait.what().ifPresent(what -> object.put("what", PlanJson.text(what)));
    object
        .put("condition", TermCanonical.of(wait.condition()))
        .put("within", wait.within().toString())
        .put("every", wait.every().toString())
        .set("else", refusal(wait.otherwise()));
    return object;
  }

  @Override
  public ObjectNode visitManual(Node.Manual manual) {
    ObjectNode object =
        node("manual", manual)
            .put("task", PlanJson.text(manual.task()))
            .put("by", PlanJson.text(manual.role()))
            .put("within", manual.within().toString());
    ArrayNode questions = object.putArray("answers");
    for (Node.Question question : manual.questions()) {
      questions
          .addObject()
          .put("name", question.variable().name())
          .put("type", question.variable().type().shown())
          .put("question", PlanJson.text(question.text()));
    }
    return object;
  }

  @Override
  public ObjectNode visitBranch(Node.Branch branch) {
    ObjectNode object =
        node("branch", branch).put("condition", TermCanonical.of(branch.condition()));
    object.set("then", all(branch.whenTrue()));
    object.set("else", all(branch.whenFalse()));
    return object;
  }

  @Override
  public ObjectNode visitLoop(Node.Loop loop) {
    ObjectNode object =
        node("loop", loop)
            .put("name", loop.variable().name())
            .put("domain", TermCanonical.of(loop.domain()))
            .put("most", loop.most())
            .put("at_once", loop.atOnce());
    object.set("nodes", all(loop.body()));
    return object;
  }

  @Override
  public ObjectNode visitParallel(Node.Parallel parallel) {
    ObjectNode object = node("parallel", parallel);
    ArrayNode branches = object.putArray("branches");
    parallel.branches().forEach(branch -> branches.add(all(branch)));
    return object;
  }

  @Override
  public ObjectNode visitSequence(Node.Sequence sequence) {
    ObjectNode object = node("sequence", sequence).put("label", sequence.label());
    object.set("nodes", all(sequence.body()));
    return object;
  }

  @Override
  public ObjectNode visitStep(Node.Step step) {
    ObjectNode object =
        node("step", step).put("name", step.name()).put("title", PlanJson.text(step.title()));
    step.policy().timeout().ifPresent(timeout -> object.put("timeout", timeout.toString()));
    retry(object, step.policy());
    ArrayNode limits = object.putArray("limits");
    for (Node.Limit limit : step.limits()) {
      limits.addObject().put("amount", TermCanonical.of(limit.amount())).put("unit", limit.unit());
    }
    object.set("nodes", all(step.body()));
    object.set("undo", undo(step.undo()));
    step.onFailure().ifPresent(nodes -> object.set("on_failure", all(nodes)));
    return object;
  }

  private ObjectNode undo(Node.Undo undo) {
    ObjectNode object = json.objectNode();
    if (undo instanceof Node.Compensate it) {
      object.put("kind", "compensate").put("id", it.id());
      object.put("effect", Planner.effect(it.body()).word());
      object.put("bound", bounds.of(it.body()).toString());
      object.set("permissions", PermissionJson.write(json, Permissions.of(library, it.body())));
      places.put(object, it.span());
      object.set("nodes", all(it.body()));
    } else if (undo instanceof Node.Irreversible it) {
      object.put("kind", "irreversible").put("because", PlanJson.text(it.because()));
    } else if (undo instanceof Node.Keep it) {
      object.put("kind", "keep").put("because", PlanJson.text(it.because()));
    } else {
      object.put("kind", "nothing");
    }
    return object;
  }

  @Override
  public ObjectNode visitEscalate(Node.Escalate escalate) {
    ObjectNode object = node("escalate", escalate).put("to", PlanJson.text(escalate.to()));
    escalate.with().ifPresent(with -> object.put("with", TermCanonical.of(with)));
    return object;
  }

  @Override
  public ObjectNode visitAbort(Node.Abort abort) {
    return node("abort", abort).put("why", PlanJson.text(abort.why()));
  }
}
