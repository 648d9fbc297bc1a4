package io.godel.runbook.backend.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final VirtualTime time = new VirtualTime(START);
  private final List<Integer> seen = new ArrayList<>();
  private int looks;
  private int things;

  /** Sees how many things have happened so far, each time. */
  private boolean look(boolean passesOver) {
    looks++;
    int now = things;
    seen.add(now);
    if (passesOver) {
      time.lookOnceChanged(PERIOD, times -> again(now, times), () -> look(true));
    } else {
      time.lookAfter(PERIOD, () -> look(false));
    }
    return false;
  }

  private void again(int now, long times) {
    for (long i = 0; i < times; i++) {
      seen.add(now);
    }
  }

  /**
   * Each brings the next one, so that some are known for long and some are not.
   *
   * @param pauses in seconds; none is a period, since of what is due and known since the same
   *     instants either may come first
   */
  private void happen(List<Integer> pauses, int place) {
    if (place < pauses.size()) {
      time.after(
          Duration.ofSeconds(pauses.get(place)),
          () -> {
            things++;
            happen(pauses, place + 1);
          });
    }
  }

  private void pass(int seconds) {
    time.advance(time.now().plusSeconds(seconds), () -> false);
  }

  @Provide
  Arbitrary<List<Integer>> pauses() {
    return Arbitraries.integers()
        .between(0, 12)
        .filter(it -> it != PERIOD.toSeconds())
        .list()
        .ofMaxSize(12);
  }

  @Property
  void whoPassesLooksOverSeesWhatWhoLooksEachTimeSees(
      @ForAll("pauses") List<Integer> pauses,
      @ForAll @Size(max = 12) List<@IntRange(min = 1, max = 100) Integer> known) {
    List<List<Integer>> both = new ArrayList<>();
    for (boolean passesOver : List.of(true, false)) {
      VirtualTimeTest world = new VirtualTimeTest();
      known.forEach(at -> world.time.after(Duration.ofSeconds(at), () -> world.things++));
      world.time.lookAfter(PERIOD, () -> world.look(passesOver));
      world.happen(pauses, 0);
      world.pass(200);
      world.time.wake();
      both.add(world.seen);
      assertTrue(passesOver ? world.looks <= 1 + known.size() + pauses.size() : world.looks == 40);
    }
    assertEquals(both.get(1), both.get(0));
  }

  @Test
  void aLookThatChangesSomethingWakesTheOthers() {
    time.lookAfter(PERIOD, () -> look(true));
    time.lookAfter(Duration.ofSeconds(17), () -> ++things > 0);
    pass(30);
    assertEquals(List.of(0, 0, 0, 1), seen);
    time.wake();
    assertEquals(List.of(0, 0, 0, 1, 1, 1), seen);
    assertEquals(2, looks);
  }

  @Test
  void whoIsWokenLooksAtTheNextMomentThatIsDue() {
    time.lookAfter(PERIOD, () -> look(true));
    pass(12);
    things++;
    time.wake();
    assertEquals(List.of(0, 0), seen);
    pass(2);
    assertEquals(1, looks);
    pass(1);
    assertEquals(List.of(0, 0, 1), seen);
  }
}
