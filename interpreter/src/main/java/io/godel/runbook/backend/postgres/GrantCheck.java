package io.godel.runbook.backend.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks the catalogues of servers which of the privileges that a plan needs its user lacks. */
public final class GrantCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * What only the statements themselves can show, {@code SELECT} and {@code write}, is not here.
   */
  private static final Map<String, String> ASKED =
      Map.of(
          "CONNECT", "SELECT has_database_privilege(current_database(), 'CONNECT')",
          "pg_monitor", "SELECT pg_has_role('pg_monitor', 'USAGE')",
          "pg_signal_backend", "SELECT pg_has_role('pg_signal_backend', 'USAGE')",
          "EXECUTE pg_promote",
              "SELECT has_function_privilege('pg_catalog.pg_promote(boolean, integer)', 'EXECUTE')");

  private final Sessions sessions;

  public GrantCheck(Connections connections) {
    this.sessions = new Sessions(connections);
  }

  /**
   * @param needed privileges by the server's name, as the library's actions declare them
   * @return what is missing, each with its server; of a server that gives no answer nothing is
   *     known, and nothing is said
   */
  public List<String> missing(Map<String, ? extends Set<String>> needed)
      throws InterruptedException {
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, ? extends Set<String>> server : needed.entrySet()) {
      try {
        sessions
            .look(server.getKey(), PATIENCE, at -> lacked(at, server.getValue()))
            .forEach(each -> missing.add("postgres `%s`: %s".formatted(server.getKey(), each)));
      } catch (Refused refused) {
        if (refused.outcome().code().equals("forbidden")) {
          missing.add("postgres `%s`: %s".formatted(server.getKey(), refused.getMessage()));
        }
      }
    }
    return missing;
  }

  private static List<String> lacked(Connection at, Set<String> privileges) throws SQLException {
    List<String> lacked = new ArrayList<>();
    for (String privilege : privileges) {
      String question = ASKED.get(privilege);
      if (question != null) {
        try (PreparedStatement statement = at.prepareStatement(question);
            ResultSet row = statement.executeQuery()) {
          row.next();
          if (!row.getBoolean(1)) {
            lacked.add(privilege);
          }
        }
      }
    }
    return lacked;
  }
}
