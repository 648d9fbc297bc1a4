package io.godel.runbook.lab.api;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What is told one after the other from the thread of the lab to the thread of a connection. Who
 * takes too slowly is cut off: the lab waits for nobody.
 */
public final class Feed {
  private static final int WAITING_MAX = 10_000;
  private static final String END = "";

  private final BlockingQueue<String> parts = new LinkedBlockingQueue<>(WAITING_MAX);
  private final long secondsMax;
  private volatile Runnable stop = () -> {};
  private volatile boolean full;
  private volatile boolean over;

  /**
   * @param secondsMax after which the feed ends
   */
  Feed(long secondsMax) {
    this.secondsMax = secondsMax;
  }

  public long secondsMax() {
    return secondsMax;
  }

  /** What ends the telling once nobody listens any more. */
  void whenStopped(Runnable action) {
    stop = action;
  }

  void tell(String part) {
    full |= !part.isEmpty() && !parts.offer(part);
  }

  void end() {
    full |= !parts.offer(END);
  }

  /** The next part, if one comes in time. */
  public Optional<String> next(long millis) throws InterruptedException {
    String part = parts.poll(millis, TimeUnit.MILLISECONDS);
    over |= END.equals(part);
    return over ? Optional.empty() : Optional.ofNullable(part);
  }

  public boolean isOver() {
    return over || full && parts.isEmpty();
  }

  /** The telling ends; to be called on the thread of the lab. */
  public void stop() {
    stop.run();
  }
}
