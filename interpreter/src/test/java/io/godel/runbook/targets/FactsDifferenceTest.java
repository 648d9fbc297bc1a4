package io.godel.runbook.targets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a run that goes on takes for its target. */
final class FactsDifferenceTest {
  private static final Instant BEGUN = Instant.parse("2026-11-25T12:00:00Z");
  private static final String OLD = made("2026-01-01T00:00:00Z");
  private static final String YOUNG = made("2026-11-25T12:05:00Z");
  private static final Map<String, String> BEFORE = Map.of("cluster", "a", "server primary", OLD);

  private static String made(String when) {
    return Long.toUnsignedString(Instant.parse(when).getEpochSecond() << 32 | 4711);
  }

  private static Optional<String> with(String cluster, String primary, String... anew) {
    return FactsDifference.of(
        BEFORE, Map.of("cluster", cluster, "server primary", primary), Set.of(anew), BEGUN);
  }

  @Test
  void theSameIsNoOther() {
    assertEquals(Optional.empty(), with("a", OLD));
    assertEquals(Optional.empty(), FactsDifference.of(BEFORE, Map.of(), Set.of(), BEGUN));
  }

  @Test
  void anotherClusterOrServerIs() {
    assertTrue(with("b", OLD).orElseThrow().startsWith("cluster was a when the run began"));
    assertTrue(with("a", YOUNG).orElseThrow().startsWith("server primary was"));
  }

  @Test
  void aServerThatTheRunMadeAnewIsNoOtherIfItIsYoung() {
    assertEquals(Optional.empty(), with("a", YOUNG, "server primary"));
    assertTrue(with("a", made("2026-06-01T00:00:00Z"), "server primary").isPresent());
    assertTrue(with("b", YOUNG, "server primary").isPresent());
  }
}
