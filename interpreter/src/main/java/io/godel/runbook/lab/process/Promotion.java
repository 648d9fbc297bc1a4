package io.godel.runbook.lab.process;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.simulated.SimulatedAction;
import io.godel.runbook.lab.Lab;
import io.godel.runbook.simulation.World;
import io.godel.runbook.value.Value;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets the model's replica take over when the real one has done so.
 *
 * @param server as runbooks and the world call it
 * @param follows the server that it is a replica of
 */
public record Promotion(String server, String follows, PostgresProcess process)
    implements RealServers.Sync {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public void look(Lab lab, World world) throws Exception {
    if (isPromoted()) {
      lab.touch(() -> promoted(world));
    }
  }

  private boolean isPromoted() {
    try {
      return process.ask("postgres", "SELECT pg_is_in_recovery()::text").equals("false");
    } catch (SQLException notNow) {
      return false;
    }
  }

  private static Value handle(String server) {
    return new Value.Handle("pg.Server", Map.of("name", new Value.Str(server)));
  }

  /** The model's server takes over as the real one did; it refuses when it has done so before. */
  private Object promoted(World world) {
    Map<String, Value> arguments = new LinkedHashMap<>();
    arguments.put("candidate", handle(server));
    arguments.put(
        "fenced",
        new Value.Evidence("pg.Fenced", List.of(handle(follows)), Instant.EPOCH, Map.of()));
    SimulatedAction promote = world.actions().get("pg.promote");
    return promote.carryOut(new Call("real", "pg.promote", arguments, true, PATIENCE)).outcome();
  }
}
