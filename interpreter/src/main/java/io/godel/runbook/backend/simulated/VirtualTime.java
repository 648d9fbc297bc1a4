package io.godel.runbook.backend.simulated;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Time that only jumps, from one thing that is due to the next; the same order every time. */
public final class VirtualTime {
  /** A model that never comes to rest would otherwise keep a jump going for ever. */
  private static final int EVENTS_PER_JUMP_MAX = 10_000_000;

  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private final List<Runnable> listeners = new ArrayList<>();
  private Instant now;
  private long sequence;
  private long changes;

  private record Due(Instant at, long sequence, BooleanSupplier event) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int order = at.compareTo(other.at);
      return order == 0 ? Long.compare(sequence, other.sequence) : order;
    }
  }

  public VirtualTime(Instant start) {
    this.now = start;
  }

  public Instant now() {
    return now;
  }

  /** The event happens so much later, after everything that is already due then. */
  public void after(Duration delay, Runnable event) {
    lookAfter(
        delay,
        () -> {
          changed();
          event.run();
          return false;
        });
  }

  /**
   * The same for what mostly finds nothing to do. That it changes anything is known afterwards, so
   * nobody is told before.
   *
   * @param event whether it changed anything
   */
  public void lookAfter(Duration delay, BooleanSupplier event) {
    queue.add(new Due(now.plus(delay), sequence++, event));
  }

  /**
   * Is told before something happens, so that what went on until then is settled as it was.
   *
   * @param listener is to depend on nothing that a {@link #lookAfter look} changes
   */
  public void beforeChanges(Runnable listener) {
    listeners.add(listener);
  }

  /** Something is about to happen. */
  public void changed() {
    listeners.forEach(Runnable::run);
    changes++;
  }

  /** A number that is the same as before if nothing has happened since but that time went by. */
  public long changes() {
    return changes;
  }

  /**
   * Lets things happen until the stop condition holds or nothing is due up to then; what is due at
   * the very instant happens too.
   *
   * @return whether the condition holds; if not, it is now {@code until}
   */
  public boolean advance(Instant until, BooleanSupplier stop) {
    for (int count = 0; count < EVENTS_PER_JUMP_MAX; count++) {
      if (stop.getAsBoolean()) {
        return true;
      }
      Due next = queue.peek();
      if (next == null || next.at().isAfter(until)) {
        now = until.isAfter(now) ? until : now;
        return false;
      }
      queue.remove();
      now = next.at().isAfter(now) ? next.at() : now;
      if (next.event().getAsBoolean()) {
        changes++;
      }
    }
    throw new AssertionError("more than " + EVENTS_PER_JUMP_MAX + " events before " + until);
  }
}
