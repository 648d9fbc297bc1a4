package io.godel.runbook.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.cli.Ran;
import io.godel.runbook.report.ExplorationJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search itself. */
class ExplorerTest {
  @TempDir Path folder;

  private static String json(Exploration found) {
    return ExplorationJson.of(
            found.plan(),
            List.of(),
            List.of(found),
            Coverage.of(found.plan(), List.of(found)),
            Map.of())
        .toPrettyString();
  }

  @Test
  void theNumberOfCoresChangesNothing() throws Exception {
    Explored runbook = Explored.failover(folder);
    String alone = new ForkJoinPool(1).submit(() -> json(runbook.in("crash-loop", 1))).get();
    String together = new ForkJoinPool(4).submit(() -> json(runbook.in("crash-loop", 1))).get();
    assertEquals(alone, together);
  }

  @Test
  void whatIsLeftOutIsSaid() throws IOException {
    Exploration found =
        Explored.failover(folder)
            .in("primary-lost", Optional.empty(), new Explorer.Budget(2, 100, () -> false));
    assertEquals(100, found.storiesInAll());
    assertFalse(found.isComplete());
    // The one without a misfortune made known 177 with one, and of these 99 were tried.
    assertTrue(found.leftOut() > 177 - 99, "what follows from those is known too");
    Exploration none =
        Explored.failover(folder.resolve("other"))
            .in(
                "primary-lost",
                Optional.empty(),
                new Explorer.Budget(2, Long.MAX_VALUE, () -> true));
    assertEquals(0, none.storiesInAll());
    assertEquals(1, none.leftOut());
  }

  @Test
  void whatIsTriedAndWhatIsLeftOutAreAllThatIsKnown() throws IOException {
    Explored runbook = Explored.failover(folder);
    Exploration all = runbook.in("crash-loop", 2);
    long one = all.stories().get(0) + all.stories().get(1);
    for (long most : new long[] {one, one + 1, one + 50, all.storiesInAll()}) {
      Exploration found =
          runbook.in("crash-loop", Optional.empty(), new Explorer.Budget(2, most, () -> false));
      assertEquals(most, found.storiesInAll());
      assertEquals(all.storiesInAll() - most, found.leftOut());
    }
  }

  @Test
  void whatDrillsSayOfAWorldHoldsHoweverItIsNamed() {
    for (String world :
        List.of(
            "agent-storm-attack-own-address",
            "runbooks/worlds/agent-storm-attack-own-address.yaml")) {
      Ran ran =
          Ran.runbook("explore", "runbooks/agent-storm.runbook", "--world", world, "--faults", "0");
      assertEquals(0, ran.exitCode(), ran.all());
    }
  }

  @Test
  void aStoryIsReadAsItIsWritten() {
    Story story =
        new Story(
            List.of(
                "on call 1 of pg.promote: timeout", "before record 37: kill", "silence promote"));
    assertEquals(Optional.of(story), Story.read(story.id()));
    assertEquals(Optional.empty(), Story.read("something else"));
    assertEquals(
        List.of(
            "fault \"on call 1 of pg.promote: timeout\"",
            "fault \"before record 37: kill\"",
            "silence promote"),
        story.lines());
  }

  @Test
  void aPromotionThatHappenedIsNotTakenForUndone() {
    // The process is gone after the call, and the new primary is away when it is asked.
    Ran ran =
        Ran.runbook(
            "simulate",
            "runbooks/database-failover.runbook",
            "--world",
            "primary-lost",
            "--story",
            "before record 37: kill + on call 3 of pg.in_recovery: crash pod postgres-replica-0");
    assertEquals(0, ran.exitCode(), ran.all());
    assertTrue(ran.out().contains("resume"), ran.out());
    assertTrue(ran.out().contains("server replica: replica on timeline 1 → primary on timeline 2"));
  }

  @Test
  void whatIsNoStoryIsRefused() {
    Ran ran =
        Ran.runbook(
            "simulate", "runbooks/database-failover.runbook", "--story", "the moon falls down");
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().contains("`the moon falls down` is no story"), ran.err());
    Ran other =
        Ran.runbook(
            "simulate", "runbooks/database-failover.runbook", "--story", "deny nothing_such");
    assertEquals(2, other.exitCode());
    assertTrue(other.err().contains("there is no step `nothing_such`"), other.err());
  }
}
