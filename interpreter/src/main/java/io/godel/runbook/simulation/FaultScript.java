package io.godel.runbook.simulation;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.backend.simulated.SimulatedAction;
import io.godel.runbook.backend.simulated.kubernetes.ObjectNames;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** Lets the faults happen: in time, when steps begin, and to calls. */
final class FaultScript {
  /** Longer than any call is waited for. */
  private static final Duration NEVER = Duration.ofDays(1);

  private final World world;
  private final List<Fault> faults;
  private final Map<String, Integer> calls = new LinkedHashMap<>();
  private PMap<Question, Reply> answers = HashTreePMap.empty();
  private final WorldChanges changes;
  private final Kept kept;
  private Runnable abort = () -> {};

  /** What a look asks for. */
  private record Question(String action, Map<String, Value> arguments) {}

  FaultScript(World world, List<Fault> faults) {
    this.world = world;
    this.faults = new ArrayList<>(faults);
    this.changes = new WorldChanges(world);
    this.kept = new Kept(world);
  }

  /** What the operator does who ends the run; before, an abort ends nothing. */
  void whenAborted(Runnable ended) {
    abort = ended;
  }

  /** What happens to calls besides, from now on. */
  void add(List<Fault> more) {
    faults.addAll(more);
  }

  void begin() {
    for (Fault fault : faults) {
      if (fault.trigger() instanceof Fault.At at) {
        world.time().after(at.after(), () -> happen(fault.effect()));
      }
    }
  }

  void stepStarted(String step) {
    for (Fault fault : faults) {
      if (fault.trigger() instanceof Fault.StepStarts it && it.step().equals(step)) {
        happen(fault.effect());
      }
    }
  }

  /** How often an action was called so far. */
  int calls(String action) {
    return calls.getOrDefault(action, 0);
  }

  /** What happened to the world, and when. */
  List<Simulation.Happened> happened() {
    return changes.happened();
  }

  Reply carryOut(Call call, SimulatedAction action) {
    int number = calls.merge(call.action(), 1, Integer::sum);
    List<Fault.Effect> effects =
        faults.stream()
            .filter(fault -> fault.trigger() instanceof Fault.OnCall on && on.is(call, number))
            .map(Fault::effect)
            .toList();
    effects.forEach(this::happen);
    if (effects.stream().anyMatch(Fault.Keeping.class::isInstance)) {
      kept.keep(call);
    }
    Reply reply =
        effects.stream()
            .filter(effect -> !(effect instanceof Fault.Change || effect instanceof Fault.Abort))
            .findFirst()
            .map(effect -> disturbed(call, action, effect))
            .orElseGet(() -> undisturbed(call, action));
    kept.called(call);
    if (!call.acts() && reply.outcome() instanceof Outcome.Done) {
      Question question = question(call);
      answers = answers.containsKey(question) ? answers : answers.plus(question, reply);
    }
    return reply;
  }

  private Reply undisturbed(Call call, SimulatedAction action) {
    if (!changes.isUnreachable(call)) {
      return action.carryOut(call);
    }
    return call.acts()
        ? Reply.silence("nothing answers", NEVER)
        : Reply.refusedForNow("unreachable", "nothing answers").after(Duration.ofSeconds(5));
  }

  private Reply disturbed(Call call, SimulatedAction action, Fault.Effect effect) {
    if (effect instanceof Fault.Silence silence) {
      if (silence.tookEffect()) {
        action.carryOut(call);
      }
      return Reply.silence("the connection was lost", NEVER);
    }
    if (effect instanceof Fault.Refusal refusal) {
      boolean passing = refusal.code().equals("conflict") || refusal.code().equals("unreachable");
      return new Reply(
          new Outcome.NotDone(refusal.code(), message(call, refusal.code()), passing), Reply.USUAL);
    }
    Reply reply = undisturbed(call, action);
    if (effect instanceof Fault.Slowness slowness) {
      return reply.after(reply.after().plus(slowness.by()));
    }
    return call.acts() ? reply : answers.getOrDefault(question(call), reply);
  }

  private static Question question(Call call) {
    return new Question(call.action(), call.arguments());
  }

  private void happen(Fault.Effect effect) {
    if (effect instanceof Fault.Change change) {
      changes.apply(change);
    } else if (effect instanceof Fault.Abort) {
      abort.run();
    }
  }

  /** In the words of the API server, where the call is about an object of its. */
  private static String message(Call call, String code) {
    String object = ObjectNames.of(call).orElse(call.action());
    return switch (code) {
      case "forbidden" ->
          object + " is forbidden: the account that runs this may not call " + call.action();
      case "conflict" ->
          "Operation cannot be fulfilled on "
              + object
              + ": the object has been modified; please apply your changes to the latest version"
              + " and try again";
      case "not_found" -> object + " not found";
      case "unreachable" -> "nothing answers";
      default -> code;
    };
  }
}
