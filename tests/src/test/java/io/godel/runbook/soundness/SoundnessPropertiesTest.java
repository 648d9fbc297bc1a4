package io.godel.runbook.soundness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.plan.Plan;
import io.godel.runbook.simulation.World;
import io.godel.runbook.simulation.WorldFile;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.Parsed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * What the checker accepts raises no type error while it runs, whatever the world and the people
 * answer.
 *
 * <p>{@code -Drunbook.soundness.programs=1000} makes a longer run of it.
 */
class SoundnessPropertiesTest {
  /** In one try. */
  private static final int PROGRAMS = Integer.getInteger("runbook.soundness.programs", 20);

  /** In hundredths; a generator that is mostly refused would test little. */
  private static final int ACCEPTED_MIN = 60;

  /** The build looks at the same programs every time; a longer run looks at those behind them. */
  private static final String SEED = "1";

  /** Every so many programs one runs in a simulated platform, which takes longer to make. */
  private static final int SIMULATED_EVERY = 8;

  /** How much of a stack tells one bug from another. */
  private static final int FRAMES = 6;

  @Property(tries = 20, seed = SEED, shrinking = ShrinkingMode.OFF)
  void whatIsWellTypedRaisesNoTypeErrorAtRunTime(@ForAll long first) {
    int accepted = 0;
    Map<String, Integer> refused = new TreeMap<>();
    Map<String, String> unsound = new TreeMap<>();
    for (long seed = first; seed - first < PROGRAMS; seed++) {
      Trial trial = Trial.of(new RandomRunbook(new Draw(seed)).text());
      if (trial.accepted()) {
        accepted++;
        check(trial, seed, unsound);
      } else {
        refused.merge(trial.refusal(), 1, Integer::sum);
      }
    }
    assertEquals(Map.of(), unsound);
    int share = accepted * 100 / PROGRAMS;
    assertTrue(share >= ACCEPTED_MIN, () -> share + " % are accepted: " + refused);
  }

  /** Each kind of failure is kept once, with the program that shows it. */
  private static void check(Trial trial, long seed, Map<String, String> unsound) {
    try {
      Optional<Plan> plan = trial.plan();
      if (plan.isPresent()) {
        assertEquals(Trial.run(plan.get(), seed), Trial.run(plan.get(), seed));
        if (seed % SIMULATED_EVERY == 0) {
          Trial.simulate(plan.get(), world(seed % 3 == 0 ? "healthy" : "primary-lost", seed));
        }
      }
    } catch (RuntimeException | AssertionError | StackOverflowError bug) {
      String where =
          Arrays.stream(bug.getStackTrace())
              .filter(it -> it.getClassName().startsWith("io.godel"))
              .limit(FRAMES)
              .map(StackTraceElement::toString)
              .collect(Collectors.joining("\n  "));
      unsound.putIfAbsent(where, "seed " + seed + ": " + bug + "\n" + trial.text);
    }
  }

  private static World world(String name, long seed) {
    return WorldFile.read(source(name), it -> new Parsed<>(Optional.of(source(it)), List.of()))
        .tree()
        .orElseThrow()
        .make(seed);
  }

  private static SourceFile source(String name) {
    Path file = Path.of("runbooks", "worlds", name + ".yaml");
    try {
      return new SourceFile(file.toString(), Files.readString(file));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
