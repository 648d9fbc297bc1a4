package io.godel.runbook.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Runs are named so that people can say the name, and never two alike. */
class RunIdsTest {
  @Test
  void aNameTellsTheMinuteInUniversalTime() {
    Instant at = Instant.parse("2026-11-25T05:41:59.999Z");
    String id = new RunIds(InstantSource.fixed(at), new Random(7)).next();
    assertTrue(id.matches("20261125-0541-[2-9b-df-hj-np-tv-z]{4}"), id);
  }

  @Test
  void twoInOneMinuteAreDifferent() {
    RunIds ids = new RunIds(InstantSource.fixed(Instant.EPOCH), new Random(7));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      seen.add(ids.next());
    }
    assertEquals(100, seen.size());
  }
}
