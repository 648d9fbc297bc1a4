package io.godel.runbook.backend.simulated.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is kept for the readers of a log, and what of it is on replicas. */
final class SlotsTest {
  private static final SlotSpec ARCHIVE =
      new SlotSpec("archive", false, true, Optional.of(10L), true, false);
  private static final SlotSpec CHANGES =
      new SlotSpec("changes", true, false, Optional.of(100L), true, true);
  private static final SlotSpec NEVER_READ =
      new SlotSpec("by-nobody", false, false, Optional.empty(), true, false);

  private static String kept(Slots slots, long position) {
    StringBuilder all = new StringBuilder();
    for (Value each : ((Value.Items) slots.records(position)).values()) {
      Map<String, Value> slot = ((Value.Fields) each).values();
      Value kept = slot.get("kept");
      all.append(((Value.Str) slot.get("name")).value())
          .append(' ')
          .append(kept instanceof Value.Size size ? Long.toString(size.bytes()) : "none")
          .append("; ");
    }
    return all.toString();
  }

  @Test
  void theLogIsKeptForReadersThatAreAway() {
    Slots slots = new Slots(List.of(CHANGES, NEVER_READ, ARCHIVE), 1_000);
    assertEquals("archive 10; by-nobody none; changes 100; ", kept(slots, 1_000));
    assertEquals("archive 10; by-nobody none; changes 600; ", kept(slots, 1_500));
  }

  @Test
  void aReplicaHoldsThoseThatAreMadeForIt() {
    Slots primary = new Slots(List.of(ARCHIVE, CHANGES), 1_000);
    Slots replica = new Slots(List.of(), 900);
    replica.follow(primary, 900);
    replica.follow(primary, 950);
    assertEquals("changes 50; ", kept(replica, 950));
    replica.wipe();
    assertEquals("", kept(replica, 950));
  }
}
