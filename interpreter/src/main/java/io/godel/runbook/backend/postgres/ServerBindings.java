package io.godel.runbook.backend.postgres;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which servers a run is bound to: those that they were at first, or that it made anew itself. */
public final class ServerBindings {
  /** How far the clocks of the machines may be apart. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

  private static final int SECONDS_SHIFT = 32;

  private final Map<String, String> known;
  private final Map<String, Instant> madeAnew = new HashMap<>();

  /**
   * @param first the system identifiers by the servers' names; of those that are down, nothing
   */
  public ServerBindings(Map<String, String> first) {
    this.known = new HashMap<>(first);
  }

  /** The servers begin with an empty data directory from then on. */
  public synchronized void makeAnew(Collection<String> servers, Instant since) {
    servers.forEach(server -> madeAnew.put(server, since));
  }

  /**
   * Binds a server that is not bound yet, or that was to be made anew and has been.
   *
   * @param seen its identifier at this moment
   * @return the identifier that it should have; empty when it is the right one
   */
  synchronized Optional<String> wanted(String server, String seen) {
    String before = known.get(server);
    Instant since = madeAnew.get(server);
    if (before == null || since != null && isMadeSince(seen, since)) {
      known.put(server, seen);
      madeAnew.remove(server);
      return Optional.empty();
    }
    return Optional.of(before).filter(it -> !it.equals(seen));
  }

  /**
   * @param seen the server's identifier at this moment
   * @throws Refused when it is not the one that the run is bound to
   */
  void check(String server, String seen) throws Refused {
    Optional<String> wanted = wanted(server, seen);
    if (wanted.isPresent()) {
      throw Refused.of(
          "wrong_target",
          "`%s` is the server %s now, and the run is bound to %s"
              .formatted(server, seen, wanted.get()));
    }
  }

  /**
   * Whether a server of that identifier was made since then: its upper half is the second in which
   * {@code initdb} ran (BootStrapXLOG in PostgreSQL's xlog.c).
   */
  public static boolean isMadeSince(String identifier, Instant since) {
    Instant made = Instant.ofEpochSecond(Long.parseUnsignedLong(identifier) >>> SECONDS_SHIFT);
    return !made.isBefore(since.minus(CLOCKS_APART));
  }
}
