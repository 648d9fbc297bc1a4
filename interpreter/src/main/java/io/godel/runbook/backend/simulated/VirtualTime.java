package io.godel.runbook.backend.simulated;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Time that only jumps, from one thing that is due to the next; the same order every time. */
public final class VirtualTime {
  /** A model that never comes to rest would otherwise keep a jump going for ever. */
  private static final int EVENTS_PER_JUMP_MAX = 10_000_000;

  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private final List<Runnable> listeners = new ArrayList<>();
  private final List<Resting> resting = new ArrayList<>();
  private Instant now;
  private long sequence;

  /** What happened last, where more may be due at the same instant; null if nothing is. */
  private Due last;

  /**
   * @param since when it became known; of what is due at one instant, what is known for longer
   *     comes first
   */
  private record Due(Instant at, Instant since, long sequence, BooleanSupplier event)
      implements Comparable<Due> {
    private static final Comparator<Due> ORDER =
        Comparator.comparing(Due::at).thenComparing(Due::since).thenComparingLong(Due::sequence);

    @Override
    public int compareTo(Due other) {
      return ORDER.compare(this, other);
    }
  }

  /** Would look again and again after that moment, and find nothing new. */
  private record Resting(
      Instant since, Duration period, LongConsumer passedOver, BooleanSupplier look) {}

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
    queue.add(new Due(now.plus(delay), now, sequence++, event));
  }

  /**
   * Looks at the first of the moments that are due, one after each period, by which something has
   * happened: until then a look would do what the last one did, and is passed over.
   *
   * @param passedOver is told how many were
   * @param look whether it changed anything
   */
  public void lookOnceChanged(Duration period, LongConsumer passedOver, BooleanSupplier look) {
    resting.add(new Resting(now, period, passedOver, look));
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
    wake();
  }

  /** Makes up for all looks that were passed over; the next ones are made. */
  public void wake() {
    if (!resting.isEmpty()) {
      List<Resting> woken = List.copyOf(resting);
      resting.clear();
      woken.forEach(this::wake);
    }
  }

  private void wake(Resting look) {
    long passed = Duration.between(look.since(), now).toNanos() / look.period().toNanos();
    Instant before = look.since().plus(look.period().multipliedBy(passed));
    if (passed > 0 && before.equals(now) && !isOver(before.minus(look.period()))) {
      passed--;
      before = before.minus(look.period());
    }
    look.passedOver().accept(passed);
    queue.add(new Due(before.plus(look.period()), before, sequence++, look.look()));
  }

  /** Whether it is past what is due now and was known since then. */
  private boolean isOver(Instant since) {
    return last == null || !last.since().isBefore(since);
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
        last = null;
        return false;
      }
      queue.remove();
      now = next.at().isAfter(now) ? next.at() : now;
      last = next;
      if (next.event().getAsBoolean()) {
        wake();
      }
    }
    throw new AssertionError("more than " + EVENTS_PER_JUMP_MAX + " events before " + until);
  }
}
