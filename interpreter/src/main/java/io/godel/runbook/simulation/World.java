package io.godel.runbook.simulation;

import io.godel.runbook.backend.simulated.SimulatedAction;
import io.godel.runbook.backend.simulated.VirtualTime;
import io.godel.runbook.backend.simulated.application.Application;
import io.godel.runbook.backend.simulated.kubernetes.Cluster;
import io.godel.runbook.backend.simulated.postgres.PostgresModel;
import io.godel.runbook.backend.simulated.redis.RedisModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A simulated platform, at work.
 *
 * @param people what the scripted people answer
 */
public record World(
    String namespace,
    VirtualTime time,
    Cluster cluster,
    PostgresModel postgres,
    RedisModel redis,
    Optional<Application> application,
    Actions carriedOut,
    List<Fault> faults,
    People people) {

  public World {
    faults = List.copyOf(faults);
  }

  World with(List<Fault> others) {
    return new World(
        namespace, time, cluster, postgres, redis, application, carriedOut, others, people);
  }

  /** How each native action is carried out, by qualified name. */
  public Map<String, SimulatedAction> actions() {
    return carriedOut.byName();
  }

  /**
   * @param answers what is typed in for a manual task: by step, then by question
   * @param doubts what a person says who is asked whether a call took effect; {@code silent} for no
   *     answer
   */
  public record People(Map<String, Map<String, String>> answers, String doubts) {
    public People {
      answers = Map.copyOf(answers);
    }
  }
}
