package io.godel.runbook.backend.simulated.postgres;

import io.godel.runbook.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The replication slots of a server. They are a part of its data directory, and not of its log: a
 * replica has none of its primary's, but for those that are made to be held there too (PostgreSQL
 * 17).
 */
final class Slots {
  /**
   * A slot.
   *
   * @param from where the log begins that is kept for its reader; empty where it has no place yet
   */
  private record Slot(SlotSpec spec, Optional<Long> from) {}

  private final List<Slot> slots = new ArrayList<>();

  /**
   * @param position where the log ends
   */
  Slots(List<SlotSpec> specs, long position) {
    specs.forEach(spec -> add(spec, spec.behind().map(behind -> position - behind)));
  }

  private void add(SlotSpec spec, Optional<Long> from) {
    slots.add(new Slot(spec, from));
    slots.sort(Comparator.comparing(slot -> slot.spec().name()));
  }

  /** The data directory is another one. */
  void wipe() {
    slots.clear();
  }

  /** Takes over those of the primary that replicas hold too, with no reader yet. */
  void follow(Slots primary, long position) {
    for (Slot each : primary.slots) {
      SlotSpec spec = each.spec();
      if (spec.failover() && slots.stream().noneMatch(it -> it.spec().name().equals(spec.name()))) {
        add(
            new SlotSpec(spec.name(), spec.logical(), false, Optional.of(0L), spec.usable(), true),
            Optional.of(position));
      }
    }
  }

  /**
   * As records of the module {@code pg}.
   *
   * @param position where the log ends
   */
  Value records(long position) {
    return new Value.Items(slots.stream().map(slot -> record(slot, position)).toList());
  }

  /** A reader that is there reads on: what is kept for it stays as much as it was. */
  private static Value record(Slot slot, long position) {
    SlotSpec spec = slot.spec();
    Optional<Long> kept =
        spec.active() ? spec.behind() : slot.from().map(from -> Math.max(0, position - from));
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("name", new Value.Str(spec.name()));
    fields.put("logical", new Value.Bool(spec.logical()));
    fields.put("active", new Value.Bool(spec.active()));
    fields.put("kept", kept.<Value>map(Value.Size::new).orElseGet(Value.None::new));
    fields.put("usable", new Value.Bool(spec.usable()));
    fields.put("failover", new Value.Bool(spec.failover()));
    return new Value.Fields("pg.Slot", fields);
  }
}
