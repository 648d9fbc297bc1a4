package io.godel.runbook.engine;

import io.godel.runbook.plan.Node;
import java.time.Duration;

/** How long to wait before a further try. */
final class Backoff {
  /** Beyond this many doublings every pause is the longest one. */
  private static final int DOUBLINGS_MAX = 30;

  private Backoff() {}

  /**
   * @param tries so many have failed, at least one
   */
  static Duration pause(Node.Retry retry, int tries) {
    Duration pause = retry.first();
    for (int i = 1; i < Math.min(tries, DOUBLINGS_MAX); i++) {
      pause = pause.multipliedBy(2);
      if (pause.compareTo(retry.last()) >= 0) {
        return retry.last();
      }
    }
    return pause.compareTo(retry.last()) > 0 ? retry.last() : pause;
  }
}
