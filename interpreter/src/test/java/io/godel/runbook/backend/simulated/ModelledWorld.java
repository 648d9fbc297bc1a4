package io.godel.runbook.backend.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.simulation.World;
import io.godel.runbook.simulation.WorldFile;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A world that a test asks and changes by the names of actions. */
public final class ModelledWorld {
  private final World world;

  private ModelledWorld(World world) {
    this.world = world;
  }

  public static ModelledWorld of(String yaml) {
    Parsed<Optional<WorldFile>> file = WorldFile.read(new SourceFile("world.yaml", yaml));
    assertEquals(List.of(), file.diagnostics().stream().map(Diagnostic::message).toList());
    return new ModelledWorld(file.tree().orElseThrow().make(0));
  }

  public World world() {
    return world;
  }

  public void pass(Duration duration) {
    world.time().advance(world.time().now().plus(duration), () -> false);
  }

  public static Value.Handle handle(String type, String name) {
    Map<String, Value> identity = new LinkedHashMap<>();
    identity.put("name", new Value.Str(name));
    identity.put("in", new Value.Str("godel"));
    return new Value.Handle(type, identity);
  }

  /**
   * @param arguments names and values in turn
   */
  public Outcome call(String action, Object... arguments) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      values.put((String) arguments[i], (Value) arguments[i + 1]);
    }
    world.time().changed();
    return world
        .actions()
        .get(action)
        .carryOut(new Call("1", action, values, true, Duration.ofSeconds(10)))
        .outcome();
  }

  public Value done(String action, Object... arguments) {
    Outcome outcome = call(action, arguments);
    return assertInstanceOf(Outcome.Done.class, outcome, outcome::toString).result();
  }

  public String refused(String action, Object... arguments) {
    return assertInstanceOf(Outcome.NotDone.class, call(action, arguments)).code();
  }
}
