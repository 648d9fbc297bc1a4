package io.godel.runbook.simulation;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.backend.simulated.SimulatedAction;
import io.godel.runbook.backend.simulated.kubernetes.ObjectNames;
import io.godel.runbook.yaml.Section;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lets the faults happen: in time, when steps begin, and to calls. */
final class FaultScript {
  /** Longer than any call is waited for. */
  private static final Duration NEVER = Duration.ofDays(1);

  private final World world;
  private final List<Fault> faults;
  private final Map<String, Integer> calls = new LinkedHashMap<>();
  private final Map<String, Instant> unreachable = new LinkedHashMap<>();

  FaultScript(World world, List<Fault> faults) {
    this.world = world;
    this.faults = List.copyOf(faults);
  }

  void begin() {
    for (Fault fault : faults) {
      if (fault.trigger() instanceof Fault.At at) {
        world.time().after(at.after(), () -> change(fault));
      }
    }
  }

  void stepStarted(String step) {
    for (Fault fault : faults) {
      if (fault.trigger() instanceof Fault.StepStarts it && it.step().equals(step)) {
        change(fault);
      }
    }
  }

  Reply carryOut(Call call, SimulatedAction action) {
    int number = calls.merge(call.action(), 1, Integer::sum);
    Instant until = unreachable.get(call.action().split("\\.")[0]);
    if (until != null && world.time().now().isBefore(until)) {
      return call.acts()
          ? Reply.silence("nothing answers", NEVER)
          : Reply.refusedForNow("unreachable", "nothing answers").after(Duration.ofSeconds(5));
    }
    for (Fault fault : faults) {
      if (fault.trigger() instanceof Fault.OnCall on
          && on.action().equals(call.action())
          && (on.number() == 0 || on.number() == number)) {
        return disturbed(call, action, fault);
      }
    }
    return action.carryOut(call);
  }

  private Reply disturbed(Call call, SimulatedAction action, Fault fault) {
    if (fault.effect() instanceof Fault.Silence silence) {
      if (silence.tookEffect()) {
        action.carryOut(call);
      }
      return Reply.silence("the connection was lost", NEVER);
    }
    if (fault.effect() instanceof Fault.Refusal refusal) {
      boolean passing = refusal.code().equals("conflict") || refusal.code().equals("unreachable");
      return new Reply(
          new Outcome.NotDone(refusal.code(), message(call, refusal.code()), passing), Reply.USUAL);
    }
    if (fault.effect() instanceof Fault.Slowness slowness) {
      Reply reply = action.carryOut(call);
      return reply.after(reply.after().plus(slowness.by()));
    }
    change(fault);
    return action.carryOut(call);
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

  private void change(Fault fault) {
    if (!(fault.effect() instanceof Fault.Change change)) {
      return;
    }
    String what = change.words().get(0);
    switch (change.verb()) {
      case CRASH_POD -> world.cluster().crash(what);
      case LOSE_NODE -> world.cluster().loseNode(what);
      case RETURN_NODE -> world.cluster().returnNode(what);
      case CRASH_LOOP -> world.cluster().crashLoop(world.namespace(), what);
      case SLOW_START ->
          world
              .cluster()
              .slowStart(
                  world.namespace(), what, FaultReader.duration(change.words()).orElseThrow());
      case STOP_SERVER -> world.postgres().stopServer(what);
      case START_SERVER -> world.postgres().startServer(what);
      case DROP_CONNECTIONS -> world.postgres().dropConnections(what);
      case CORRUPT -> world.postgres().corrupt(what);
      case WRITE_RATE -> world.postgres().setWriteRate(what, bytes(change));
      case REPLAY_RATE -> world.postgres().setReplayRate(what, bytes(change));
      case UNREACHABLE ->
          unreachable.put(
              what, world.time().now().plus(FaultReader.duration(change.words()).orElseThrow()));
      case FILL_REDIS -> world.redis().fill(what, bytes(change));
    }
  }

  private static long bytes(Fault.Change change) {
    return Section.readBytes(change.words().get(1)).orElseThrow();
  }
}
