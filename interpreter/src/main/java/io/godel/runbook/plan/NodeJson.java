package io.godel.runbook.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Effect;
import java.util.List;

/** A node of a plan as JSON. */
final class NodeJson implements Node.Visitor<ObjectNode> {
  private final JsonNodeFactory json;
  private final Bounds bounds;

  NodeJson(JsonNodeFactory json, Bounds bounds) {
    this.json = json;
    this.bounds = bounds;
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
    object.put("bound", node.accept(bounds).toString());
    object.put("at", node.span().toString());
    return object;
  }

  @Override
  public ObjectNode visitObserve(Node.Observe observe) {
    return node("observe", observe)
        .put("name", observe.variable().name())
        .put("type", observe.variable().type().shown())
        .put("value", TermWritten.of(observe.value()));
  }

  @Override
  public ObjectNode visitGuard(Node.Guard guard) {
    ObjectNode object =
        node("guard", guard)
            .put("why", PlanJson.text(guard.why()))
            .put("condition", TermWritten.of(guard.condition()))
            .put("else", refusal(guard.otherwise()));
    guard.fresh().ifPresent(fresh -> object.put("fresh", fresh.toString()));
    return object;
  }

  static String refusal(Node.Refusal refusal) {
    if (refusal instanceof Node.SkipStep) {
      return "skip";
    }
    return refusal instanceof Node.UseScenario use
        ? "use " + use.scenario()
        : ((Node.AbortRun) refusal)
            .why()
            .map(why -> "abort: " + PlanJson.text(why))
            .orElse("abort");
  }

  @Override
  public ObjectNode visitWarn(Node.Warn warn) {
    return node("warn", warn)
        .put("why", PlanJson.text(warn.why()))
        .put("condition", TermWritten.of(warn.condition()));
  }

  @Override
  public ObjectNode visitApprove(Node.Approve approve) {
    return node("approve", approve)
        .put("question", PlanJson.text(approve.question()))
        .put("by", PlanJson.text(approve.role()))
        .put("another", approve.another())
        .put("on_no", refusal(approve.onNo()))
        .put("on_timeout", refusal(approve.onTimeout()));
  }

  @Override
  public ObjectNode visitAct(Node.Act act) {
    ObjectNode object = node("act", act);
    object.put("action", act.action().qualifiedName());
    ObjectNode arguments = object.putObject("arguments");
    for (int i = 0; i < act.arguments().size(); i++) {
      arguments.put(
          act.action().parameters().get(i).name(), TermWritten.of(act.arguments().get(i)));
    }
    object.put("idempotent", act.action().idempotent());
    object.put("irreversible", irreversible(act.action()));
    object.put("decided_by", decision(act.action().decision()));
    ArrayNode permissions = object.putArray("permissions");
    act.action()
        .permissions()
        .forEach(each -> permissions.add(each.system() + ": " + each.permission()));
    policy(object, act.policy());
    return object;
  }

  private static boolean irreversible(Action action) {
    return action.irreversible() || action.effect() == Effect.DESTROYS;
  }

  private static String decision(Action.Decision decision) {
    if (decision instanceof Action.Probe probe) {
      return TermWritten.of(probe.term());
    }
    return decision instanceof Action.AskPerson person ? "a person: " + person.question() : "none";
  }

  private static void policy(ObjectNode object, Node.Policy policy) {
    policy.timeout().ifPresent(timeout -> object.put("timeout", timeout.toString()));
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
        .put("condition", TermWritten.of(verify.condition()))
        .put("within", verify.within().toString())
        .put("every", verify.every().toString());
  }

  @Override
  public ObjectNode visitWait(Node.Wait wait) {
    ObjectNode object = node("wait", wait);
    wait.what().ifPresent(what -> object.put("what", PlanJson.text(what)));
    return object
        .put("condition", TermWritten.of(wait.condition()))
        .put("within", wait.within().toString())
        .put("every", wait.every().toString())
        .put("else", refusal(wait.otherwise()));
  }

  @Override
  public ObjectNode visitManual(Node.Manual manual) {
    ObjectNode object =
        node("manual", manual)
            .put("task", PlanJson.text(manual.task()))
            .put("by", PlanJson.text(manual.role()));
    ArrayNode questions = object.putArray("evidence");
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
    ObjectNode object = node("branch", branch).put("condition", TermWritten.of(branch.condition()));
    object.set("then", all(branch.whenTrue()));
    object.set("else", all(branch.whenFalse()));
    return object;
  }

  @Override
  public ObjectNode visitLoop(Node.Loop loop) {
    ObjectNode object =
        node("loop", loop)
            .put("name", loop.variable().name())
            .put("domain", TermWritten.of(loop.domain()))
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
    policy(object, step.policy());
    ArrayNode limits = object.putArray("limits");
    step.limits().forEach(limit -> limits.add(TermWritten.of(limit.amount()) + " " + limit.unit()));
    object.set("nodes", all(step.body()));
    object.set("compensate", undo(step.undo()));
    step.onFailure().ifPresent(nodes -> object.set("on_failure", all(nodes)));
    return object;
  }

  private ObjectNode undo(Node.Undo undo) {
    ObjectNode object = json.objectNode();
    if (undo instanceof Node.Compensate it) {
      object.put("kind", "compensate");
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
    escalate.with().ifPresent(with -> object.put("with", TermWritten.of(with)));
    return object;
  }

  @Override
  public ObjectNode visitAbort(Node.Abort abort) {
    return node("abort", abort).put("why", PlanJson.text(abort.why()));
  }
}
