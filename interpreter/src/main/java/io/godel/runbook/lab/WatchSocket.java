package io.godel.runbook.lab;

import io.godel.runbook.lab.api.Feed;
import java.util.Optional;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** A watch over a WebSocket: each event is a message. */
public final class WatchSocket implements Session.Listener.AutoDemanding {
  private static final int POLL_MILLIS = 250;
  private static final int NORMAL = 1000;

  private final Feed feed;
  private final Runnable stop;
  private volatile boolean closed;

  /**
   * @param stop ends the feed
   */
  WatchSocket(Feed feed, Runnable stop) {
    this.feed = feed;
    this.stop = stop;
  }

  @Override
  public void onWebSocketOpen(Session session) {
    Thread teller = new Thread(() -> tell(session), "watch");
    teller.setDaemon(true);
    teller.start();
  }

  private void tell(Session session) {
    long polls = feed.secondsMax() * 1_000 / POLL_MILLIS;
    try {
      while (!closed && !feed.isOver() && polls > 0) {
        Optional<String> part = feed.next(POLL_MILLIS);
        part.ifPresent(
            event ->
                Callback.Completable.with(done -> session.sendText(event.strip(), done)).join());
        polls -= part.isPresent() ? 0 : 1;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.CompletionException gone) {
      closed = true;
    } finally {
      stop.run();
      session.close(NORMAL, "", Callback.NOOP);
    }
  }

  @Override
  public void onWebSocketClose(int code, String reason, Callback callback) {
    closed = true;
    callback.succeed();
  }
}
