package io.godel.runbook.backend.simulated.postgres;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The sessions of one server, and room for more. */
final class Sessions {
  private static final int FIRST_PID = 101;

  /** The user that the runbook connects as. */
  private static final SessionSpec OWN =
      new SessionSpec(
          "runbook",
          "runbook",
          "runbook",
          "active",
          Duration.ZERO,
          Duration.ZERO,
          Optional.of(Duration.ZERO),
          "",
          Optional.empty());

  private final int limit;
  private final int reserved;
  private final List<Session> clients = new ArrayList<>();
  private int nextPid = FIRST_PID;
  private Session own;

  Sessions(int limit, int reserved, Instant now) {
    this.limit = limit;
    this.reserved = reserved;
    this.own = Session.of(nextPid++, OWN, now);
  }

  /** The session that the runbook itself looks through; it takes a reserved slot. */
  Session own() {
    return own;
  }

  List<Session> clients() {
    return List.copyOf(clients);
  }

  long count() {
    return clients.size();
  }

  /** How many of an application are not idle; asked at every probe. */
  long inUse(String application) {
    long count = 0;
    for (Session session : clients) {
      boolean counts = session.application().equals(application) && !session.state().equals("idle");
      count += counts ? 1 : 0;
    }
    return count;
  }

  boolean hasRoom() {
    return clients.size() < limit - reserved;
  }

  /** Whether even the reserved slots are taken, so that an operator is refused as well. */
  boolean isFull() {
    return clients.size() >= limit;
  }

  /** Empty when there is no room. */
  Optional<Session> connect(SessionSpec spec, Instant now) {
    if (!hasRoom()) {
      return Optional.empty();
    }
    Session session = Session.of(nextPid++, spec, now);
    clients.add(session);
    return Optional.of(session);
  }

  /** Lets the sessions that are over be followed by others. */
  void renew(Instant now) {
    clients.replaceAll(
        session -> session.isOver(now) ? session.successor(nextPid++, now) : session);
  }

  /** Ends the client's session with this number; one's own is not among them. */
  boolean end(int pid) {
    return clients.removeIf(session -> session.pid() == pid);
  }

  void endAll(Predicate<Session> which) {
    clients.removeIf(which);
  }

  /** The process was started anew: nobody is connected. */
  void restart(Instant now) {
    clients.clear();
    own = Session.of(nextPid++, OWN, now);
  }
}
