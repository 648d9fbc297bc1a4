package io.godel.runbook.backend.live;

import io.godel.runbook.backend.Backend;
import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Answers calls from live systems, each on a thread of its own.
 *
 * <p>What may act is handed in apart from what only looks: a backend for looking is made without
 * any object that could write.
 */
public final class LiveBackend implements Backend, AutoCloseable {
  private final Map<String, LiveAction> looking;
  private final Map<String, LiveAction> acting;
  private final String otherwise;
  private final ExecutorService workers = Executors.newCachedThreadPool(LiveBackend::daemon);
  private final ScheduledExecutorService patience =
      Executors.newSingleThreadScheduledExecutor(LiveBackend::daemon);

  /**
   * @param looking the reading actions, by qualified name
   * @param acting the acting ones; empty for a backend that only looks
   * @param otherwise why any other acting call is refused; empty for the usual words
   */
  public LiveBackend(
      Map<String, LiveAction> looking, Map<String, LiveAction> acting, String otherwise) {
    this.looking = Map.copyOf(looking);
    this.acting = Map.copyOf(acting);
    this.otherwise = otherwise;
  }

  @Override
  public void start(Call call, Consumer<Outcome> answer) {
    LiveAction action = (call.acts() ? acting : looking).get(call.action());
    if (action == null) {
      answer.accept(new Outcome.NotDone("not_available", unavailable(call), false));
      return;
    }
    Future<?> work = workers.submit(() -> answer.accept(carriedOut(call, action)));
    long millis = call.timeout().toMillis();
    var unused = patience.schedule(() -> work.cancel(true), millis, TimeUnit.MILLISECONDS);
  }

  private String unavailable(Call call) {
    if (call.acts() && !otherwise.isEmpty()) {
      return otherwise;
    }
    return call.acts() && acting.isEmpty()
        ? call.action() + " acts, and this target is only looked at"
        : "the target has nothing that could carry out " + call.action();
  }

  private static Outcome carriedOut(Call call, LiveAction action) {
    try {
      return action.carryOut(call);
    } catch (InterruptedException nobodyWaits) {
      return lost(call, "nobody waited for the answer");
    } catch (RuntimeException fault) {
      return lost(call, fault.getClass().getSimpleName() + ": " + fault.getMessage());
    }
  }

  /** Of an acting call nobody knows what became of it. */
  private static Outcome lost(Call call, String reason) {
    return call.acts() ? new Outcome.Unknown(reason) : new Outcome.NotDone("failed", reason, true);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "backend");
    thread.setDaemon(true);
    return thread;
  }

  /** Ends the calls that nobody waits for any more. */
  @Override
  public void close() {
    workers.shutdownNow();
    patience.shutdownNow();
  }
}
