package io.godel.runbook.engine;

import io.godel.runbook.backend.Call;
import io.godel.runbook.eval.Constants;
import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Evaluation;
import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.TermWritten;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.types.Type;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what a person has to see before they say yes. */
final class Prospects {
  private final Turn turn;
  private final Frame frame;

  Prospects(Turn turn, Frame frame) {
    this.turn = turn;
    this.frame = frame;
  }

  Command.Prospect before(Node.Approve approve) {
    Optional<StepRecord> record = frame.step().map(turn::step);
    List<Node.Act> acts = record.map(it -> actsBehind(it.step(), approve)).orElse(List.of());
    List<Command.Seen> seen = new ArrayList<>();
    record.ifPresent(it -> it.held().forEach(held -> seen.add(seen(held))));
    acts.forEach(act -> act.arguments().forEach(argument -> evidence(argument, seen)));
    return new Command.Prospect(
        acts.stream().map(this::shown).toList(),
        acts.stream().map(this::call).flatMap(Optional::stream).toList(),
        seen,
        record.map(it -> wayBack(it.step().undo())).orElse("nothing is changed"),
        record.map(it -> it.step().undo() instanceof Node.Irreversible).orElse(false),
        record
            .map(
                it ->
                    it.step().limits().stream()
                        .map(limit -> counted(shown(limit.amount()), limit.unit()))
                        .toList())
            .orElse(List.of()));
  }

  /** Empty where an argument has to be looked at first, or is made by a step before it. */
  private Optional<Call> call(Node.Act act) {
    Map<String, Value> arguments = new LinkedHashMap<>();
    for (int i = 0; i < act.arguments().size(); i++) {
      Action.Parameter parameter = act.action().parameters().get(i);
      if (!(turn.evaluator.evaluate(act.arguments().get(i), frame.env(), turn.now, List.of())
          instanceof Evaluation.Ready ready)) {
        return Optional.empty();
      }
      arguments.put(parameter.name(), Constants.converted(ready.value(), parameter.type()));
    }
    String name = act.action().qualifiedName();
    return Optional.of(new Call(act.id(), name, arguments, true, act.action().timeout()));
  }

  private static List<Node.Act> actsBehind(Node.Step step, Node.Approve approve) {
    List<Node> nodes = new ArrayList<>();
    flatten(step.body(), nodes);
    int at = nodes.indexOf(approve);
    return nodes.subList(Math.max(at, 0), nodes.size()).stream()
        .filter(Node.Act.class::isInstance)
        .map(Node.Act.class::cast)
        .toList();
  }

  private static void flatten(List<Node> nodes, List<Node> flat) {
    for (Node node : nodes) {
      flat.add(node);
      if (node instanceof Node.Sequence it) {
        flatten(it.body(), flat);
      } else if (node instanceof Node.Branch it) {
        flatten(it.whenTrue(), flat);
        flatten(it.whenFalse(), flat);
      } else if (node instanceof Node.Loop it) {
        flatten(it.body(), flat);
      } else if (node instanceof Node.Parallel it) {
        it.branches().forEach(branch -> flatten(branch, flat));
      }
    }
  }

  private Command.Seen seen(StepRecord.Held held) {
    List<String> parts =
        held.seen().parts().stream().map(part -> part.text() + " is " + part.value()).toList();
    String detail = String.join(", ", parts);
    return new Command.Seen(held.what(), detail, Execution.since(turn, held.at()));
  }

  private void evidence(Term term, List<Command.Seen> seen) {
    if (term instanceof Term.Use use
        && frame.env().find(use.variable()).orElse(null) instanceof Env.Known known
        && known.value() instanceof Value.Evidence evidence) {
      Command.Seen proof =
          new Command.Seen(qualified(evidence), "", Execution.since(turn, evidence.at()));
      if (!seen.contains(proof)) {
        seen.add(proof);
      }
    }
    Terms.parts(term).forEach(part -> evidence(part, seen));
  }

  /** With the name of its library, as the signatures of actions have it. */
  private static String qualified(Value.Evidence evidence) {
    String library = evidence.name().substring(0, evidence.name().lastIndexOf('.') + 1);
    return library + ValueText.shown(evidence);
  }

  /** Units are written in the plural, and one is no plural. */
  private static String counted(String amount, String unit) {
    boolean one = amount.equals("1") && unit.endsWith("s");
    return amount + " " + (one ? unit.substring(0, unit.length() - 1) : unit);
  }

  /** An evidence is no part of the act: what it proves is shown with its age. */
  private String shown(Node.Act act) {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < act.arguments().size(); i++) {
      Action.Parameter parameter = act.action().parameters().get(i);
      if (!(parameter.type() instanceof Type.EvidenceOf)) {
        String name = arguments.isEmpty() ? "" : parameter.name() + ": ";
        arguments.add(name + shown(act.arguments().get(i)));
      }
    }
    return act.action().qualifiedName() + "(" + String.join(", ", arguments) + ")";
  }

  /** What would have to be looked at first stays as it was written. */
  private String shown(Term term) {
    Evaluation value = turn.evaluator.evaluate(term, frame.env(), turn.now, List.of());
    return value instanceof Evaluation.Ready ready && !(ready.value() instanceof Value.Evidence)
        ? ValueText.brief(ready.value())
        : TermWritten.of(term);
  }

  private String wayBack(Node.Undo undo) {
    if (undo instanceof Node.Compensate it) {
      List<Node> nodes = new ArrayList<>();
      flatten(it.body(), nodes);
      List<String> acts =
          nodes.stream()
              .filter(Node.Act.class::isInstance)
              .map(node -> shown((Node.Act) node))
              .toList();
      return String.join(", then ", acts);
    }
    if (undo instanceof Node.Irreversible it) {
      return "none: " + Texts.of(turn, frame, it.because());
    }
    return undo instanceof Node.Keep it
        ? "it would be left as it is: " + Texts.of(turn, frame, it.because())
        : "nothing is changed";
  }
}
