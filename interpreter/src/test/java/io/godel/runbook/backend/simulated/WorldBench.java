package io.godel.runbook.backend.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.diagnostic.Marks;
import io.godel.runbook.diagnostic.TextRenderer;
import io.godel.runbook.simulation.World;
import io.godel.runbook.simulation.WorldFile;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A world at work, with calls written in one line. */
public final class WorldBench {
  public static final String NAMESPACE = "godel";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  public final World world;

  private WorldBench(World world) {
    this.world = world;
  }

  public static WorldBench of(String yaml) {
    return of(yaml, 1);
  }

  public static WorldBench of(String yaml, long seed) {
    Parsed<Optional<WorldFile>> file = WorldFile.read(new SourceFile("world.yaml", yaml));
    assertEquals("", new TextRenderer(Marks.PLAIN).render(file.diagnostics()));
    return new WorldBench(file.tree().orElseThrow().make(seed));
  }

  public void pass(Duration duration) {
    world.time().advance(world.time().now().plus(duration), () -> false);
  }

  public void pass(long seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  public static Call call(String action, boolean acts, Object... arguments) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      values.put((String) arguments[i], value(arguments[i + 1]));
    }
    return new Call("1", action, values, acts, TIMEOUT);
  }

  private static Value value(Object written) {
    if (written instanceof Value value) {
      return value;
    }
    if (written instanceof Boolean bool) {
      return new Value.Bool(bool);
    }
    return written instanceof String text
        ? new Value.Str(text)
        : new Value.Int(((Number) written).longValue());
  }

  /** What the world makes of the call, at this moment. */
  public Reply reply(String action, Object... arguments) {
    return world.actions().get(action).carryOut(call(action, true, arguments));
  }

  /** The result of a call that has to succeed. */
  public Value done(String action, Object... arguments) {
    return assertInstanceOf(Outcome.Done.class, reply(action, arguments).outcome()).result();
  }

  /** The code and the reason of a call that has to be refused. */
  public String refused(String action, Object... arguments) {
    Outcome.NotDone refusal =
        assertInstanceOf(Outcome.NotDone.class, reply(action, arguments).outcome());
    return refusal.code() + (refusal.retriable() ? " for now" : "") + ": " + refusal.reason();
  }

  /** An object of the module {@code k8s}, for example {@code Deployment}. */
  public static Value.Handle object(String type, String name) {
    Map<String, Value> identity = new LinkedHashMap<>();
    identity.put("name", new Value.Str(name));
    identity.put("in", new Value.Str(NAMESPACE));
    return new Value.Handle("k8s." + type, identity);
  }

  public static Value.Handle deployment(String name) {
    return object("Deployment", name);
  }

  public static Value.Handle set(String name) {
    return object("StatefulSet", name);
  }

  /** A pod as {@code k8s.pod(set, ordinal)} names it. */
  public static Value.Handle podOf(String set, int ordinal) {
    Map<String, Value> identity = new LinkedHashMap<>();
    identity.put("set", set(set));
    identity.put("ordinal", new Value.Int(ordinal));
    return new Value.Handle("k8s.Pod", identity);
  }
}
