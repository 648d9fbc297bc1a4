package io.godel.runbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which replication slots a promotion would lose, and that they are really not there afterwards.
 */
final class SlotsLeftBehindTest {
  private static final String WORLD =
      """
      starts: 2026-11-23T03:00:00Z
      kubernetes:
        namespace: godel
        statefulsets: {postgres: {}, postgres-replica: {}}
      postgres:
        primary:
          pod: postgres-0
          slots:
            - {name: archive, active: true, kept: 0B}
            - {name: changes, logical: true, kept: 1KiB, failover: true}
            - {name: stale, logical: true, kept: 1GiB, failover: true, usable: false}
        replica: {pod: postgres-replica-0, follows: primary}
      """;

  private static final String RUNBOOK =
      """
      use k8s, pg

      runbook slots "Slots" {
        let set     = k8s.statefulset("postgres", in: "godel")
        let primary = pg.server("primary")
        let replica = pg.server("replica")

        scenario failover "The replica takes over" {
          let left = pg.slots_left_behind(primary, candidate: replica)
          warn "every reader of the log finds its slot on the replica" size(left) == 0

          step promote "Promote the replica" {
            guard   "it is a replica" pg.in_recovery(replica)
            guard   "at most 16MiB would be lost" pg.loss_bound(replica, primary) <= 16MiB
            do      k8s.scale(set, replicas: 0)
            verify  "its pod is gone" k8s.gone(set.pod()) within 2m every 5s
            yield   fenced = pg.fence(primary, proof: set)
            approve "Promote the replica?" by "dba" within 10m
            do      pg.promote(replica, fenced)
            verify  "it takes writes" pg.writable(replica) within 1m every 5s
            undo none because "a new timeline has begun"
          }
        }

        recovered { verify "a server takes writes" pg.writable(replica) within 1m every 5s }

        test "what is left behind is known before, and is not there afterwards" in world "pair" {
          expect scenario failover
          expect step promote done
          expect [slot.name for slot in pg.slots(replica)] == ["changes", "stale"]
          expect all(slot in pg.slots(replica) where not slot.active)
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void theyAreKnownBeforeAPromotion() throws IOException {
    Files.createDirectories(folder.resolve("worlds"));
    Files.writeString(folder.resolve("worlds/pair.yaml"), WORLD);
    Path runbook = Files.writeString(folder.resolve("slots.runbook"), RUNBOOK);
    Ran drills = Ran.runbook("test", runbook.toString());
    assertEquals(0, drills.exitCode(), drills.all());
    Ran told =
        Ran.runbook("simulate", runbook.toString(), "--world", "pair", "--scenario", "failover");
    assertTrue(
        told.out().contains("! every reader of the log finds its slot on the replica   2 == 0"),
        told.all());
  }
}
