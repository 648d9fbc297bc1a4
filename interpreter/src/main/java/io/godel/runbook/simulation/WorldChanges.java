package io.godel.runbook.simulation;

import io.godel.runbook.backend.Call;
import io.godel.runbook.yaml.Section;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Changes a world from outside, and remembers what was changed when. */
final class WorldChanges {
  private final World world;
  private final Map<String, Instant> unreachable = new LinkedHashMap<>();
  private final List<Simulation.Happened> happened = new ArrayList<>();

  WorldChanges(World world) {
    this.world = world;
  }

  List<Simulation.Happened> happened() {
    return List.copyOf(happened);
  }

  /** Whether nothing of the module that the call goes to can be reached right now. */
  boolean isUnreachable(Call call) {
    String action = call.action();
    Instant until = unreachable.get(action.substring(0, action.indexOf('.')));
    return until != null && world.time().now().isBefore(until);
  }

  void apply(Fault.Change change) {
    happened.add(new Simulation.Happened(world.time().now(), change));
    world.time().changed();
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
      case DIVERGE -> world.postgres().diverge(what);
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
