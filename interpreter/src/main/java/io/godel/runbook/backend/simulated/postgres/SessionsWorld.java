package io.godel.runbook.backend.simulated.postgres;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.yaml.Section;
import io.godel.runbook.yaml.YamlTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reads the sessions of a server in a world file. */
final class SessionsWorld {
  private static final List<String> KEYS =
      List.of(
          "user",
          "application",
          "owner",
          "count",
          "state",
          "age",
          "state_age",
          "transaction_age",
          "query",
          "renewed");
  private static final int COUNT_MAX = 10_000;

  private SessionsWorld() {}

  static List<SessionSpec> read(Section server, List<Diagnostic> diagnostics) {
    List<SessionSpec> sessions = new ArrayList<>();
    for (Section section : server.sections("sessions", KEYS)) {
      long count = section.integer("count", 1);
      if (count < 0 || count > COUNT_MAX) {
        diagnostics.add(
            Diagnostic.error(
                Code.WORLD_WRONG_VALUE,
                section.tree("count").map(YamlTree::span).orElse(section.span()),
                "this has to be from 0 to " + COUNT_MAX));
        count = 1;
      }
      sessions.addAll(Collections.nCopies((int) count, session(section)));
    }
    return sessions;
  }

  private static SessionSpec session(Section section) {
    SessionSpec usual = SessionSpec.idle("godel_user", section.string("application", "godel-api"));
    String state = section.string("state", usual.state());
    Duration stateAge = section.duration("state_age").orElse(usual.stateAge());
    Optional<Duration> transaction = section.duration("transaction_age");
    boolean open = !state.equals("idle");
    Duration oldest = longer(stateAge, transaction.orElse(stateAge));
    return new SessionSpec(
        section.string("user", usual.user()),
        usual.application(),
        section.string("owner", usual.application()),
        state,
        longer(section.duration("age").orElse(usual.age()), oldest),
        stateAge,
        open ? transaction.or(() -> Optional.of(stateAge)) : transaction,
        section.string("query", usual.query()),
        section.duration("renewed"));
  }

  /** No session is younger than what it does. */
  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
