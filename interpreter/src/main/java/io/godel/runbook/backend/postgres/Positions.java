package io.godel.runbook.backend.postgres;

import io.godel.runbook.value.WalPosition;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Where the logs of primaries ended when they were last seen, in this run. */
final class Positions {
  private final Map<String, WalPosition> seen = new ConcurrentHashMap<>();

  /** A log never becomes shorter: an earlier position adds nothing. */
  void saw(String server, WalPosition position) {
    seen.merge(server, position, (old, now) -> now.compareTo(old) > 0 ? now : old);
  }

  Optional<WalPosition> of(String server) {
    return Optional.ofNullable(seen.get(server));
  }
}
